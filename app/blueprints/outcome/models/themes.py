"""Themes as the hosts work on them, in all languages, and what each was gathered from. For the hosts alone."""

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

from app.blueprints.outcome.terms import Outcome, SourceKind, ThemeWords
from app.core.db import Base

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"


class Theme(Base):
    """Something that several have said. `lang` is the language that it is written in first.

    `published_version` is the version that everybody reads: when it is not the newest, there is a change to publish.
    """

    __tablename__ = "outcome_theme"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "id", name="uq_outcome_theme_dialogue"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("published_version IS NULL OR outcome IS NOT NULL", name="what_is_published_has_an_outcome"),
        Index("ix_outcome_theme_dialogue", "dialogue_id", "position", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_need.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    lang: Mapped[str] = mapped_column(String(2))
    outcome: Mapped[Outcome | None]
    published_version: Mapped[int | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    wordings: Mapped[list["ThemeWording"]] = relationship(
        order_by="ThemeWording.lang", lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """In the theme's own language, which it always has."""
        return next((one.title for one in self.wordings if one.lang == self.lang), "")

    def words(self) -> dict[str, ThemeWords]:
        return {
            one.lang: ThemeWords(title=one.title, said=one.said, did=one.did, shows=one.shows) for one in self.wordings
        }


class ThemeWording(Base):
    """A theme in one language."""

    __tablename__ = "outcome_wording"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "theme_id", "lang"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        ForeignKeyConstraint(
            ["dialogue_id", "theme_id"],
            ["outcome_theme.dialogue_id", "outcome_theme.id"],
            name="fk_outcome_wording_theme",
            ondelete="CASCADE",
        ),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    theme_id: Mapped[int] = mapped_column(BigInteger)
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200), default="")
    said: Mapped[str] = mapped_column(Text, default="")
    did: Mapped[str] = mapped_column(Text, default="")
    shows: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Source(Base):
    """A contribution as it was when it was put in a theme; without a theme it has been set aside: nothing to answer.

    `told_at`: when who contributed it was told what came of the theme; None again when the outcome has become another.
    """

    __tablename__ = "outcome_source"
    __table_args__ = (
        UniqueConstraint(
            "dialogue_id", "kind", "subject_id", "theme_id",
            name="uq_outcome_source_once", postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("(kind = 'question') <= (organisation_id IS NULL)", name="who_asked_is_not_known"),
        CheckConstraint("told_at IS NULL OR theme_id IS NOT NULL", name="who_is_told_is_told_of_a_theme"),
        ForeignKeyConstraint(
            ["dialogue_id", "theme_id"],
            ["outcome_theme.dialogue_id", "outcome_theme.id"],
            name="fk_outcome_source_theme",
            ondelete="CASCADE",
        ),
        Index("ix_outcome_source_theme", "dialogue_id", "theme_id", "id"),
        Index("ix_outcome_source_untold", "dialogue_id", postgresql_where=text("told_at IS NULL")),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    theme_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[SourceKind]
    subject_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(300), default="")
    excerpt: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
