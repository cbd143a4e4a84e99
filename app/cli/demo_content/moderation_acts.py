"""What moderators, authors and readers of the demo do, one act each, at the moment that the caller has moved the clock to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import current_app

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation import queries, services
from app.blueprints.moderation.models import Case, Decision, Sample
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, Cut, DecisionDraft, Made
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.db import db

POST = "post"


@contextmanager
def chosen(*, undo_seconds: int = 0, sampled_percent: int = 0) -> Iterator[None]:
    """As if whoever runs the site had chosen this: what is decided within the block stands at once, and is not drawn."""
    kept = current_app.extensions["samhandel_settings"]
    changed = {"moderation_undo_seconds": undo_seconds, "moderation_sampled_percent": sampled_percent}
    current_app.extensions["samhandel_settings"] = kept.model_copy(update=changed)
    try:
        yield
    finally:
        current_app.extensions["samhandel_settings"] = kept


def report(subject_type: str, subject_id: int, reason: str, note: str, *, by: Actor) -> int:
    """A reader with an account reports; gives the case's id."""
    draft = SignalDraft(source=Source.REPORT, reason=reason, note=note)
    return services.open_case(subject_type, subject_id, draft, by=by)


def case_about(post_id: int) -> Case:
    """The post's one open case, read anew."""
    return fresh(queries.open_case_about(POST, post_id))


def fresh(case: Case) -> Case:
    db.session.refresh(case)
    return case


def decide(case: Case, what: str, facts: str, *, by: Actor, words: str = "", until: date | None = None) -> Made:
    """Take the case in hand and decide: `what` is the action and its reasons ("hide M6"), `words` what to remove."""
    action, *reasons = what.split()
    if services.is_open(case):
        services.take(case, by=by)
        fresh(case)
    about = services.describe(case.subject_type, case.subject_id)
    if about is None:
        raise LookupError(case.subject_id)
    start = about.text.index(words) if words else 0
    draft = DecisionDraft(
        action=Action(action),
        reasons=tuple(ReasonCode(code) for code in reasons),
        facts=facts,
        version=case.version,
        seen_sha256=about.sha256,
        cuts=(Cut("body", start, start + len(words)),) if words else (),
        until=until,
    )
    return services.decide(case, draft, by=by)


def sample_of(decision: Decision) -> int | None:
    """The case in which somebody judges this decision again; None when it was not drawn."""
    sample = db.session.query(Sample).filter_by(decision_id=decision.id).one_or_none()
    return sample.case_id if sample is not None else None
