"""A decision is written down once, with the statement of reasons word for word."""

from datetime import datetime, timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation import statements
from app.blueprints.moderation.installation import settings
from app.blueprints.moderation.models import Case, Decision, Proposal
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.queries.people import author_locale
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.rules.two_people import why_second
from app.blueprints.moderation.services.rules import rules_in_force
from app.blueprints.moderation.services.subjects import subject
from app.blueprints.moderation.terms.cases import CaseState, Source
from app.blueprints.moderation.terms.decisions import HAS_AN_END, NEEDS_REASON, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description, Mark
from app.core.clock import now, today
from app.core.db import db


def statement(case: Case, draft: DecisionDraft, *, locale: str, by: Actor | None = None) -> str:
    """The statement of reasons word for word, as the author will get it in `locale`, from `by`."""
    rules = rules_in_force("house")
    return statements.compose(
        statements.Told(
            name=subject(case.subject_type).name,
            title=case.subject_title,
            draft=draft,
            reasons=[reason_in_force(code, today()) for code in _codes(draft)],
            rules_version=rules.version if rules else None,
            seen_by_machine=seen_by_machine(case),
            two_people=case.state is CaseState.SECOND or why_second(draft) is not None,
            decided_by=by.name if by is not None and settings().moderation_shows_names else "",
            on=now(),
        ),
        locale=locale,
    )


def seen_by_machine(case: Case) -> bool:
    """Whether a rule in the system had pointed at the text."""
    return case.source is Source.RULE or bool(case.found) or queries.a_rule_pointed(case.id)


def write_down(
    case: Case,
    draft: DecisionDraft,
    about: Description,
    *,
    by: Actor,
    at: datetime,
    mark: Mark | None = None,
    proposal: Proposal | None = None,
    again: Decision | None = None,
    words: str | None = None,
) -> Decision:
    """The row. `proposal`: what a first had proposed; `again`: the decision that this one answers, on an appeal.

    `words` are the statement, where it is another than that of a decision.
    """
    codes = _codes(draft)
    locale = author_locale(case.subject_author_id)
    rules = rules_in_force("house")
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
        facts=draft.facts.strip(),
        until=draft.until if draft.action in HAS_AN_END else None,
        own_ministry=draft.own_ministry or (proposal is not None and bool(proposal.draft["own_ministry"])),
        seen_by_machine=seen_by_machine(case),
        rules_version=rules.version if rules else None,
        was=about.visibility.value,
        mark=mark or {},
        statement=statement(case, draft, locale=locale, by=by) if words is None else words,
        statement_language=locale,
        snapshot_sha256=about.sha256,
        proposed_by=proposal.by_id if proposal is not None else None,
        decided_by=by.person_id,
        again_id=again.id if again is not None else None,
        again_by=again.decided_by if again is not None else None,
        created_at=at,
        final_at=at + timedelta(seconds=settings().moderation_undo_seconds),
    )
    db.session.add(decision)
    db.session.flush()
    record(
        "moderation.case_decided",
        subject=case,
        by=by,
        organisation_id=case.subject_organisation_id,
        decision_id=decision.id,
        action=draft.action.value,
        reasons=decision.reasons,
        versions=decision.reason_versions,
        was=decision.was,
        proposed_by=decision.proposed_by,
        again_id=decision.again_id,
        about=case.subject_type,
        about_id=case.subject_id,
        text_sha256=about.sha256,
    )
    return decision


def _codes(draft: DecisionDraft) -> tuple[ReasonCode, ...]:
    return draft.reasons if draft.action in NEEDS_REASON else ()
