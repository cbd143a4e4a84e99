"""One function a question about what buyers ask firms for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import find_of_kind
from app.blueprints.accounts.terms import Kind
from app.blueprints.improvement.models import Request
from app.blueprints.improvement.terms import RequestState
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list; `firm` and `asker` are names."""

    id: int
    organisation_id: int
    firm: str
    asker_id: int
    asker: str
    type: str
    wish: str
    reason: str
    due_on: date
    state: RequestState
    evidence_id: int | None
    pointer: str
    answer: str
    asked_at: datetime
    ended_at: datetime | None


def get_request(request_id: int) -> Request:
    """The request: found by the firm that is asked and by the asker."""
    return db.session.scalars(select(Request).where(Request.id == request_id)).one()


def insert_request(row: Request) -> bool:
    """Insert the row; False when one is open already, also when somebody else is just putting it there."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def open_request(organisation_id: int, asker_id: int, code: str) -> int | None:
    """The open request of this buyer to this firm for this type, if there is one."""
    query = select(Request.id).where(
        Request.organisation_id == organisation_id,
        Request.asker_id == asker_id,
        Request.type == code,
        Request.state == RequestState.OPEN,
    )
    return db.session.scalar(query)


def count_asked_since(asker_id: int, moment: datetime) -> int:
    query = select(func.count()).where(Request.asker_id == asker_id, Request.asked_at > moment)
    return db.session.scalar(query) or 0


def count_open(organisation_id: int) -> int:
    """How many requests wait for the firm's answer."""
    query = select(func.count()).where(Request.organisation_id == organisation_id, Request.state == RequestState.OPEN)
    return db.session.scalar(query) or 0


def requests_of(
    organisation_id: int, *, asked: bool, only_open: bool = False, before: int | None = None, length: int = LENGTH
) -> Page:
    """What the organisation has `asked` others for, or what it has been asked for; newest first, by keyset."""
    firm, asker = aliased(Organisation), aliased(Organisation)
    query = (
        select(
            Request.id,
            Request.organisation_id,
            firm.name.label("firm"),
            Request.asker_id,
            asker.name.label("asker"),
            Request.type,
            Request.wish,
            Request.reason,
            Request.due_on,
            Request.state,
            Request.evidence_id,
            Request.pointer,
            Request.answer,
            Request.asked_at,
            Request.ended_at,
        )
        .join(firm, firm.id == Request.organisation_id)
        .join(asker, asker.id == Request.asker_id)
        .where((Request.asker_id if asked else Request.organisation_id) == organisation_id)
        .order_by(Request.id.desc())
        .limit(length + 1)
    )
    if only_open:
        query = query.where(Request.state == RequestState.OPEN)
    if before is not None:
        query = query.where(Request.id < before)
    return cut([RequestLine(**row._asdict()) for row in db.session.execute(query)], lambda row: row.id, length)


def requests_answered_by(organisation_id: int, evidence_id: int) -> list[Row[Any]]:
    """Requests that this evidence answered: id, asker, state."""
    query = (
        select(Request.id, Organisation.name.label("asker"), Request.state)
        .join(Organisation, Organisation.id == Request.asker_id)
        .where(Request.organisation_id == organisation_id, Request.evidence_id == evidence_id)
        .order_by(Request.id.desc())
        .limit(LENGTH)
    )
    return list(db.session.execute(query))


def find_suppliers(typed: str) -> Sequence[Row[Any]]:
    """Suppliers here by organisation number or a part of the name: id, name, number, municipality."""
    return find_of_kind(Kind.SUPPLIER, typed, MOST_FOUND)


def supplier(organisation_id: int) -> Organisation | None:
    """The supplier with this number of ours, if it is one and still there."""
    query = select(Organisation).where(
        Organisation.id == organisation_id, Organisation.kind == Kind.SUPPLIER, Organisation.deleted_on.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def organisation_name(organisation_id: int) -> str:
    query = select(Organisation.name).where(Organisation.id == organisation_id)
    return db.session.scalars(query).one()
