"""Training is written down for one or for a crew, renewed, corrected and ended here."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EvidenceState
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.models import Training
from app.blueprints.internal_control.services.hearing import tell_control
from app.blueprints.internal_control.terms import (
    MOST_AT_ONCE,
    MOST_HOLDER,
    Course,
    CrewDraft,
    RenewalDraft,
    TrainingDraft,
)
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def add_training(organisation: Organisation, draft: CrewDraft, *, by: Actor | None) -> list[Training]:
    """One course, taken by one or by several. Who of them has it already is asked about: see `draft.confirmed`."""
    _check_holders(draft.holders, "holders")
    _check_words(draft.course, draft.title, holders="\n".join(draft.holders))
    _check_days(draft)
    _check_evidence(organisation.id, draft.evidence_id, kept=None)
    if not draft.confirmed:
        _ask_about_doubles(organisation.id, draft)
    made = [
        Training(
            organisation_id=organisation.id,
            course=draft.course,
            title=draft.title,
            holder=holder,
            completed_on=draft.completed_on,
            expires_on=draft.expires_on,
            evidence_id=draft.evidence_id,
        )
        for holder in draft.holders
    ]
    for training in made:
        db.session.add(training)
        _note(training, "added", by)
    tell_control(organisation.id)
    return made


def renew_training(training: Training, draft: RenewalDraft, *, by: Actor | None) -> Training:
    """The same person has taken the same training again: a new row, and the old one ends."""
    _check_version(training, draft.version)
    _check_running(training)
    _check_days(draft)
    if draft.completed_on <= training.completed_on:
        raise Refused("training_renewed_before", field="completed_on")
    _check_evidence(training.organisation_id, draft.evidence_id, kept=training.evidence_id)
    newer = Training(
        organisation_id=training.organisation_id,
        course=training.course,
        title=training.title,
        holder=training.holder,
        completed_on=draft.completed_on,
        expires_on=draft.expires_on,
        evidence_id=draft.evidence_id,
    )
    training.ended_at = now()
    _note(training, "renewed", by)
    db.session.add(newer)
    _note(newer, "added", by)
    tell_control(training.organisation_id)
    return newer


def correct_training(training: Training, draft: TrainingDraft, *, by: Actor | None) -> Training:
    """What was written was not right. Whoever moves the end of it is reminded anew."""
    _check_version(training, draft.version)
    _check_running(training)
    _check_holders((draft.holder,), "holder")
    _check_words(draft.course, draft.title, holder=draft.holder)
    _check_days(draft)
    _check_evidence(training.organisation_id, draft.evidence_id, kept=training.evidence_id)
    if draft.expires_on != training.expires_on:
        training.reminded = None
    changed = [name for name in FIELDS if getattr(training, name) != getattr(draft, name)]
    for name in FIELDS:
        setattr(training, name, getattr(draft, name))
    _note(training, "corrected", by, fields=changed)
    tell_control(training.organisation_id)
    return training


FIELDS = ("course", "title", "holder", "completed_on", "expires_on", "evidence_id")


def end_training(training: Training, version: int | None, *, everything: bool, by: Actor | None) -> int:
    """The person has left, or needs it no more. With `everything`, all that stands under the same name ends.

    Gives how many ended. The name stays for a time (`HOLDER_KEPT_MONTHS`), and then leaves.
    """
    _check_version(training, version)
    _check_running(training)
    holder = rules.name_key(training.holder)
    ended = [training]
    if everything:
        ended = [one for one in queries.running(training.organisation_id) if rules.name_key(one.holder) == holder]
    for one in ended:
        one.ended_at = now()
        _note(one, "ended", by)
    tell_control(training.organisation_id)
    return len(ended)


def _note(training: Training, what: str, by: Actor | None, **data: object) -> None:
    training.recorded_at = now()
    training.recorded_by_id = by.person_id if by else None
    record(
        f"internal_control.training_{what}",
        subject=training,
        by=by,
        organisation_id=training.organisation_id,
        **data,
    )


def _check_version(training: Training, read: int | None) -> None:
    if read != training.version:
        raise StaleVersion(improvement.name_of(training.recorded_by_id), training.recorded_at)


def _check_running(training: Training) -> None:
    if training.ended_at is not None:
        raise Conflict("training_has_ended")


def _check_holders(holders: tuple[str, ...], field: str) -> None:
    if not holders or not all(holders):
        raise Refused("training_without_a_name", field=field)
    if len(holders) > MOST_AT_ONCE:
        raise Refused("training_of_too_many", field=field, most=MOST_AT_ONCE)
    if any(len(holder) > MOST_HOLDER for holder in holders):
        raise Refused("training_name_too_long", field=field, most=MOST_HOLDER)


def _check_words(course: Course, title: str, **holders: str) -> None:
    if course is Course.OTHER and not title:
        raise Refused("training_without_title", field="title")
    refuse_identity_numbers(title=title, **holders)


def _check_days(draft: CrewDraft | TrainingDraft | RenewalDraft) -> None:
    if fault := rules.training_fault(draft.completed_on, draft.expires_on, today()):
        raise Refused(fault[0], field=fault[1])


def _check_evidence(organisation_id: int, evidence_id: int | None, *, kept: int | None) -> None:
    """What is new here is the firm's own and held; what stood there already may stay, whatever has become of it."""
    if evidence_id is None or evidence_id == kept:
        return
    facts = improvement.evidence_facts(organisation_id, ids=[evidence_id])
    if not any(fact.state is EvidenceState.HELD for fact in facts):
        raise Refused("training_evidence_unknown", field="evidence_id")


def _ask_about_doubles(organisation_id: int, draft: CrewDraft) -> None:
    wanted = {rules.name_key(holder): holder for holder in draft.holders}
    title = rules.name_key(draft.title)
    there = {
        rules.name_key(row.holder)
        for row in queries.running(organisation_id, draft.course)
        if draft.course is not Course.OTHER or rules.name_key(row.title) == title
    }
    if doubles := [holder for key, holder in wanted.items() if key in there]:
        raise Refused("training_there_already", field="confirmed", names=", ".join(doubles))
