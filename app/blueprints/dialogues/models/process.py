"""Who hosts a dialogue, who is invited, by which codes it is found, and the notices that belong to it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.dialogues.terms.process import CodeKind, HostState, NoticeKind, NoticePlace
from app.core.db import Base


class Host(Base):
    """A buyer that holds the dialogue, or has been asked to. One leads. `Dialogue.host_ids` says the same for one read:

    the database keeps it so (a trigger).
    """

    __tablename__ = "dialogues_host"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "organisation_id"),
        CheckConstraint("NOT leads OR state = 'host'", name="who_leads_is_a_host"),
        CheckConstraint("offered_at IS NULL OR (state = 'host' AND NOT leads)", name="the_lead_is_offered_to_a_host"),
        Index("uq_dialogues_host_leads", "dialogue_id", unique=True, postgresql_where=text("leads")),
        # Row-level security of every room above asks: which dialogues do these organisations host?
        Index("ix_dialogues_host_of", "organisation_id", "dialogue_id", postgresql_where=text("state = 'host'")),
        Index("ix_dialogues_host_organisation_id", "organisation_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    leads: Mapped[bool] = mapped_column(default=False)
    state: Mapped[HostState] = mapped_column(default=HostState.ASKED)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    answered_at: Mapped[datetime | None]
    # Who leads offers the lead to this co-host, which has not answered.
    offered_at: Mapped[datetime | None]


class Invited(Base):
    """An organisation that meets the criterion of a dialogue that is not open to all."""

    __tablename__ = "dialogues_invited"
    __table_args__ = (UniqueConstraint("dialogue_id", "organisation_id"),)

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class DialogueCode(Base):
    """A code of a list (room `codelists`) by which the dialogue is found. No county or municipality: everywhere."""

    __tablename__ = "dialogues_code"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "kind", "code"),
        Index("ix_dialogues_code_found", "kind", "code", "dialogue_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    kind: Mapped[CodeKind]
    code: Mapped[str] = mapped_column(String(16))


class Notice(Base):
    """A notice on Doffin, TED or elsewhere: its number and where it stands."""

    __tablename__ = "dialogues_notice"
    __table_args__ = (
        CheckConstraint("number <> '' OR url <> ''", name="a_notice_can_be_found"),
        CheckConstraint("url = '' OR url ~ '^https://'", name="the_address_is_safe"),
        Index(
            "uq_dialogues_notice_number", "dialogue_id", "place", "number", unique=True,
            postgresql_where=text("number <> ''"),
        ),
        Index("ix_dialogues_notice_dialogue_id", "dialogue_id"),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind]
    place: Mapped[NoticePlace]
    number: Mapped[str] = mapped_column(String(60), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    published_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Review(Base):
    """Somebody has looked through the dialogue's page and says that it still holds: the age banner goes."""

    __tablename__ = "dialogues_review"
    __table_args__ = (Index("ix_dialogues_review_dialogue", "dialogue_id", "id"),)

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    note: Mapped[str] = mapped_column(String(500), default="")
