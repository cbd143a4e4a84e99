"""After an event: who has been told, why it happened, and what is learned."""

from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries, rules
from app.blueprints.safety.models import Event, EventNotice, Investigation
from app.blueprints.safety.services.checks import check_version
from app.blueprints.safety.services.figures import tell_figures
from app.blueprints.safety.terms import InvestigationDraft, NoticeDraft
from app.blueprints.screening.services import refuse_identity_numbers
from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def save_investigation(event: Event, draft: InvestigationDraft, *, by: Actor | None) -> Investigation:
    """Begin an investigation, go on with it, or close it. A closed one is opened again before it is changed."""
    there = queries.investigation_of(event)
    if there is not None:
        check_version(there, draft.version or 0)
        if there.closed_at is not None:
            raise Conflict("investigation_closed")
    values = _checked(draft) | {"recorded_at": clock.now(), "recorded_by_id": by.id if by else None}
    if draft.closed:
        values["closed_at"] = clock.now()
    if there is None:
        begun = queries.insert_investigation(event, values)
        if begun is None:
            raise StaleVersion  # somebody else began at this very moment
        _note("closed" if draft.closed else "begun", event, begun, by)
        return begun
    for name, value in values.items():
        setattr(there, name, value)
    _note("closed" if draft.closed else "changed", event, there, by)
    return there


def reopen_investigation(event: Event, *, by: Actor | None) -> Investigation:
    """Something more is known: what was written stays, and the journal says that it was closed once."""
    there = queries.investigation_of(event)
    if there is None or there.closed_at is None:
        raise Conflict("investigation_open")
    there.closed_at = None
    _note("reopened", event, there, by)
    return there


def note_told(event: Event, draft: NoticeDraft, *, by: Actor | None) -> EventNotice:
    """Note that one whom the law asks to be told has been told. Noted again, the newest note counts."""
    if not rules.must_be_notified(event.kind, serious=event.serious):
        raise Conflict("nobody_must_be_told")
    if draft.duty_code not in {duty.code for duty in queries.duties_on(event.happened_on)}:
        raise Conflict("nobody_must_be_told")
    wall = clock.local(clock.now())
    if draft.told_on > wall.date():
        raise Refused("day_in_future", field="told_on")
    if draft.told_on < event.happened_on:
        raise Refused("told_before_it_happened", field="told_on")
    if draft.told_on == wall.date() and draft.told_at is not None and draft.told_at > wall.time():
        raise Refused("time_in_future", field="told_at")
    refuse_identity_numbers(told_by=draft.told_by)
    noted = EventNotice(
        organisation_id=event.organisation_id,
        event_id=event.id,
        duty_code=draft.duty_code,
        told_on=draft.told_on,
        told_at=draft.told_at,
        told_by=draft.told_by,
        recorded_at=clock.now(),
        recorded_by_id=by.id if by else None,
    )
    db.session.add(noted)
    record("safety.notice_noted", subject=event, by=by, organisation_id=event.organisation_id, duty=draft.duty_code)
    return noted


def _checked(draft: InvestigationDraft) -> dict[str, Any]:
    """The columns that the draft fills, or what is wrong with it."""
    texts = {
        "course": draft.course,
        "direct_causes": draft.direct_causes,
        "underlying_causes": draft.underlying_causes,
        "learning": draft.learning,
        "took_part": draft.took_part,
    }
    refuse_identity_numbers(**texts)
    if draft.closed and not draft.underlying_causes:
        raise Refused("causes_needed", field="underlying_causes")
    return {**texts, "with_representative": draft.with_representative}


def _note(what: str, event: Event, investigation: Investigation, by: Actor | None) -> None:
    """For the journal, and for those who count how many were closed with the safety representative."""
    record(
        f"safety.investigation_{what}",
        subject=investigation,
        by=by,
        organisation_id=event.organisation_id,
        event_id=event.id,
    )
    tell_figures(event.organisation_id, event.happened_on.year, clock.today().year)
