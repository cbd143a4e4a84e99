"""Deciding: once, by compare and swap, on the text that was read."""

from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation import policies
from app.blueprints.moderation.models import Case, Decision, Proposal
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.queries.decisions import decisions, get_decision
from app.blueprints.moderation.queries.people import names
from app.blueprints.moderation.rules.drafts import check_details, check_words
from app.blueprints.moderation.rules.possible import possible
from app.blueprints.moderation.rules.two_people import why_another
from app.blueprints.moderation.services import appeals as answers
from app.blueprints.moderation.services import carrying_out, sampling, settling, writing
from app.blueprints.moderation.services.proposals import as_draft, propose
from app.blueprints.moderation.services.subjects import describe, subject
from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft, Made, Settled, Verdict
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description, Visibility
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict


class AlreadyDecided(Conflict):
    """Somebody else was first; `verdict` is None when the case moved on in another way."""

    def __init__(self, verdict: Verdict | None) -> None:
        super().__init__("case_already_decided")
        self.verdict = verdict


def decide(case: Case, draft: DecisionDraft, *, by: Actor) -> Made:
    """Decide, once; or propose, where a second person must decide.

    Who comes second, or read another text than the one that stands there, or decides what somebody else has in hand,
    gets a Conflict. `Made` holds the decision, or the proposal, or for a judged sample neither.
    """
    if not policies.can_decide(by, case):
        raise Conflict("moderator_is_conflicted")
    check_words(draft)
    refuse_identity_numbers(facts=draft.facts)
    carrying_out.hold(case.subject_type, case.subject_id)
    about = _read(case)
    proposal = queries.last_proposal(case.id) if case.state is CaseState.SECOND else None
    if case.version != draft.version:
        raise _lost(case, draft, by)
    if draft.action not in possible_actions(case, about, proposal=proposal):
        raise _unless_moved(case, draft, by, "action_is_not_possible")
    if case.kind is CaseKind.SAMPLE:
        _swap(case, draft, CaseState.CLOSED, by=by)
        return sampling.judge(case, draft, by=by)
    if about.sha256 != draft.seen_sha256:
        raise _unless_moved(case, draft, by, "subject_was_changed")
    check_details(draft, about.title, about.text, today())
    why = why_another(draft, as_draft(proposal) if proposal else None)
    if why is not None:
        _swap(case, draft, CaseState.SECOND, by=by, passed_by=by.person_id)
        return Made(proposal=propose(case, draft, about, why, by=by, before=proposal))
    if case.kind is CaseKind.APPEAL:
        _swap(case, draft, CaseState.CLOSED, by=by)
        decision = answers.answer(case, draft, about, by=by)
    else:
        decision = _decide(case, draft, about, proposal, by)
    settling.settle_in_time(decision)
    return Made(decision=decision)


def try_to_decide(case: Case, draft: DecisionDraft, *, by: Actor) -> Made:
    """`decide` for a page that is shown again when it is refused: what had been done by then is taken back at once."""
    with db.session.begin_nested():
        return decide(case, draft, by=by)


def possible_actions(
    case: Case, about: Description, *, proposal: Proposal | None = None, first: Decision | None = None
) -> tuple[Action, ...]:
    """What can be decided now on the case's thing.

    While a second is awaited, `proposal` says how the thing stood before it was hidden. `first` is the decision that an
    appeal is about; it is looked up when left out.
    """
    handlers = subject(case.subject_type)
    if case.kind is CaseKind.APPEAL and case.decision_id is not None:
        if case.state is CaseState.CLOSED:
            return ()
        first = first or get_decision(case.decision_id)
        return answers.possible_answers(handlers.more, first)
    hidden_meanwhile = case.state is CaseState.SECOND and (proposal is None or proposal.hidden)
    visibility = about.visibility
    if hidden_meanwhile and visibility is Visibility.HIDDEN:
        visibility = Visibility(proposal.was) if proposal is not None and proposal.was else Visibility.PUBLIC
    return possible(
        case.kind or CaseKind.CONTENT,
        case.state,
        visibility,
        knows=handlers.more,
        has_author=handlers.people and about.author_id is not None,
        has_host=about.host_id is not None,
    )


def statement(case: Case, draft: DecisionDraft, *, locale: str, by: Actor | None = None) -> str:
    """The statement of reasons word for word, as the author will get it in `locale`, from `by`."""
    if case.kind is CaseKind.APPEAL:
        return answers.statement(case, draft, locale=locale)
    return writing.statement(case, draft, locale=locale, by=by)


def close(case: Case, version: int, *, by: Actor) -> None:
    """Close a case whose thing its author has taken away: nothing is left to decide, and the reporters are told.

    An appeal is answered all the same: a measure may stand though the text is gone.
    """
    if not policies.can_decide(by, case):
        raise Conflict("moderator_is_conflicted")
    if case.kind is CaseKind.APPEAL or describe(case.subject_type, case.subject_id) is not None:
        raise Conflict("subject_is_there")
    if case.state is CaseState.CLOSED or not queries.move_case(
        case, version, to=CaseState.CLOSED, by_id=by.person_id, at=now()
    ):
        raise _already_decided(case)
    record("moderation.case_closed", subject=case, by=by, organisation_id=case.subject_organisation_id)


def _read(case: Case) -> Description:
    """The thing as it is. An appeal and a sample are decided also when it is gone, on what is known of it."""
    about = describe(case.subject_type, case.subject_id)
    if about is not None:
        return about
    if case.kind is not CaseKind.APPEAL:
        raise Conflict("subject_is_gone")
    return gone(case)


def gone(case: Case) -> Description:
    """What stands for a thing that is no longer there: its title, and whose it was."""
    return Description(
        title=case.subject_title,
        text="",
        language=case.subject_language,
        author_id=case.subject_author_id,
        author_name="",
        organisation_id=case.subject_organisation_id,
        organisation_name="",
        written_at=case.created_at,
        visibility=Visibility.HIDDEN,
    )


def _decide(case: Case, draft: DecisionDraft, about: Description, proposal: Proposal | None, by: Actor) -> Decision:
    at = now()
    if case.state is CaseState.CLOSED:
        to = CaseState.CLOSED
    else:
        to = CaseState.WITH_AUTHOR if draft.action is Action.RETURN else CaseState.CLOSED
    _swap(case, draft, to, by=by)
    thing = (case.subject_type, case.subject_id)
    mark = carrying_out.carry_out(*thing, draft, about, proposal=proposal, at=at, by=by)
    if subject(case.subject_type).hold is None and draft.action is not Action.REDACT:
        # Whoever carries it out holds the thing, and may have waited for its author's edit to get hold of it.
        after = describe(*thing)
        if after is not None and after.sha256 != draft.seen_sha256:
            raise Conflict("subject_was_changed")
    decision = writing.write_down(case, draft, about, by=by, at=at, mark=mark, proposal=proposal)
    carrying_out.carry_out_beside(decision, about, by=by)
    return decision


def _swap(case: Case, draft: DecisionDraft, to: CaseState, *, by: Actor, **values: Any) -> None:
    """The case moves on to a state, for whoever is first."""
    if case.state is CaseState.CLOSED and to is CaseState.CLOSED:
        values["closed_at"] = case.closed_at
    elif case.state is CaseState.CLOSED and queries.another_is_open(case):
        raise Conflict("another_case_is_open")
    if not queries.move_case(case, draft.version, to=to, by_id=by.person_id, at=now(), **values):
        raise _lost(case, draft, by)


def _unless_moved(case: Case, draft: DecisionDraft, by: Actor, code: str) -> Conflict:
    """What stands in the way; but when somebody has decided since, and so changed the thing, she is told of that."""
    return Conflict(code) if queries.case_now(case.id).version == draft.version else _lost(case, draft, by)


def _lost(case: Case, draft: DecisionDraft, by: Actor) -> Conflict:
    """Why it did not go: somebody has decided, or has the case in hand."""
    current = queries.case_now(case.id)
    held = current.claimed_until is not None and current.claimed_until > now() and current.claimed_by != by.person_id
    if current.version == draft.version and held:
        who = names([current.claimed_by]).get(current.claimed_by or 0, "")
        return Conflict("case_in_hand", who=who, until=current.claimed_until)
    return _already_decided(case)


def _already_decided(case: Case) -> AlreadyDecided:
    made = [row for row in decisions(case.id) if row.how is not Settled.UNDONE]
    if not made:
        return AlreadyDecided(None)
    last = made[-1].Decision
    code = ReasonCode(last.reasons[0]) if last.reasons else None
    return AlreadyDecided(Verdict(made[-1].decided_by_name, last.created_at, last.action, code))
