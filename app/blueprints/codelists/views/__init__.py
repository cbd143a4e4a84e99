"""A list to look around in and to search: public, by address, without script."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.blueprints.codelists import bp, queries
from app.blueprints.codelists.rules import codes
from app.blueprints.codelists.terms import Kind
from app.core import text
from app.core.access import public
from app.core.i18n import locale
from app.core.render import render

LONGEST = 100
NAMES = {
    Kind.CPV: _l("CPV: what public buyers purchase"),
    Kind.COUNTY: _l("Counties"),
    Kind.MUNICIPALITY: _l("Municipalities"),
    Kind.NUTS: _l("Regions of Europe (NUTS)"),
    Kind.INDUSTRY: _l("Industries"),
}


@bp.get("/codelists/<any(cpv, county, municipality, nuts, industry):kind>")
@public
def show_list(kind: str) -> ResponseReturnValue:
    """In the address: `q`, words or figures; or `under`, a code whose narrower codes are shown."""
    words = " ".join(text.clean(request.args.get("q", "")).split())[:LONGEST]
    typed = codes.understand(Kind(kind), request.args.get("under", ""))
    found = queries.search(kind, words, locale(), most=queries.MOST + 1) if words else []
    above = [] if words or not typed.code else _way_to(kind, typed.code)
    known = queries.in_force_of(kind)
    return render(
        "codelists/list.html",
        kind=kind,
        name=NAMES[Kind(kind)],
        kinds=NAMES,
        words=words,
        check_digit=codes.understand(Kind(kind), words).meant,
        found=found[: queries.MOST],
        more=len(found) > queries.MOST,
        above=above,
        under=[] if words else queries.under(kind, typed.code if above else None, locale()),
        known=known,
    )


def _way_to(kind: str, code: str) -> list[object]:
    """What stands above a code, and itself; nothing for a code that is not known."""
    own = queries.named(kind, [code], locale()).get(code)
    return [*queries.parents(kind, code, locale()), own] if own else []
