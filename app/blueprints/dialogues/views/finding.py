"""The list of dialogues, narrowed by address: what everybody looks in, signed in or not."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.codelists import queries as codelists
from app.blueprints.codelists.services.picking import picker
from app.blueprints.codelists.terms import Narrowed
from app.blueprints.dialogues import bp, policies, queries, rules
from app.blueprints.dialogues.rules.effort import reading_minutes
from app.blueprints.dialogues.terms import NeedKind
from app.blueprints.dialogues.terms.finding import Filters
from app.blueprints.dialogues.views.dialogues import shown
from app.blueprints.forum.terms.spaces import Stage
from app.core.access import actor, public
from app.core.clock import today
from app.core.forms import clean
from app.core.i18n import LOCALES, locale
from app.core.render import render

LONGEST = 100


@bp.get("/dialogues")
@public
def list_dialogues() -> ResponseReturnValue:
    """In the address: state, language, kind, region (a county or a municipality), cpv and industry (code or words)."""
    cpv, industry = (picker(name).narrowing(_typed(name), locale()) for name in ("cpv", "industry"))
    region = _typed("region")
    filters = Filters(
        stage=Stage(_typed("state")) if _typed("state") in list(Stage) else None,
        lang=_typed("language") if _typed("language") in LOCALES else None,
        kind=NeedKind(_typed("kind")) if _typed("kind") in list(NeedKind) else None,
        cpv=cpv.beginnings,
        industry=industry.beginnings,
        place=region if region.isdecimal() and region.isascii() and len(region) in (2, 4) else None,
    )
    after = request.args.get("after")
    rows, further = (
        ([], None) if cpv.reason or industry.reason else queries.list_dialogues(locale(), filters, after=after)
    )
    kept = _kept(filters, cpv, industry)
    return render(
        "dialogues/list.html",
        cards=[card(row) for row in rows],
        first=not after,
        filters=filters,
        kept=kept,
        coded=[one for one in (("cpv", cpv), ("industry", industry)) if one[1].text],
        counties=codelists.everything("county", locale()),
        region=next(iter(codelists.named("municipality", [region], locale()).values()), None)
        if len(region) == 4
        else None,
        address=_address(url_for(".list_dialogues"), kept),
        further=further,
        own=[m for m in actor().memberships if policies.can_start_dialogue(actor(), _Numbered(m.organisation_id))],  # type: ignore[arg-type]
    )


class _Numbered:
    def __init__(self, number: int) -> None:
        self.id = number


def card(row: Any) -> tuple[Any, rules.Shown, Stage, int]:
    """A dialogue in a list: the row, what the reader sees of it, where it is today, and minutes to read it."""
    stage = rules.stage(row.state, row.opens_on, row.closes_on, today())
    return row, shown(row), stage, reading_minutes(row.signs)


def _address(page: str, kept: dict[str, str]) -> Callable[..., str]:
    """Gives the address of this list with its filters, and with what else it is told."""

    def address(**others: Any) -> str:
        query = urlencode({name: value for name, value in (kept | others).items() if value is not None})
        return f"{page}?{query}" if query else page

    return address


def _typed(name: str) -> str:
    return " ".join(str(clean(request.args.get(name, ""))).split())[:LONGEST]


def _kept(filters: Filters, cpv: Narrowed, industry: Narrowed) -> dict[str, str]:
    """The filters as they stand in an address, without those that are not on."""
    values = {
        "state": filters.stage, "language": filters.lang, "kind": filters.kind, "region": filters.place,
        "cpv": cpv.text, "industry": industry.text,
    }  # fmt: skip
    return {name: str(value) for name, value in values.items() if value}
