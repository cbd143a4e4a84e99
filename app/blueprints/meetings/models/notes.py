"""A note of a meeting or a call, who took part, what they said, and what everybody reads of it."""

from datetime import datetime

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
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.meetings.terms import MeetingKind, NoteState
from app.core.db import Base

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"


class Note(Base):
    """The hosts' note. `told` is what the buyer told, in `lang`; empty when it told nothing that was not public.

    Read by the hosts, and, when it is finished, by the firms that took part (row-level security).
    """

    __tablename__ = "meetings_note"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "id", name="uq_meetings_note_dialogue"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("(state = 'draft') = (shared_at IS NULL)", name="what_is_finished_has_a_time"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="what_is_published_has_a_time"),
        CheckConstraint("state <> 'published' OR told <> ''", name="what_is_published_says_something"),
        Index("ix_meetings_note_dialogue", "dialogue_id", "held_at", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    kind: Mapped[MeetingKind]
    held_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200), default="")
    our_people: Mapped[str] = mapped_column(String(500), default="")
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    told: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[NoteState] = mapped_column(default=NoteState.DRAFT)
    written_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    shared_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    parties: Mapped[list["Party"]] = relationship(
        order_by="Party.id", lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}


class Party(Base):
    """A firm that took part in a meeting, and who came for it. The firm sees its row from `shared_at` on."""

    __tablename__ = "meetings_party"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "note_id", "organisation_id", name="uq_meetings_party_note"),
        ForeignKeyConstraint(
            ["dialogue_id", "note_id"],
            ["meetings_note.dialogue_id", "meetings_note.id"],
            name="fk_meetings_party_note",
            ondelete="CASCADE",
        ),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    note_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    people: Mapped[str] = mapped_column(String(500), default="")
    shared_at: Mapped[datetime | None]


class Said(Base):
    """One passage of what a firm said: as the buyer wrote it down, or (`by_firm`) as the firm itself says it.

    The firm's own words stand in place of those that they correct; both are kept. Neither side writes in the other's
    row. Confidential: the firm (or the buyer for it) asks that the passage be kept in confidence, and says why.
    """

    __tablename__ = "meetings_said"
    __table_args__ = (
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("NOT confidential OR reason <> ''", name="confidence_has_a_reason"),
        CheckConstraint("corrects_id IS NULL OR by_firm", name="only_the_firm_corrects"),
        UniqueConstraint("dialogue_id", "organisation_id", "id", name="uq_meetings_said_whose"),
        Index(
            "uq_meetings_said_corrects",
            "dialogue_id",
            "organisation_id",
            "corrects_id",
            unique=True,
            postgresql_where=text("corrects_id IS NOT NULL"),
        ),
        Index("ix_meetings_said_note", "dialogue_id", "note_id", "organisation_id"),
        Index("ix_meetings_said_gathered", "dialogue_id", "id"),
        ForeignKeyConstraint(
            ["dialogue_id", "note_id", "organisation_id"],
            ["meetings_party.dialogue_id", "meetings_party.note_id", "meetings_party.organisation_id"],
            name="fk_meetings_said_party",
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["dialogue_id", "organisation_id", "corrects_id"],
            ["meetings_said.dialogue_id", "meetings_said.organisation_id", "meetings_said.id"],
            name="fk_meetings_said_corrects",
            ondelete="CASCADE",
        ),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    note_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(BigInteger)
    by_firm: Mapped[bool]
    corrects_id: Mapped[int | None] = mapped_column(BigInteger)
    lang: Mapped[str] = mapped_column(String(2))
    body: Mapped[str] = mapped_column(Text)
    confidential: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class NoteWording(Base):
    """What was told in another language of the dialogue, before it is published. For the hosts."""

    __tablename__ = "meetings_wording"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "note_id", "lang"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        ForeignKeyConstraint(
            ["dialogue_id", "note_id"],
            ["meetings_note.dialogue_id", "meetings_note.id"],
            name="fk_meetings_wording_note",
            ondelete="CASCADE",
        ),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    note_id: Mapped[int] = mapped_column(BigInteger)
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    told: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Entry(Base):
    """What everybody reads: that there was a meeting, with how many firms, and what the buyer told. Made at once."""

    __tablename__ = "meetings_entry"
    __table_args__ = (
        UniqueConstraint("note_id"),
        CheckConstraint("firms > 0", name="somebody_was_told"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        Index("ix_meetings_entry_dialogue", "dialogue_id", "held_at", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    note_id: Mapped[int] = mapped_column(ForeignKey("meetings_note.id"))
    kind: Mapped[MeetingKind]
    held_at: Mapped[datetime]
    firms: Mapped[int] = mapped_column(SmallInteger)
    lang: Mapped[str] = mapped_column(String(2))
    published_at: Mapped[datetime]
    # A moderator has hidden it: everybody reads when, and on which ground.
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(String(8), default="")


class EntryText(Base):
    """The published words in one language; `lang` of the entry is that in which they were first written."""

    __tablename__ = "meetings_entry_text"
    __table_args__ = (UniqueConstraint("entry_id", "lang"), CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"))

    entry_id: Mapped[int] = mapped_column(ForeignKey("meetings_entry.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    told: Mapped[str] = mapped_column(Text)
