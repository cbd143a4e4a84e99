"""A QR code as SVG: one path, presentation attributes only, so that it stands in a page without inline style."""

import qrcode
from markupsafe import Markup, escape

QUIET = 4  # modules of white round it, as the standard asks


def square(text: str, *, title: str) -> Markup:
    """The SVG of `text`, black on white also where the page is dark."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows)
    marks = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Markup(  # noqa: S704 - built here of digits, and the title is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size * 5}" height="{size * 5}"'
        ' role="img" aria-labelledby="square-title" shape-rendering="crispEdges">'
        f'<title id="square-title">{escape(title)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{marks}" fill="#000"/></svg>'
    )
