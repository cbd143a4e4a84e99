"""Cases are opened, taken in hand, let go and closed here."""

from dataclasses import replace

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries import cases as queries
from app.blueprints.moderation.queries.things import found
from app.blueprints.moderation.rules.urgency import due, due_if_many, severity_of
from app.blueprints.moderation.services.subjects import describe
from app.blueprints.moderation.terms.cases import REPLIES, CaseState, Severity, SignalDraft, Source
from app.blueprints.moderation.terms.subjects import Description, fingerprint
from app.blueprints.screening.services import find
from app.core.clock import now
from app.core.db import aside, db
from app.core.errors import Conflict
from app.core.i18n import locale
from app.core.opening_hours import SITE_HOURS, Hours
from app.core.sealing import seal

REPORTED_BY_PEOPLE = (Source.REPORT, Source.TRANSLATION)


def open_case(
    subject_type: str, subject_id: int, draft: SignalDraft, *, by: Actor | None, hours: Hours = SITE_HOURS
) -> int:
    """Somebody, or a rule, wants a moderator to look at the thing. All signals on one thing make one open case.

    A reader who reports twice is heard once. It is due after so many of the `hours` in which its space is looked after.
    Gives the case's id.
    """
    db.session.flush()
    about: Description = found(describe(subject_type, subject_id))
    reports = by is not None and draft.source in REPORTED_BY_PEOPLE
    if draft.source is Source.REPORT and not draft.found:
        # The queue's label: what stands in a text that somebody reported is seen before it is opened.
        draft = replace(draft, found=tuple(dict.fromkeys(one.kind.value for one in find(about.text))))
    severity = draft.severity or severity_of(draft.source, draft.reason)
    firms = (*by.memberships, *by.workplaces) if by is not None and reports else ()
    case_id = queries.open_case(
        subject_type,
        subject_id,
        about,
        draft,
        severity=severity,
        due=due(now(), severity, hours),
        due_if_many=due_if_many(now(), severity, hours),
        reporter_id=by.person_id if by is not None and reports else None,
        reporter_organisation_id=firms[0].organisation_id if firms else None,
        reply_to=seal(draft.reply_to, purpose=REPLIES) if draft.reply_to else None,
        reply_lang=locale() if draft.reply_to else None,
    )
    seen = fingerprint(
        about.title if draft.seen_title is None else draft.seen_title,
        about.text if draft.seen_text is None else draft.seen_text,
    )
    record(
        "moderation.signal_raised",
        subject=("moderation_case", case_id),
        by=by,
        organisation_id=about.organisation_id,
        source=draft.source.value,
        reason=draft.reason,
        about=subject_type,
        about_id=subject_id,
        text_sha256=seen,
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
    at = now()
    held = case.claimed_by if case.claimed_until and case.claimed_until > at else None
    if not queries.claim(case.id, by.person_id, at, break_in=break_in):
        raise Conflict("case_in_hand")
    is_anothers = break_in and held not in (None, by.person_id)
    record("moderation.case_taken_over" if is_anothers else "moderation.case_taken", subject=case, by=by)


def renew(case: Case, *, by: Actor) -> None:
    """Whoever works on the case keeps it: 15 minutes from now. `Conflict` when it is no longer hers."""
    if not queries.renew(case.id, by.person_id, now()):
        raise Conflict("case_in_hand")


def stay_with(case: Case, *, by: Actor) -> None:
    """Whatever she sends from a case that she has in hand keeps it hers, also what is refused; of another's nothing."""
    case_id = case.id
    if case.claimed_by == by.person_id:
        aside(lambda: _renew(case_id, by))


def _renew(case_id: int, by: Actor) -> None:
    queries.renew(case_id, by.person_id, now())


def author_answered(
    subject_type: str, subject_id: int, *, by: Actor, hours: Hours = SITE_HOURS, withdrew: bool = False
) -> int | None:
    """The author has changed what she was asked to change, or taken it away: the case waits for a moderator again.

    Gives its id; None when no case of hers waited for that.
    """
    db.session.flush()
    case_id = queries.author_answered(subject_type, subject_id, due(now(), Severity.USUAL, hours))
    if case_id is not None:
        what = "moderation.author_withdrew" if withdrew else "moderation.author_answered"
        record(what, subject=("moderation_case", case_id), by=by)
    return case_id


def let_go(case: Case, *, by: Actor) -> None:
    """Put the case back in the queue."""
    if queries.let_go(case.id, by.person_id):
        record("moderation.case_let_go", subject=case, by=by)


def is_open(case: Case) -> bool:
    return case.state is not CaseState.CLOSED
