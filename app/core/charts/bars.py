"""A thin bar: how far something has come."""

from markupsafe import Markup, escape

from app.core.charts.marks import mark


def bar(ident: str, title: str, share: float) -> Markup:
    """A thin bar filled to `share` of one: how far something has come. The page says the same in words."""
    ident = str(escape(ident))
    filled = 100 * min(max(share, 0.0), 1.0)
    return Markup(  # noqa: S704 - escaped
        f'<svg class="chart bar-svg" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" '
        f'aria-labelledby="{ident}-t" focusable="false"><title id="{ident}-t">{escape(title)}</title>'
        f'<rect {mark("bar-ground")} width="100" height="4"/>'
        f'<rect {mark("bar")} width="{filled:.1f}" height="4"/></svg>'
    )
