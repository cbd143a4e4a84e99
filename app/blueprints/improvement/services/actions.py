"""Actions are added, changed and finished here; and rooms above say here how their references read."""

from collections.abc import Iterable

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import About, ActionDraft, ActionStatus, FinishDraft, Subject
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

_subjects: dict[str, Subject] = {}


def register_subject(kind: str, subject: Subject) -> None:
    """A room above says how references of its `kind` read, and which of them a new action may be about."""
    _subjects[kind] = subject


def describe_subjects(organisation_id: int, references: Iterable[str]) -> dict[str, About]:
    """What the rooms know of these references, in the reader's language. Unknown ones are left out."""
    codes: dict[str, set[str]] = {}
    for reference in references:
        kind, code = rules.split_subject(reference)
        if code and kind in _subjects:
            codes.setdefault(kind, set()).add(code)
    return {
        f"{kind}:{code}": about
        for kind, wanted in codes.items()
        for code, about in _subjects[kind].describe(organisation_id, wanted).items()
    }


def subject_choices(organisation_id: int) -> list[tuple[str, str]]:
    """What a new action may be about: (reference, label)."""
    return [
        (f"{kind}:{code}", label)
        for kind, subject in sorted(_subjects.items())
        for code, label in subject.choices(organisation_id)
    ]


def hint_about(organisation_id: int, reference: str) -> str:
    """What the room of this reference has to say to whoever plans an action about it; "" when nothing."""
    kind, code = rules.split_subject(reference)
    return _subjects[kind].hint(organisation_id, code) if code and kind in _subjects else ""


def add_action(organisation: Organisation, draft: ActionDraft, *, by: Actor | None) -> Action:
    """Put an action on the firm's plan. Its owner is a member of the firm; its day has not passed."""
    _check_owner(organisation.id, draft.owner_id)
    _check_due_on(draft)
    action = Action(
        organisation_id=organisation.id,
        subject=draft.subject,
        title=draft.title,
        owner_id=draft.owner_id,
        due_on=draft.due_on,
    )
    _stamp(action, by)
    db.session.add(action)
    record("improvement.action_added", subject=action, by=by, organisation_id=organisation.id, about=draft.subject)
    return action


def change_action(action: Action, draft: ActionDraft, *, by: Actor | None) -> Action:
    """Change an open action. `draft.version` is the one that was read: if another came first, StaleVersion says who."""
    _check_version(action, draft.version)
    _check_open(action)
    _check_owner(action.organisation_id, draft.owner_id)
    if draft.due_on != action.due_on:
        _check_due_on(draft)
    action.subject = draft.subject
    action.title = draft.title
    action.owner_id = draft.owner_id
    action.due_on = draft.due_on
    _stamp(action, by)
    record("improvement.action_changed", subject=action, by=by, organisation_id=action.organisation_id)
    return action


def finish_action(action: Action, draft: FinishDraft, *, by: Actor | None) -> Action:
    """Say that an action was done, or dropped and why. What is over stays as it is."""
    _check_version(action, draft.version)
    _check_open(action)
    if draft.status.is_open:
        raise Refused("action_not_finished", field="ended")
    if draft.status is ActionStatus.DROPPED and not draft.outcome:
        raise Refused("dropped_without_reason", field="outcome")
    action.status = draft.status
    action.outcome = draft.outcome
    action.finished_at = now()
    _stamp(action, by)
    record(f"improvement.action_{draft.status}", subject=action, by=by, organisation_id=action.organisation_id)
    return action


def _stamp(action: Action, by: Actor | None) -> None:
    action.changed_at = now()
    action.changed_by_id = by.person_id if by else None


def _check_version(action: Action, read: int | None) -> None:
    if read != action.version:
        raise StaleVersion(queries.name_of(action.changed_by_id), action.changed_at)


def _check_open(action: Action) -> None:
    if not action.status.is_open:
        raise Conflict("action_is_over")


def _check_owner(organisation_id: int, owner_id: int) -> None:
    if not queries.is_member(organisation_id, owner_id):
        raise Refused("owner_not_a_member", field="owner_id")


def _check_due_on(draft: ActionDraft) -> None:
    if fault := rules.due_date_fault(draft.due_on, today()):
        raise Refused(fault, field="due_on")
