"""What deciding asks and writes: cases that move on, proposals, settlements, samples, and who waits for an answer."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from app.blueprints.moderation.models import Case, Decision, Proposal, Sample, Settlement, Signal
from app.blueprints.moderation.queries.decisions import UNDONE
from app.blueprints.moderation.terms.cases import CaseKind, CaseState, Source
from app.blueprints.moderation.terms.decisions import Action, Settled
from app.core.clock import now
from app.core.db import db

# A decision without a settlement is looked for so far back; work on the queue never goes missing for longer.
LOOKED_BACK = timedelta(days=30)


def move_case(case: Case, version: int, *, to: CaseState, by_id: int, at: datetime, **values: Any) -> bool:
    """Compare and swap: from `version` to the next one, in the state `to`, out of everybody's hand.

    False when somebody was first, or somebody else has it in hand just now.
    """
    free = Case.claimed_until.is_(None) | (Case.claimed_until <= at) | (Case.claimed_by == by_id)
    query = (
        update(Case)
        .where(Case.id == case.id, Case.version == version, free)
        .values(
            {
                "state": to,
                "closed_at": at if to is CaseState.CLOSED else None,
                "version": version + 1,
                "claimed_by": None,
                "claimed_until": None,
            }
            | values
        )
        .returning(Case.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(query).one_or_none() is not None


def reopen_case(case_id: int, *, to: CaseState, by_id: int, until: datetime) -> None:
    """Back in a moderator's hand after she has undone what she decided."""
    values = {
        "state": to,
        "closed_at": None,
        "version": Case.version + 1,
        "claimed_by": by_id,
        "claimed_until": until,
    }
    db.session.execute(
        update(Case).where(Case.id == case_id).values(values).execution_options(synchronize_session=False)
    )


def case_now(case_id: int) -> Case:
    """The case as it is by now, whatever this session has read before."""
    return db.session.scalars(select(Case).where(Case.id == case_id).execution_options(populate_existing=True)).one()


def hold_case(case_id: int) -> Case:
    """The case as it is by now, and held until the transaction ends."""
    query = select(Case).where(Case.id == case_id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def another_is_open(case: Case) -> bool:
    """Whether there is another open case about the same thing; there may be several appeals and samples."""
    if case.kind is not CaseKind.CONTENT:
        return False
    query = select(
        exists().where(
            Case.subject_type == case.subject_type,
            Case.subject_id == case.subject_id,
            Case.kind == case.kind,
            Case.state != CaseState.CLOSED,
            Case.id != case.id,
        )
    )
    return bool(db.session.scalar(query))


def a_rule_pointed(case_id: int) -> bool:
    """Whether a rule in the system was among what made the case."""
    return bool(db.session.scalar(select(exists().where(Signal.case_id == case_id, Signal.source == Source.RULE))))


def settle_once(decision_id: int, how: Settled, *, by_id: int | None, at: datetime) -> bool:
    """Write down what became of the decision; False when that is written already. A second waits for the first."""
    query = (
        insert(Settlement)
        .values(decision_id=decision_id, how=how, by_id=by_id, created_at=at)
        .on_conflict_do_nothing(index_elements=["decision_id"])
        .returning(Settlement.id)
    )
    return db.session.scalar(query) is not None


def overdue(before: datetime, limit: int = 100) -> list[int]:
    """Decisions that should long have been settled, and are not: their work was lost."""
    query = (
        select(Decision.id)
        .where(
            Decision.created_at > now() - LOOKED_BACK,
            Decision.final_at < before,
            ~exists().where(Settlement.decision_id == Decision.id),
        )
        .order_by(Decision.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def is_newest(decision: Decision) -> bool:
    """Whether nothing has been decided on the same thing since, but what was undone."""
    later = aliased(Decision)
    undone = exists().where(Settlement.decision_id == later.id, Settlement.how == Settled.UNDONE)
    query = select(
        exists().where(
            later.subject_type == decision.subject_type,
            later.subject_id == decision.subject_id,
            later.id > decision.id,
            ~undone,
        )
    )
    return not db.session.scalar(query)


def closed_before(decision: Decision) -> bool:
    """Whether its case had been closed by an earlier decision when it was made."""
    query = select(
        exists().where(
            Decision.case_id == decision.case_id,
            Decision.id < decision.id,
            Decision.action != Action.RETURN,
            ~UNDONE,
        )
    )
    return bool(db.session.scalar(query))


def last_hiding(decision: Decision) -> tuple[str, datetime] | None:
    """Why and when the thing was hidden, before this decision was made."""
    query = (
        select(Decision.reasons, Decision.created_at)
        .where(
            Decision.subject_type == decision.subject_type,
            Decision.subject_id == decision.subject_id,
            Decision.id < decision.id,
            Decision.action == Action.HIDE,
            ~UNDONE,
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
    found = db.session.execute(query).one_or_none()
    return (found.reasons[0], found.created_at) if found else None


def sample_about(case_id: int) -> Row[Any]:
    """The sample of a case, with what the first moderator decided: Sample, action, reasons."""
    query = (
        select(Sample, Decision.action, Decision.reasons)
        .join(Decision, Decision.id == Sample.decision_id)
        .where(Sample.case_id == case_id)
    )
    return db.session.execute(query).one()


def write_judgment(sample_id: int, **values: Any) -> bool:
    """Once: False when somebody has judged."""
    query = (
        update(Sample)
        .where(Sample.id == sample_id, Sample.judged_at.is_(None))
        .values(**values)
        .returning(Sample.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(query).one_or_none() is not None


def replies_wanted(case_id: int) -> list[Row[Any]]:
    """Where those without an account want to hear what came of it: id, reply_to (sealed), reply_lang."""
    query = (
        select(Signal.id, Signal.reply_to, Signal.reply_lang)
        .where(Signal.case_id == case_id, Signal.reply_to.is_not(None))
        .order_by(Signal.id)
    )
    return list(db.session.execute(query))


def forget_reply(signal_id: int) -> None:
    """She has been told; nobody needs her address any more."""
    db.session.execute(update(Signal).where(Signal.id == signal_id).values(reply_to=None))


def settled(decision_id: int) -> Settled | None:
    """What became of the decision; None while it can be undone."""
    return db.session.scalar(select(Settlement.how).where(Settlement.decision_id == decision_id))


def last_proposal(case_id: int) -> Proposal | None:
    """The newest proposal in a case: the one that a second person decides upon."""
    query = select(Proposal).where(Proposal.case_id == case_id).order_by(Proposal.id.desc()).limit(1)
    return db.session.scalars(query).one_or_none()
