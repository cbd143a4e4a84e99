"""Whether an action worked, as somebody sees who is not the one responsible for it."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Action, EffectCheck
from app.blueprints.improvement.queries import Colleague
from app.blueprints.improvement.services.actions import check_due_on, check_version, end_well, note, reopen
from app.blueprints.improvement.services.subjects import is_checked_by_another
from app.blueprints.improvement.terms import ActionStatus, CheckDraft
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import local, today
from app.core.db import db
from app.core.errors import Conflict, Refused


def check_effect(action: Action, draft: CheckDraft, *, by: Actor) -> EffectCheck:
    """Say whether a finished action worked. When it did not, it goes on to a new day; what was said stays in its row.

    Only for what `is_checked_by_another`: what else is on the plan shows its effect by evidence.
    """
    check_version(action, draft.version)
    if action.status is not ActionStatus.DONE or action.finished_at is None:
        raise Conflict("action_not_done")
    if not is_checked_by_another(action.subject):
        raise Conflict("effect_is_shown_by_evidence")
    if by.person_id not in {person.id for person in people_to_check(action)}:
        raise Refused("checker_took_part")
    if not local(action.finished_at).date() <= draft.checked_on <= today():
        raise Refused("check_outside_its_time", field="checked_on")
    if not draft.method:
        raise Refused("check_without_method", field="method")
    if not draft.effective and not draft.seen:
        raise Refused("check_without_what_was_seen", field="seen")
    refuse_identity_numbers(method=draft.method, seen=draft.seen)
    check = EffectCheck(
        organisation_id=action.organisation_id,
        action_id=action.id,
        checked_on=draft.checked_on,
        checked_by_id=by.person_id,
        effective=draft.effective,
        method=draft.method,
        seen=draft.seen,
    )
    db.session.add(check)
    if draft.effective:
        end_well(action, draft.seen, sorted(set(draft.evidence_ids)), by)
    else:
        _go_on(action, draft, by)
    return check


def _go_on(action: Action, draft: CheckDraft, by: Actor) -> None:
    if draft.due_on is None:
        raise Refused("check_without_new_day", field="due_on")
    check_due_on(draft.due_on)
    if fault := rules.days_fault(action.starts_on, draft.due_on):
        raise Refused(fault, field="due_on")
    action.due_on = draft.due_on
    reopen(action)
    note(action, "found_without_effect", by)


def people_to_check(action: Action) -> list[Colleague]:
    """Who of the firm may check this action now, by name."""
    people = queries.colleagues(action.organisation_id)
    numbers = rules.checkers({one.id: one.role for one in people}, action.owner_id, action.finished_by_id)
    return [one for one in people if one.id in numbers]
