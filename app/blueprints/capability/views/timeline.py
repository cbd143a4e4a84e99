"""How changes of the numbers read, as lines and as steps of a chart."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.blueprints.capability.forms import CAUSE_WORDS
from app.blueprints.capability.terms import Cause, EventLine, Number
from app.blueprints.improvement.terms import EVIDENCE_TYPES, EvidenceFact
from app.core.i18n import locale
from app.core.localized import Localized


def number_words() -> dict[str, str]:
    """What the three numbers are called in a chart and its legend."""
    return {"claimed": _("Claimed"), "evidenced": _("Carried by evidence"), "endorsed": _("Endorsed")}


def lines_of(
    events: Iterable[EventLine], facts: Mapping[int, EvidenceFact], scale: Sequence[Localized]
) -> list[dict[str, Any]]:
    """As `timeline_list` shows them."""
    names = [name.in_(locale()) for name in scale]
    return [
        {
            "day": event.on_day,
            "what": _what(event, names),
            "who": _("By %(name)s", name=event.by) if event.by else None,
            "note": _why(event, facts),
            "kind": event.number.value,
        }
        for event in events
    ]


def series_of(events: Iterable[EventLine]) -> dict[str, list[tuple[date, int | None]]]:
    """The steps of each number; of several changes on one day the last one counts."""
    series: dict[str, dict[date, int | None]] = {number.value: {} for number in Number}
    for event in events:
        series[event.number.value][event.on_day] = event.after
    return {number: sorted(steps.items(), key=lambda step: step[0]) for number, steps in series.items()}


def _what(event: EventLine, names: Sequence[str]) -> str:
    level = f"{event.after} {names[event.after]}" if event.after is not None else ""
    if event.before is None:
        first = {
            Number.CLAIMED: _("Claimed: %(level)s", level=level),
            Number.EVIDENCED: _("Carried by evidence: %(level)s", level=level),
            Number.ENDORSED: _("Endorsed: %(level)s", level=level),
        }
        return str(first[event.number])
    match event.number:
        case Number.CLAIMED:
            if event.after is None:
                return str(_("No longer claimed"))
            return str(_("Claimed: %(level)s (before: %(before)s)", level=level, before=event.before))
        case Number.EVIDENCED:
            return str(_("Carried by evidence: %(level)s (before: %(before)s)", level=level, before=event.before))
        case _:
            if event.after is None:
                return str(_("The endorsement of level %(before)s has ended", before=event.before))
            return str(_("Endorsed: %(level)s (before: %(before)s)", level=level, before=event.before))


def _why(event: EventLine, facts: Mapping[int, EvidenceFact]) -> str:
    said = str(CAUSE_WORDS[event.cause])
    fact = facts.get(event.cause_id or 0) if event.cause not in (Cause.ASSESSMENT, Cause.REVIEW) else None
    if fact is None or event.number is Number.ENDORSED:
        return said
    name = EVIDENCE_TYPES[fact.type].name.in_(locale())
    return f"{said} {name}{': ' + fact.title if fact.title else ''}"
