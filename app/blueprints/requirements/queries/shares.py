"""Shares, from the firm's side and from the receiver's.

Row-level security stands behind each: both sides see that something is or was shared; what is shared is there for the
receiver only as long as it lives.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, literal, select, true
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.improvement.models import Permit
from app.blueprints.requirements.models import Share, ShareContent, ShareOpening
from app.blueprints.requirements.terms import OpeningLine, ShareKind, ShareLine, ShareState
from app.core.clock import today
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

WITH_CONTENT = and_(ShareContent.share_id == Share.id, ShareContent.organisation_id == Share.organisation_id)


def get_share(share_id: int) -> Share:
    """That something is or was shared: found by both sides."""
    return db.session.scalars(select(Share).where(Share.id == share_id)).one()


def live_share(share_id: int) -> Share | None:
    """The share while it lives, for whoever works for either side: the door for rooms that point at one."""
    query = select(Share).where(Share.id == share_id, *_in_state(ShareState.LIVE, today()))
    return db.session.scalars(query).one_or_none()


def read_shared(share_id: int) -> tuple[Share, ShareContent | None]:
    """The share and what it shows, as they are at one and the same moment; None when there is nothing to see any more.

    One statement: a share withdrawn between two would be half seen.
    """
    query = (
        select(Share, ShareContent)
        .outerjoin(ShareContent, and_(WITH_CONTENT, ShareContent.emptied_at.is_(None)))
        .where(Share.id == share_id)
        .execution_options(populate_existing=True)
    )
    share, content = db.session.execute(query).one()
    return share, content


def hold_shares(organisation_id: int) -> None:
    """Whoever shares, withdraws or renews what this firm shares waits here until this transaction ends.

    So a profile that changes while it is being shared is seen by one of the two.
    """
    db.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended("requirements.shares", organisation_id)))
    )


def lock_share(share_id: int) -> tuple[Share, ShareContent]:
    """For its firm: the share and its content, read anew, alone until the transaction ends."""
    query = select(Share, ShareContent).join(ShareContent, WITH_CONTENT).where(Share.id == share_id).with_for_update()
    share, content = db.session.execute(query, execution_options={"populate_existing": True}).one()
    return share, content


def kept_shares(organisation_ids: Collection[int], *, ended: bool = False) -> list[tuple[Share, ShareContent]]:
    """What these firms share today, with its content, alone until the transaction ends.

    With `ended` what has passed its last day and is still kept.
    """
    query = (
        select(Share, ShareContent)
        .join(ShareContent, WITH_CONTENT)
        .where(
            ShareContent.organisation_id.in_(organisation_ids),
            ShareContent.emptied_at.is_(None),
            ShareContent.until < today() if ended else ShareContent.until >= today(),
            Share.withdrawn_at.is_(None),
        )
        .order_by(Share.id)
        .with_for_update()
    )
    return [
        (share, content) for share, content in db.session.execute(query, execution_options={"populate_existing": True})
    ]


def plan_is_shared(organisation_id: int) -> bool:
    """Whether the firm shows anybody its plan as it changes."""
    query = select(Share.id).where(
        Share.organisation_id == organisation_id,
        Share.with_plan,
        Share.kind == ShareKind.LIVING,
        *_in_state(ShareState.LIVE, today()),
    )
    return db.session.scalars(query.limit(1)).first() is not None


def permitted(organisation_id: int, grounds: Collection[str]) -> dict[str, set[int]]:
    """Which pieces of evidence may be opened on each of these grounds, as the permits stand."""
    query = select(Permit.ground, Permit.evidence_id).where(
        Permit.organisation_id == organisation_id, Permit.ground.in_(grounds), Permit.withdrawn_at.is_(None)
    )
    found: dict[str, set[int]] = {ground: set() for ground in grounds}
    for ground, evidence_id in db.session.execute(query):
        found[ground].add(evidence_id)
    return found


def shares_of(organisation_id: int, *, live: bool, before: int | None = None) -> Page:
    """What a firm shares, or has shared, newest first, with who opened it last: one statement."""
    opened = (
        select(
            func.count(ShareOpening.person_id.distinct()).label("readers"),
            func.max(ShareOpening.id).label("last_id"),
        )
        .where(ShareOpening.share_id == Share.id, ShareOpening.organisation_id == Share.organisation_id)
        .lateral("opened")
    )
    last, reader = aliased(ShareOpening), aliased(Person)
    query = (
        _lines(opened.c.readers, last.opened_at.label("last_opened_at"), reader.name.label("last_opened_by"))
        .join(opened, true())
        .outerjoin(last, last.id == opened.c.last_id)
        .outerjoin(reader, reader.id == last.person_id)
        .where(Share.organisation_id == organisation_id, _live_or_not(live=live))
    )
    return _page(query, before)


def shared_with(receiver_id: int, *, live: bool, before: int | None = None) -> Page:
    """What others share, or have shared, with an organisation, newest first."""
    return _page(_lines().where(Share.receiver_id == receiver_id, _live_or_not(live=live)), before)


def share_line(share_id: int) -> ShareLine:
    """One of them, as either side reads it."""
    return ShareLine(**db.session.execute(_lines().where(Share.id == share_id)).one()._asdict())


def _lines(*more: Any) -> Any:
    firm, receiver, person = aliased(Organisation), aliased(Organisation), aliased(Person)
    return (
        select(
            Share.id,
            Share.organisation_id,
            firm.name.label("organisation"),
            firm.number.label("number"),
            Share.receiver_id,
            receiver.name.label("receiver"),
            Share.name,
            Share.kind,
            Share.purpose,
            Share.until,
            Share.shared_at,
            person.name.label("shared_by"),
            Share.withdrawn_at,
            ShareContent.refreshed_at,
            *more,
        )
        .join(firm, firm.id == Share.organisation_id)
        .join(receiver, receiver.id == Share.receiver_id)
        .outerjoin(person, person.id == Share.shared_by_id)
        .outerjoin(ShareContent, WITH_CONTENT)
    )


def _page(query: Any, before: int | None) -> Page:
    if before is not None:
        query = query.where(Share.id < before)
    rows = db.session.execute(query.order_by(Share.id.desc()).limit(LENGTH + 1))
    return cut([ShareLine(**row._asdict()) for row in rows], lambda line: line.id)


def _live_or_not(*, live: bool) -> ColumnElement[bool]:
    is_live = and_(*_in_state(ShareState.LIVE, today()))
    return is_live if live else ~is_live


def _in_state(state: ShareState, day: date) -> tuple[ColumnElement[bool], ...]:
    if state is ShareState.WITHDRAWN:
        return (Share.withdrawn_at.is_not(None),)
    return (Share.withdrawn_at.is_(None), Share.until >= day if state is ShareState.LIVE else Share.until < day)


def openings_of(share_id: int, *, before: int | None = None) -> Page:
    """Everybody who opened what is shared, newest first. For the firm's own people."""
    query = (
        select(ShareOpening.id, Person.name.label("person"), ShareOpening.opened_at)
        .join(Person, Person.id == ShareOpening.person_id)
        .where(ShareOpening.share_id == share_id)
        .order_by(ShareOpening.id.desc())
        .limit(LENGTH + 1)
    )
    if before is not None:
        query = query.where(ShareOpening.id < before)
    return cut([OpeningLine(**row._asdict()) for row in db.session.execute(query)], lambda line: line.id)


def note_opening(values: dict[str, Any], since: datetime) -> None:
    """Write down that somebody opened it, unless the same person has after `since`."""
    known = select(ShareOpening.id).where(
        ShareOpening.share_id == values["share_id"],
        ShareOpening.person_id == values["person_id"],
        ShareOpening.opened_at > since,
    )
    row = select(*(literal(value) for value in values.values())).where(~known.exists())
    db.session.execute(insert(ShareOpening).from_select(list(values), row, include_defaults=False))


def find_share(organisation_id: int, share_id: int) -> Share | None:
    """One of the firm's own shares, also one that has ended."""
    return db.session.scalar(select(Share).where(Share.id == share_id, Share.organisation_id == organisation_id))
