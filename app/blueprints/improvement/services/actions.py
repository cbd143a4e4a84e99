"""Actions are added, changed, started, finished or dropped here, and their effect is seen."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Action, ActionEvidence
from app.blueprints.improvement.services.subjects import is_checked_by_another, tell_effect
from app.blueprints.improvement.terms import EVIDENCE_TYPES, ActionDraft, ActionStatus, EffectDraft, FinishDraft
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

_heard: list[Callable[[int], None]] = []
# What a draft says of the action's own row; what it waits for lies in rows of its own.
FIELDS = ("title", "details", "subject", "owner_id", "starts_on", "due_on", "cost", "support", "expected")


def on_plan(heard: Callable[[int], None]) -> None:
    """A room above hears that the plan of a firm has changed, in the same transaction."""
    if heard not in _heard:
        _heard.append(heard)


def add_action(organisation: Organisation, draft: ActionDraft, *, by: Actor | None) -> Action:
    """Put an action on the firm's plan. Its owner is a member of the firm; its day has not passed."""
    _check_words(draft)
    _check_owner(organisation.id, draft.owner_id)
    _check_days(draft)
    check_due_on(draft.due_on)
    _check_expected(draft.expected)
    _check_needs(organisation.id, None, draft.needs)
    action = Action(organisation_id=organisation.id)
    _fill(action, draft)
    _stamp(action, by)
    db.session.add(action)
    record("improvement.action_added", subject=action, by=by, organisation_id=organisation.id, about=draft.subject)
    if draft.needs:
        queries.set_needs(action, draft.needs)
    _tell(action.organisation_id)
    return action


def change_action(action: Action, draft: ActionDraft, *, by: Actor | None) -> Action:
    """Change an open action. `draft.version` is the one that was read: if another came first, StaleVersion says who."""
    check_version(action, draft.version)
    _check_open(action)
    if is_checked_by_another(action.subject) and not is_checked_by_another(draft.subject):
        raise Refused("subject_is_checked", field="subject")
    _check_words(draft)
    _check_owner(action.organisation_id, draft.owner_id)
    _check_days(draft)
    if draft.due_on != action.due_on:
        check_due_on(draft.due_on)
    if draft.expected != action.expected:
        _check_expected(draft.expected)
    changed = [name for name in FIELDS if getattr(action, name) != getattr(draft, name)]
    if set(draft.needs) != set(queries.needs_of(action)):
        _check_needs(action.organisation_id, action.id, draft.needs)
        queries.set_needs(action, draft.needs)
        changed.append("needs")
    _fill(action, draft)
    note(action, "changed", by, fields=changed)
    return action


def start_action(action: Action, version: int | None, *, by: Actor | None) -> Action:
    """Somebody has begun. Others that it waits for need not be finished: the page warns, and people know best."""
    check_version(action, version)
    if action.status is not ActionStatus.PLANNED:
        raise Conflict("action_not_planned")
    action.status = ActionStatus.STARTED
    action.started_at = now()
    note(action, "started", by)
    return action


def finish_action(action: Action, draft: FinishDraft, *, by: Actor | None) -> Action:
    """Say that an action was done, or dropped and why."""
    check_version(action, draft.version)
    _check_open(action)
    if draft.status not in (ActionStatus.DONE, ActionStatus.DROPPED):
        raise Refused("action_not_finished", field="ended")
    if draft.status is ActionStatus.DROPPED and not draft.outcome:
        raise Refused("dropped_without_reason", field="outcome")
    refuse_identity_numbers(outcome=draft.outcome)
    action.status = draft.status
    action.outcome = draft.outcome
    action.finished_at = now()
    action.finished_by_id = by.person_id if by else None
    note(action, draft.status.value, by)
    return action


def take_up_again(action: Action, version: int | None, *, by: Actor | None) -> Action:
    """It was not done after all: somebody erred. The journal keeps both; what was dropped or seen stays as it is."""
    check_version(action, version)
    if action.status is not ActionStatus.DONE:
        raise Conflict("action_not_done")
    reopen(action)
    note(action, "taken_up_again", by)
    return action


def see_effect(action: Action, draft: EffectDraft, *, by: Actor | None) -> Action:
    """A finished action has had its effect, as evidence shows that is held and counts today.

    The room that the action is about hears of it in the same transaction, so that what it counts moves the same day.
    """
    check_version(action, draft.version)
    if action.status is not ActionStatus.DONE:
        raise Conflict("action_not_done")
    if is_checked_by_another(action.subject):
        raise Conflict("effect_is_checked_by_another")
    refuse_identity_numbers(effect=draft.effect)
    chosen = sorted(set(draft.evidence_ids))
    if not chosen:
        raise Refused("effect_without_evidence", field="evidence")
    end_well(action, draft.effect, chosen, by)
    return action


def end_well(action: Action, effect: str, chosen: Sequence[int], by: Actor | None) -> None:
    """The effect is seen, shown by the evidence that was `chosen`, if any: all of it held, and valid today."""
    facts = queries.evidence_facts(action.organisation_id, ids=chosen) if chosen else []
    if {fact.id for fact in facts if rules.counts_on(fact, today())} != set(chosen):
        raise Refused("evidence_does_not_count", field="evidence")
    action.status = ActionStatus.EFFECT_SEEN
    action.effect = effect
    action.effect_seen_at = now()
    db.session.add_all(
        ActionEvidence(organisation_id=action.organisation_id, action_id=action.id, evidence_id=number)
        for number in chosen
    )
    note(action, "effect_seen", by, evidence=list(chosen))
    tell_effect(action.organisation_id, action.subject, chosen, by.person_id if by else None)


def reopen(action: Action) -> None:
    """What was said to be done goes on."""
    action.status = ActionStatus.STARTED
    action.finished_at = None
    action.finished_by_id = None


def _fill(action: Action, draft: ActionDraft) -> None:
    for name in FIELDS:
        setattr(action, name, getattr(draft, name))


def note(action: Action, what: str, by: Actor | None, **data: object) -> None:
    """Whatever happens to an action is stamped and journaled, and rooms above hear of it."""
    _stamp(action, by)
    record(f"improvement.action_{what}", subject=action, by=by, organisation_id=action.organisation_id, **data)
    _tell(action.organisation_id)


def _tell(organisation_id: int) -> None:
    for heard in _heard:
        heard(organisation_id)


def _stamp(action: Action, by: Actor | None) -> None:
    """Whoever changes it, and when: also a change of what it waits for makes a new version."""
    action.changed_at = now()
    action.changed_by_id = by.person_id if by else None


def check_version(action: Action, read: int | None) -> None:
    """Nobody overwrites what she has not read."""
    if read != action.version:
        raise StaleVersion(queries.name_of(action.changed_by_id), action.changed_at)


def _check_open(action: Action) -> None:
    if not action.status.is_open:
        raise Conflict("action_is_over")


def _check_words(draft: ActionDraft) -> None:
    refuse_identity_numbers(title=draft.title, details=draft.details, support=draft.support)


def _check_owner(organisation_id: int, owner_id: int) -> None:
    if not queries.is_member(organisation_id, owner_id):
        raise Refused("owner_not_a_member", field="owner_id")


def _check_days(draft: ActionDraft) -> None:
    if fault := rules.days_fault(draft.starts_on, draft.due_on):
        raise Refused(fault, field="due_on")


def check_due_on(due_on: date) -> None:
    """A new due day has not passed, and is not absurdly far away."""
    if fault := rules.due_date_fault(due_on, today()):
        raise Refused(fault, field="due_on")


def _check_expected(code: str) -> None:
    if code and code not in EVIDENCE_TYPES:
        raise Refused("expected_unknown", field="expected")


def _check_needs(organisation_id: int, action_id: int | None, needs: Collection[int]) -> None:
    """What an action waits for is on the same plan, and does not wait for it in turn.

    Two who make a circle from both sides at once: the second waits for the lock, and then sees what the first wrote.
    """
    if not needs:
        return
    queries.hold_plan(organisation_id)
    known = queries.titles(organisation_id, needs)
    if len(known) < len(set(needs)):
        raise Refused("needs_unknown", field="needs")
    if action_id is not None and (found := rules.circle(queries.waits(organisation_id), action_id, sorted(set(needs)))):
        titles = queries.titles(organisation_id, found)
        raise Refused("needs_in_a_circle", field="needs", titles=" → ".join(titles[number] for number in found))
