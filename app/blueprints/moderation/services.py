"""Cases are opened, taken in hand and decided here. Rooms above register what can be moderated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.terms.presenting import Reader
from app.blueprints.journal.services import record
from app.blueprints.moderation import policies, queries, rules, statements
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.terms import (
    Action,
    AsRead,
    CaseState,
    DecisionDraft,
    Description,
    ReasonCode,
    ReportDraft,
    Source,
    Subject,
    Thing,
    Visibility,
)
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused

# Rules that other rooms ask by this door.
find_identity_numbers = rules.find_identity_numbers
hidden_reason = rules.hidden_reason

_subjects: dict[str, Subject] = {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who decided what, when: what the loser of a race is told."""

    name: str
    at: datetime
    action: Action
    reason_code: ReasonCode | None


class AlreadyDecided(Conflict):
    """Somebody else was first; `verdict` is None when the case moved on in another way."""

    def __init__(self, verdict: Verdict | None) -> None:
        super().__init__("case_already_decided")
        self.verdict = verdict


def register(subject_type: str, handlers: Subject) -> None:
    """A room above says how a kind of its things ("post") is described, hidden, restored, released and found."""
    _subjects[subject_type] = handlers


def subject(subject_type: str) -> Subject:
    """The handlers of a kind; NoResultFound for a kind that nobody registered."""
    return queries.found(_subjects.get(subject_type))


def find_thing(subject_type: str, subject_id: int) -> Thing:
    """The thing as it is now; NoResultFound when there is none."""
    about = queries.found(describe(subject_type, subject_id))
    return Thing(subject_type=subject_type, subject_id=subject_id, handlers=subject(subject_type), about=about)


def report(thing: Thing, draft: ReportDraft, *, by: Actor) -> int:
    """A reader says that something is wrong. Heard once a person and case. Gives the case's id."""
    return open_case(
        thing.subject_type,
        thing.subject_id,
        source=Source.REPORT,
        reason=draft.reason,
        by=by,
        snapshot_sha256=thing.about.sha256,
        note=draft.note,
    )


def describe(subject_type: str, subject_id: int) -> Description | None:
    """What the thing is just now; None when it is gone, or its room is."""
    handlers = _subjects.get(subject_type)
    return handlers.describe([subject_id]).get(subject_id) if handlers else None


def describe_all(cases: list[Case]) -> dict[int, Description]:
    """The things of these cases by case id, with one question to each room."""
    found: dict[int, Description] = {}
    for subject_type, handlers in _subjects.items():
        wanted = {case.subject_id: case.id for case in cases if case.subject_type == subject_type}
        if wanted:
            found |= {wanted[key]: description for key, description in handlers.describe(list(wanted)).items()}
    return found


def as_read(things: Iterable[tuple[str, int]], reader: Reader) -> dict[tuple[str, int], AsRead]:
    """Things (kind, id) in the words that this reader is shown: one question to each room that has translations."""
    wanted: dict[str, list[int]] = {}
    for subject_type, subject_id in things:
        wanted.setdefault(subject_type, []).append(subject_id)
    found: dict[tuple[str, int], AsRead] = {}
    for subject_type, ids in wanted.items():
        handlers = _subjects.get(subject_type)
        if handlers and handlers.as_read:
            found |= {(subject_type, key): read for key, read in handlers.as_read(ids, reader).items()}
    return found


def open_case(
    subject_type: str,
    subject_id: int,
    *,
    source: Source,
    reason: str,
    by: Actor | None,
    snapshot_sha256: str = "",
    note: str = "",
) -> int:
    """Somebody, or a rule, wants a moderator to look at the thing. All signals on one thing make one open case.

    `reason` is one of `terms.SIGNAL_REASONS`. A reader who reports twice is heard once. Gives the case's id.
    """
    db.session.flush()
    about = queries.found(describe(subject_type, subject_id))
    case_id = queries.open_case(
        subject_type,
        subject_id,
        about,
        source=source,
        reason=reason,
        reporter_id=by.person_id if by is not None and source is Source.REPORT else None,
        note=note,
        sha256=snapshot_sha256 or about.sha256,
    )
    record(
        "moderation.signal_raised",
        subject=("moderation_case", case_id),
        by=by,
        organisation_id=about.organisation_id,
        source=source.value,
        reason=reason,
        about=subject_type,
        about_id=subject_id,
        text_sha256=snapshot_sha256 or about.sha256,
    )
    return case_id


def take_next(*, by: Actor) -> Case | None:
    """The next case that the moderator may decide, now in her hand; None when the queue holds none for her."""
    case = queries.next_case(by, now())
    if case is not None:
        take(case, by=by)
    return case


def take(case: Case, *, by: Actor, break_in: bool = False) -> None:
    """Take the case in hand for 15 minutes, so that others see it; with `break_in` out of another's hand, journaled."""
    previous = case.claimed_by
    if not queries.claim(case.id, by.person_id, now(), break_in=break_in):
        raise Conflict("case_in_hand")
    what = (
        "moderation.case_taken_over" if break_in and previous not in (None, by.person_id) else "moderation.case_taken"
    )
    record(what, subject=case, by=by)


def let_go(case: Case, *, by: Actor) -> None:
    """Put the case back in the queue."""
    if queries.let_go(case.id, by.person_id):
        record("moderation.case_let_go", subject=case, by=by)


def close(case: Case, version: int, *, by: Actor) -> None:
    """Close a case whose thing its author has taken away: nothing is left to decide, and the reporters are told."""
    if describe(case.subject_type, case.subject_id) is not None:
        raise Conflict("subject_is_there")
    if case.state is not CaseState.OPEN or not queries.move_on(case.id, version, closed_at=now()):
        raise _already_decided(case)
    record("moderation.case_closed", subject=case, by=by, organisation_id=case.subject_organisation_id)


def possible_actions(case: Case, about: Description) -> tuple[Action, ...]:
    """What can be decided: an open case is approved or hidden, a hidden thing is shown again."""
    if case.state is CaseState.OPEN:
        return (Action.RESTORE, Action.HIDE) if about.visibility is Visibility.HIDDEN else (Action.APPROVE, Action.HIDE)
    return (Action.RESTORE,) if about.visibility is Visibility.HIDDEN else ()


def statement(case: Case, draft: DecisionDraft, *, locale: str) -> str:
    """The statement of reasons word for word, as the author will get it in `locale`."""
    reason = (
        rules.reason_in_force(draft.reason_code, today()) if draft.reason_code and draft.action is Action.HIDE else None
    )
    return statements.compose(case, draft, reason, locale=locale, on=now())


def decide(case: Case, draft: DecisionDraft, *, by: Actor) -> Decision:
    """Decide, once. Who comes second, or read another text than the one that stands there, gets a Conflict."""
    if not policies.can_decide(by, case):
        raise Conflict("moderator_is_conflicted")
    if draft.action is Action.HIDE and draft.reason_code is None:
        raise Refused("reason_is_missing", field="reason_code")
    if draft.action is not Action.APPROVE and not draft.facts:
        raise Refused("facts_are_missing", field="facts")
    about = describe(case.subject_type, case.subject_id)
    if about is None:
        raise Conflict("subject_is_gone")
    if case.version != draft.version or draft.action not in possible_actions(case, about):
        raise _already_decided(case)
    if about.sha256 != draft.seen_sha256:
        raise Conflict("subject_was_changed")
    if not queries.move_on(case.id, draft.version, closed_at=now() if case.state is CaseState.OPEN else None):
        raise _already_decided(case)
    at = now()
    _carry_out(case, draft, about, at)
    # Whoever carries it out holds the thing, and may have waited for its author's edit to get hold of it.
    after = describe(case.subject_type, case.subject_id)
    if after is not None and after.sha256 != draft.seen_sha256:
        raise Conflict("subject_was_changed")
    return _write_down(case, draft, about, by)


def _already_decided(case: Case) -> AlreadyDecided:
    made = queries.decisions(case.id)
    if not made:
        return AlreadyDecided(None)
    last = made[-1].Decision
    return AlreadyDecided(Verdict(made[-1].decided_by_name, last.created_at, last.action, last.reason_code))


def _carry_out(case: Case, draft: DecisionDraft, about: Description, at: datetime) -> None:
    handlers = subject(case.subject_type)
    if draft.action is Action.HIDE and draft.reason_code is not None:
        handlers.hide(case.subject_id, reason_code=draft.reason_code.value, at=at)
    elif draft.action is Action.RESTORE:
        handlers.restore(case.subject_id)
    elif about.visibility is Visibility.WAITING:
        handlers.release(case.subject_id)


def _write_down(case: Case, draft: DecisionDraft, about: Description, by: Actor) -> Decision:
    code: ReasonCode | None = draft.reason_code if draft.action is Action.HIDE else None
    locale = queries.author_locale(case.subject_author_id)
    decision = Decision(
        case_id=case.id,
        subject_type=case.subject_type,
        subject_id=case.subject_id,
        subject_title=case.subject_title,
        subject_author_id=case.subject_author_id,
        subject_organisation_id=case.subject_organisation_id,
        action=draft.action,
        reason_code=code,
        reason_version=rules.reason_in_force(code, today()).version if code else None,
        facts=draft.facts,
        statement=statement(case, draft, locale=locale),
        statement_language=locale,
        snapshot_sha256=about.sha256,
        decided_by=by.person_id,
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
        reason=code.value if code else None,
        version=decision.reason_version,
        was=about.visibility.value,
        about=case.subject_type,
        about_id=case.subject_id,
        text_sha256=about.sha256,
    )
    return decision
