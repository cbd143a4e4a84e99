"""What a firm lets an organisation see of itself: for a purpose, until a day, and taken back whenever it likes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.requirements.terms.shares import Purpose, ShareKind
from app.core.db import Base


class Share(Base):
    """That something is, or was, shared: both sides see this row for good. What is shared stands in `ShareContent`.

    `with_plan`: what is open on the firm's plan is shown too.
    `about` points at what it is for ("dialogue:12") when a room above says so. `consent` is the version of the words
    to which the firm said yes. `content_sha256` proves what was handed over when it was shared.
    """

    __tablename__ = "requirements_share"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id", name="uq_requirements_share_owner"),
        CheckConstraint("organisation_id <> receiver_id", name="one_shares_with_somebody_else"),
        CheckConstraint("about = '' OR about ~ '^[a-z]+:[0-9]+$'", name="about_is_a_reference"),
        Index("ix_requirements_share_firm", "organisation_id", "id"),
        Index("ix_requirements_share_receiver", "receiver_id", "purpose", "until", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ShareKind]
    purpose: Mapped[Purpose]
    about: Mapped[str] = mapped_column(String(40), default="")
    until: Mapped[date]
    shared_at: Mapped[datetime]
    shared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    with_plan: Mapped[bool] = mapped_column(default=False, server_default=false())
    consent: Mapped[int] = mapped_column(SmallInteger)
    content_sha256: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ShareContent(Base):
    """What is shared, frozen (snapshot) or kept up to date (living). Gone for the receiver when `until` has passed.

    `levels` is what comparing needs and no more: per dimension the claim, the proofs with their dates, and the
    endorsement, so that the level of a day can be worked out on that day; `content` is the rest of the page. Both are
    emptied when the share ends.
    """

    __tablename__ = "requirements_share_content"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "share_id"],
            ["requirements_share.organisation_id", "requirements_share.id"],
            name="fk_requirements_share_content_share",
        ),
        UniqueConstraint("organisation_id", "share_id", name="uq_requirements_share_content_share"),
        Index("ix_requirements_share_content_receiver", "receiver_id", "until"),
        Index("ix_requirements_share_content_share", "share_id", "organisation_id"),
        Index(
            "ix_requirements_share_content_kept",
            "organisation_id",
            "until",
            postgresql_where=text("emptied_at IS NULL"),
        ),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    share_id: Mapped[int] = mapped_column(BigInteger)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    until: Mapped[date]
    levels: Mapped[dict[str, Any]] = mapped_column(JSONB)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    refreshed_at: Mapped[datetime]
    emptied_at: Mapped[datetime | None]


class ShareOpening(Base):
    """Somebody at the receiver opened what is shared; the firm sees who, and when. Never for anybody else."""

    __tablename__ = "requirements_share_opening"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "share_id"],
            ["requirements_share.organisation_id", "requirements_share.id"],
            name="fk_requirements_share_opening_share",
        ),
        Index("ix_requirements_share_opening_share", "share_id", "organisation_id", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    share_id: Mapped[int] = mapped_column(BigInteger)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    opened_at: Mapped[datetime]
