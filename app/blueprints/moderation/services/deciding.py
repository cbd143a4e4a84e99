"""Deciding: once, by compare and swap, on the text that was read."""

from datetime import datetime

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation import policies, statements
from app.blueprints.moderation.models import Case, Decision, Settlement
from app.blueprints.moderation.queries import cases as queries
from app.blueprints.moderation.queries.decisions import decisions
from app.blueprints.moderation.queries.people import author_locale
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.services.subjects import describe, subject
from app.blueprints.moderation.terms.cases import CaseState
from app.blueprints.moderation.terms.decisions import NEEDS_REASON, Action, DecisionDraft, Settled, Verdict
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description, Visibility
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused


class AlreadyDecided(Conflict):
    """Somebody else was first; `verdict` is None when the case moved on in another way."""

    def __init__(self, verdict: Verdict | None) -> None:
        super().__init__("case_already_decided")
        self.verdict = verdict


def close(case: Case, version: int, *, by: Actor) -> None:
    """Close a case whose thing its author has taken away: nothing is left to decide, and the reporters are told."""
    if describe(case.subject_type, case.subject_id) is not None:
        raise Conflict("subject_is_there")
    if case.state is CaseState.CLOSED or not queries.move_on(case.id, version, closed_at=now()):
        raise _already_decided(case)
    record("moderation.case_closed", subject=case, by=by, organisation_id=case.subject_organisation_id)


def possible_actions(case: Case, about: Description) -> tuple[Action, ...]:
    """What can be decided: an open case is approved or hidden, a hidden thing is shown again."""
    if case.state is not CaseState.CLOSED:
        return (Action.RESTORE, Action.HIDE) if about.visibility is Visibility.HIDDEN else (Action.APPROVE, Action.HIDE)
    return (Action.RESTORE,) if about.visibility is Visibility.HIDDEN else ()


def statement(case: Case, draft: DecisionDraft, *, locale: str) -> str:
    """The statement of reasons word for word, as the author will get it in `locale`."""
    reasons = [reason_in_force(code, today()) for code in draft.reasons] if draft.action in NEEDS_REASON else []
    return statements.compose(case, draft, reasons, locale=locale, on=now())


def decide(case: Case, draft: DecisionDraft, *, by: Actor) -> Decision:
    """Decide, once. Who comes second, or read another text than the one that stands there, gets a Conflict."""
    if not policies.can_decide(by, case):
        raise Conflict("moderator_is_conflicted")
    if draft.action in NEEDS_REASON and not draft.reasons:
        raise Refused("reason_is_missing", field="reasons")
    if draft.action is not Action.APPROVE and not draft.facts:
        raise Refused("facts_are_missing", field="facts")
    about = describe(case.subject_type, case.subject_id)
    if about is None:
        raise Conflict("subject_is_gone")
    if case.version != draft.version or draft.action not in possible_actions(case, about):
        raise _already_decided(case)
    if about.sha256 != draft.seen_sha256:
        raise Conflict("subject_was_changed")
    if not queries.move_on(case.id, draft.version, closed_at=now() if case.state is not CaseState.CLOSED else None):
        raise _already_decided(case)
    at = now()
    _carry_out(case, draft, about, at)
    # Whoever carries it out holds the thing, and may have waited for its author's edit to get hold of it.
    after = describe(case.subject_type, case.subject_id)
    if after is not None and after.sha256 != draft.seen_sha256:
        raise Conflict("subject_was_changed")
    return _write_down(case, draft, about, by)


def _already_decided(case: Case) -> AlreadyDecided:
    made = decisions(case.id)
    if not made:
        return AlreadyDecided(None)
    last = made[-1].Decision
    return AlreadyDecided(Verdict(made[-1].decided_by_name, last.created_at, last.action, _code(last)))


def _carry_out(case: Case, draft: DecisionDraft, about: Description, at: datetime) -> None:
    handlers = subject(case.subject_type)
    if draft.action is Action.HIDE and draft.reason_code is not None:
        handlers.hide(case.subject_id, reason_code=draft.reason_code.value, at=at)
    elif draft.action is Action.RESTORE:
        handlers.restore(case.subject_id)
    elif about.visibility is Visibility.WAITING:
        handlers.release(case.subject_id)


def _write_down(case: Case, draft: DecisionDraft, about: Description, by: Actor) -> Decision:
    codes = draft.reasons if draft.action in NEEDS_REASON else ()
    locale = author_locale(case.subject_author_id)
    decision = Decision(
        case_id=case.id,
        subject_type=case.subject_type,
        subject_id=case.subject_id,
        subject_title=case.subject_title,
        subject_language=case.subject_language,
        subject_author_id=case.subject_author_id,
        subject_organisation_id=case.subject_organisation_id,
        action=draft.action,
        reasons=[code.value for code in codes],
        reason_versions=[reason_in_force(code, today()).version for code in codes],
        facts=draft.facts,
        statement=statement(case, draft, locale=locale),
        statement_language=locale,
        snapshot_sha256=about.sha256,
        was=about.visibility.value,
        decided_by=by.person_id,
        final_at=now(),
    )
    db.session.add(decision)
    db.session.flush()
    db.session.add(Settlement(decision_id=decision.id, how=Settled.STANDS))
    record(
        "moderation.case_decided",
        subject=case,
        by=by,
        organisation_id=case.subject_organisation_id,
        decision_id=decision.id,
        action=draft.action.value,
        reasons=[code.value for code in codes],
        versions=decision.reason_versions,
        was=about.visibility.value,
        about=case.subject_type,
        about_id=case.subject_id,
        text_sha256=about.sha256,
    )
    return decision


def _code(decision: Decision) -> ReasonCode | None:
    return ReasonCode(decision.reasons[0]) if decision.reasons else None
