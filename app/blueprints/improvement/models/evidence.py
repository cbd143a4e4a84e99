"""Evidence of one organisation, who may open it, who has, and who asks for it; all under row-level security."""

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
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.improvement.terms.evidence import EvidenceState, Source, Visibility
from app.blueprints.improvement.terms.requests import RequestState
from app.core.db import Base


class Evidence(Base):
    """Something that shows what a firm can do. One serves many uses; other rooms say for what.

    `facts` is what a register said; `strength` what it weighs (0-4); `reminded` the last reminder sent, in days before
    the end; `keep_until` the day after which what is about a person is erased.
    """

    __tablename__ = "improvement_evidence"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id", name="uq_improvement_evidence_owner"),
        ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_improvement_evidence_file",
        ),
        CheckConstraint("strength BETWEEN 0 AND 4", name="strength_is_known"),
        CheckConstraint("valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("record_to >= record_from", name="records_end_after_they_begin"),
        CheckConstraint("source <> 'file' OR file_id IS NOT NULL", name="a_file_is_there"),
        CheckConstraint("source <> 'link' OR link <> '' OR state = 'erased'", name="a_link_leads_somewhere"),
        CheckConstraint("source <> 'register' OR facts IS NOT NULL", name="a_fact_is_there"),
        CheckConstraint("NOT personal OR title = ''", name="a_person_is_not_named"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_reason IS NULL)", name="hidden_has_a_reason"),
        Index("ix_improvement_evidence_firm", "organisation_id", "state", "type", "valid_to", "id"),
        Index("ix_improvement_evidence_file", "file_id", "organisation_id"),
        Index("ix_improvement_evidence_ends", "valid_to", postgresql_where=text("state = 'held'")),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    type: Mapped[str] = mapped_column(String(40))
    source: Mapped[Source]
    state: Mapped[EvidenceState] = mapped_column(default=EvidenceState.HELD)
    title: Mapped[str] = mapped_column(String(200), default="")
    personal: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str] = mapped_column(String(20), default="")
    issuer: Mapped[str] = mapped_column(String(200), default="")
    scope: Mapped[str] = mapped_column(Text, default="")
    statement: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    file_id: Mapped[int | None] = mapped_column(BigInteger)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    record_from: Mapped[date | None]
    record_to: Mapped[date | None]
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PRIVATE)
    strength: Mapped[int] = mapped_column(SmallInteger)
    reminded: Mapped[int | None] = mapped_column(SmallInteger)
    keep_until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    # A moderator has taken it from whoever is let in: only the firm itself opens it. The reason's code says why.
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(4))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class UnfinishedEvidence(Base):
    """What somebody has said of a document whose file is not here yet: a refused file then loses no text.

    `content` is the draft as typed. Gone when the file is in, or some days after.
    """

    __tablename__ = "improvement_unfinished"
    __table_args__ = (Index("ix_improvement_unfinished_organisation_id", "organisation_id", "created_at"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Permit(Base):
    """A receiver may open one piece of evidence, on a ground ("share:12"), until a day or until withdrawn.

    With `person_id` only this one of the receiver's people may: who reviews has first declared to be free to judge.
    """

    __tablename__ = "improvement_permit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_permit_evidence",
        ),
        UniqueConstraint(
            "organisation_id",
            "evidence_id",
            "receiver_id",
            "person_id",
            "ground",
            name="uq_improvement_permit_ground",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("organisation_id <> receiver_id", name="one_needs_none_for_oneself"),
        Index("ix_improvement_permit_ground", "organisation_id", "ground"),
        Index("ix_improvement_permit_receiver", "receiver_id", "evidence_id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    evidence_id: Mapped[int] = mapped_column(BigInteger)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    ground: Mapped[str] = mapped_column(String(40))
    until: Mapped[date | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    withdrawn_at: Mapped[datetime | None]


class Opening(Base):
    """Somebody opened a document. `receiver_id` is the organisation on whose behalf, the firm itself for its own."""

    __tablename__ = "improvement_opening"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_opening_evidence",
        ),
        Index("ix_improvement_opening_evidence", "organisation_id", "evidence_id", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    evidence_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    opened_at: Mapped[datetime]


class Request(Base):
    """An organisation (`asker_id`) asks a firm (`organisation_id`) for a document. Answered by evidence or a pointer.

    `pointer` is the code of the register that holds it for nothing.
    """

    __tablename__ = "improvement_request"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_request_evidence",
        ),
        CheckConstraint("organisation_id <> asker_id", name="one_asks_somebody_else"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="what_is_answered_has_an_end"),
        CheckConstraint("state <> 'answered' OR evidence_id IS NOT NULL", name="an_answer_is_there"),
        CheckConstraint("state <> 'pointed' OR pointer <> '' OR evidence_id IS NOT NULL", name="it_points_somewhere"),
        CheckConstraint("state <> 'declined' OR answer <> ''", name="a_refusal_has_a_reason"),
        Index(
            "uq_improvement_request_open",
            "organisation_id",
            "asker_id",
            "type",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_improvement_request_asker", "asker_id", "id"),
        Index("ix_improvement_request_firm", "organisation_id", "state", "due_on", "id"),
        Index("ix_improvement_request_evidence", "evidence_id", "organisation_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    type: Mapped[str] = mapped_column(String(40))
    wish: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    evidence_id: Mapped[int | None] = mapped_column(BigInteger)
    pointer: Mapped[str] = mapped_column(String(40), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    asked_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
