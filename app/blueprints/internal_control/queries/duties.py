"""One function a question about duties, and about what a firm says of its size."""

from dataclasses import fields

from sqlalchemy import select

from app.blueprints.internal_control.models import Duty, DutyAnswer, Firm
from app.blueprints.internal_control.terms import DutyRow
from app.core.db import db


def all_duties() -> list[DutyRow]:
    """Every rule, also those that held before, in the order of a list."""
    columns = [getattr(Duty, field.name) for field in fields(DutyRow)]
    return [DutyRow(**row._asdict()) for row in db.session.execute(select(*columns).order_by(Duty.position, Duty.id))]


def answers_of(organisation_id: int) -> dict[str, DutyAnswer]:
    """What the firm has said of its duties, by code."""
    query = select(DutyAnswer).where(DutyAnswer.organisation_id == organisation_id)
    return {answer.code: answer for answer in db.session.scalars(query)}


def lock_answer(organisation_id: int, code: str) -> DutyAnswer | None:
    """What it has said of one, alone until the transaction ends."""
    query = select(DutyAnswer).where(DutyAnswer.organisation_id == organisation_id, DutyAnswer.code == code)
    return db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).one_or_none()


def find_firm(organisation_id: int) -> Firm | None:
    return db.session.scalars(select(Firm).where(Firm.organisation_id == organisation_id)).one_or_none()


def lock_firm(organisation_id: int) -> Firm | None:
    """As `find_firm`, alone until the transaction ends."""
    query = select(Firm).where(Firm.organisation_id == organisation_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
