"""How an event reads on the firm's plan: as what a measure is about. Nothing is said there of what happened."""

from collections.abc import Collection

from flask import url_for
from flask_babel import gettext as _

from app.blueprints.improvement.services import register_subject
from app.blueprints.improvement.terms import About, Grouped, Subject
from app.blueprints.safety import queries, rules
from app.blueprints.safety.terms import Measure

OFFERED = 8  # events in the list of what a new action may be about; from its own page every event can be


def describe(organisation_id: int, codes: Collection[str]) -> dict[str, About]:
    """How "event:12:lasting" reads. An adviser, who sees no event, reads the same and is led nowhere."""
    wanted = {code: about for code in codes if (about := rules.read_measure(code))}
    ids = queries.event_ids(organisation_id, {number for number, _measure in wanted.values()})
    return {
        code: About(
            _worded(number, measure),
            url_for("safety.show_event", organisation_id=organisation_id, event_id=ids[number], _anchor="measures")
            if number in ids
            else "",
        )
        for code, (number, measure) in wanted.items()
    }


def choices(organisation_id: int) -> list[Grouped]:
    """The latest events, each with its two kinds of measure."""
    return [
        (
            _("Event %(number)s", number=number),
            [(rules.measure_code(number, measure), _worded(number, measure)) for measure in Measure],
        )
        for number in queries.newest_numbers(organisation_id, OFFERED)
    ]


def _worded(number: int, measure: Measure) -> str:
    if measure is Measure.IMMEDIATE:
        return str(_("Event %(number)s: immediate measure", number=number))
    return str(_("Event %(number)s: lasting measure", number=number))


register_subject(queries.SUBJECT_KIND, Subject(describe=describe, choices=choices, checked_by_another=True))
