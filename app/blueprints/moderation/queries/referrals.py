"""What was handed to buyers as protected input. Row-level security lets the buyer and the author's firm find it."""

from typing import Any

from sqlalchemy import Row, or_, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.moderation.models import ProtectedInput, Settlement
from app.blueprints.moderation.terms.decisions import Settled
from app.core.db import db
from app.core.pages import Page, cut

MOST = 20
_stands = (
    select(Settlement.id)
    .where(Settlement.decision_id == ProtectedInput.decision_id, Settlement.how == Settled.STANDS)
    .exists()
)


def lock_handed_over(decision_id: int) -> ProtectedInput | None:
    query = select(ProtectedInput).where(ProtectedInput.decision_id == decision_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def handed_over_by(decision_id: int) -> ProtectedInput | None:
    """What a decision handed over and nobody has taken back."""
    query = select(ProtectedInput).where(
        ProtectedInput.decision_id == decision_id, ProtectedInput.taken_back_at.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def protected_inputs(organisation_id: int, after: int | None = None) -> Page:
    """What an organisation has been handed, and what was handed to others of its own; the newest first."""
    author = Organisation.__table__.alias("author")
    query = (
        select(
            ProtectedInput.id, ProtectedInput.created_at, ProtectedInput.title, ProtectedInput.place,
            ProtectedInput.lang, ProtectedInput.organisation_id, Organisation.name.label("host"),
            author.c.name.label("author_organisation"),
        )
        .join(Organisation, Organisation.id == ProtectedInput.organisation_id)
        .outerjoin(author, author.c.id == ProtectedInput.author_organisation_id)
        .where(
            or_(
                ProtectedInput.organisation_id == organisation_id,
                ProtectedInput.author_organisation_id == organisation_id,
            ),
            ProtectedInput.taken_back_at.is_(None),
            _stands,
        )
        .order_by(ProtectedInput.id.desc())
        .limit(MOST + 1)
    )  # fmt: skip
    if after is not None:
        query = query.where(ProtectedInput.id < after)
    return cut(list(db.session.execute(query)), lambda row: str(row.id))


def get_protected_input(input_id: int) -> ProtectedInput:
    """One that stands; NoResultFound for whom it is not for."""
    query = select(ProtectedInput).where(ProtectedInput.id == input_id, ProtectedInput.taken_back_at.is_(None), _stands)
    return db.session.scalars(query).one()


def who_wrote(one: ProtectedInput) -> Row[Any]:
    """Names of the author, of her organisation and of the buyer; None for what is gone."""
    author, host = Organisation.__table__.alias("author"), Organisation.__table__.alias("host")
    query = (
        select(Person.name, author.c.name.label("organisation"), host.c.name.label("host"))
        .select_from(host)
        .outerjoin(author, author.c.id == one.author_organisation_id)
        .outerjoin(Person, (Person.id == one.author_id) & Person.closed_at.is_(None))
        .where(host.c.id == one.organisation_id)
    )
    return db.session.execute(query).one()
