"""The register of events: narrowed, turned page by page, and taken out as a workbook without names."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries
from app.blueprints.safety.forms import CHANNEL_LABELS, KIND_LABELS, MECHANISM_LABELS, RELATION_LABELS
from app.blueprints.safety.models import Site
from app.blueprints.safety.services.checks import FIRST_YEAR
from app.blueprints.safety.terms import INJURIES, EventKind, Sought
from app.core import sheets
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import local, today
from app.core.downloads import disposition
from app.core.render import render

KINDS: dict[str, tuple[EventKind, ...]] = {
    "near-misses": (EventKind.NEAR_MISS,),
    "injuries": INJURIES,
    **{kind.value: (kind,) for kind in INJURIES},
}
MOST_IN_WORKBOOK = 5_000  # rows: more takes a spreadsheet longer than anybody waits; by year there are fewer


@bp.get("/organisations/<int:organisation_id>/safety/events")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_events(organisation: Organisation) -> ResponseReturnValue:
    years, sites = queries.years_with_events(organisation.id), queries.sites_of(organisation.id)
    asked = _asked()
    return render(
        "safety/events.html",
        organisation=organisation,
        page=queries.list_events(organisation.id, _sought(asked), before=request.args.get("before")),
        asked=asked,
        fields=_fields(asked, years, sites),
        is_first="before" not in request.args,
        remarks_year=asked.get("year", today().year),
        most_in_workbook=MOST_IN_WORKBOOK,
        may_record=policies.can_record_safety(actor(), organisation),
        may_report_near_miss=policies.can_report_near_miss(actor(), organisation),
    )


@bp.get("/organisations/<int:organisation_id>/safety/events.xlsx")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def events_workbook(organisation: Organisation) -> ResponseReturnValue:
    """What the list shows, for one's own spreadsheet. Who was hurt, who told of it and who wrote it are not there."""
    found = queries.events_in_full(organisation.id, _sought(_asked()), most=MOST_IN_WORKBOOK)
    name = _("Near misses and injuries")
    answer = Response(sheets.workbook(name, _columns(), map(_row, found)), content_type=sheets.MIME)
    answer.headers["Content-Disposition"] = disposition(f"{name}, {organisation.name}, {today().isoformat()}.xlsx")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _asked() -> dict[str, Any]:
    """What the address asks to be shown, without what is empty; what is none of ours is not asked for."""
    kind, year = request.args.get("kind", ""), asked_number("year")
    asked = {
        "kind": kind if kind in KINDS else "",
        "year": year if year and FIRST_YEAR <= year <= today().year else None,
        "site": asked_number("site"),
        "unanswered": "1" if request.args.get("unanswered") == "1" else "",
    }
    return {name: value for name, value in asked.items() if value}


def _sought(asked: dict[str, Any]) -> Sought:
    return Sought(
        kinds=KINDS.get(asked.get("kind", ""), ()),
        year=asked.get("year"),
        site_id=asked.get("site"),
        unanswered="unanswered" in asked,
    )


def _fields(asked: dict[str, Any], years: range, sites: list[Site]) -> list[dict[str, Any]]:
    """The fields of the filter; a firm without sites is not offered any."""
    everything = ("", _("All"))
    kinds = [everything, ("near-misses", _("Near misses")), ("injuries", _("All injuries"))]
    kinds += [(kind.value, str(KIND_LABELS[kind])) for kind in INJURIES]
    answers = [everything, ("1", _("Waiting for an answer"))]
    fields = [
        _field("kind", _("What happened"), asked, kinds),
        _field("year", _("Year"), asked, [everything, *((year, str(year)) for year in years)]),
        _field("unanswered", _("Answer to a near miss"), asked, answers),
    ]
    if sites:
        fields.insert(2, _field("site", _("Site"), asked, [everything, *((site.id, site.name) for site in sites)]))
    return fields


def _field(name: str, label: str, asked: dict[str, Any], options: list[tuple[Any, str]]) -> dict[str, Any]:
    return {"name": name, "label": label, "value": asked.get(name, ""), "options": options}


def _columns() -> list[sheets.Column]:
    return [
        sheets.Column(_("Number"), 9),
        sheets.Column(_("Kind"), 22),
        sheets.Column(_("Serious"), 9),
        sheets.Column(_("Day"), 12, sheets.DAY),
        sheets.Column(_("Time"), 8),
        sheets.Column(_("Site"), 20),
        sheets.Column(_("Where"), 24),
        sheets.Column(_("Activity"), 24),
        sheets.Column(_("How it happened"), 28),
        sheets.Column(_("What happened"), 60),
        sheets.Column(_("What was done at once"), 44),
        sheets.Column(_("Whose worker was hurt"), 26),
        sheets.Column(_("Days of absence"), 12),
        sheets.Column(_("How it came"), 22),
        sheets.Column(_("What was done about it"), 44),
        sheets.Column(_("Answered"), 12, sheets.DAY),
        sheets.Column(_("Corrected"), 12, sheets.DAY),
    ]


def _row(found: Any) -> list[sheets.Cell]:
    event, relation, site = found
    return [
        event.number,
        str(KIND_LABELS[event.kind]),
        _("Yes") if event.serious else "",
        event.happened_on,
        event.happened_at.strftime("%H:%M") if event.happened_at else "",
        site or "",
        event.place,
        event.activity,
        str(MECHANISM_LABELS[event.mechanism]) if event.mechanism else "",
        event.what,
        event.immediate,
        str(RELATION_LABELS[relation]) if relation else "",
        event.lost_days,
        str(CHANNEL_LABELS[event.channel]),
        event.answer,
        local(event.answered_at).date() if event.answered_at else None,
        local(event.corrected_at).date() if event.corrected_at else None,
    ]
