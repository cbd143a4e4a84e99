"""Translations of what people write, whatever its room: who or what made each, from which revision, who checked it."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.bilingual.terms.translations import Method, Status
from app.core.db import Base
from app.core.text import SafeHtml

KNOWN = "lang IN ('nb', 'nn', 'en') AND source_lang IN ('nb', 'nn', 'en') AND lang <> source_lang"


class Translation(Base):
    """One version of one text in one language. `kind` and `subject_id` say of what; its room describes it.

    At most one is approved, one is a machine's, and one is being worked on, for each text and language: the database
    keeps it so. Whoever checks is never whoever translated: that too.
    """

    __tablename__ = "bilingual_translation"
    __table_args__ = (
        CheckConstraint(KNOWN, name="langs_are_two_that_we_know"),
        CheckConstraint("reviewer_id <> translator_id", name="checked_by_another"),
        CheckConstraint(
            "status NOT IN ('approved', 'superseded') OR (reviewer_id IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved_by_somebody",
        ),
        CheckConstraint("status = 'requested' OR body <> ''", name="says_something"),
        CheckConstraint("status <> 'machine' OR (method = 'machine' AND engine <> '')", name="machine_has_a_name"),
        CheckConstraint("method = 'machine' OR status = 'requested' OR translator_id IS NOT NULL", name="has_a_maker"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_date"),
        CheckConstraint("source_revision >= 1", name="is_of_a_revision"),
        Index(
            "uq_bilingual_translation_approved", "kind", "subject_id", "lang", unique=True,
            postgresql_where=text("status = 'approved'"),
        ),
        Index(
            "uq_bilingual_translation_machine", "kind", "subject_id", "lang", unique=True,
            postgresql_where=text("status = 'machine'"),
        ),
        Index(
            "uq_bilingual_translation_open", "kind", "subject_id", "lang", unique=True,
            postgresql_where=text("status IN ('requested', 'draft', 'in_review')"),
        ),
        Index(
            "ix_bilingual_translation_shown", "kind", "subject_id", "lang",
            postgresql_where=text("status IN ('approved', 'machine')"),
        ),
        Index("ix_bilingual_translation_subject", "kind", "subject_id"),
        # The reviewers' queue: what waits longest first.
        Index(
            "ix_bilingual_translation_queue", "lang", "submitted_at", "id",
            postgresql_where=text("status = 'in_review'"),
        ),
        Index("ix_bilingual_translation_wanted", "lang", "id", postgresql_where=text("status = 'requested'")),
    )  # fmt: skip

    kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    # Who hosts the place where the original stands, kept here so that its reviewers' queue is one index.
    host_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    source_lang: Mapped[str] = mapped_column(String(2))
    source_revision: Mapped[int]
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[Markup] = mapped_column(SafeHtml, default=Markup(""))
    status: Mapped[Status]
    method: Mapped[Method] = mapped_column(default=Method.HUMAN)
    engine: Mapped[str] = mapped_column(String(40), default="", server_default="")
    engine_version: Mapped[str] = mapped_column(String(40), default="", server_default="")
    unknown_words: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list, server_default="{}")
    glossary_version: Mapped[int | None]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    translator_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    translator_for: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    # For whom the reviewer spoke; None for the ministry's own moderators.
    reviewer_for: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    review_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class TranslationRequest(Base):
    """Who wants a text in a language: once a person, text and language, so that the most wanted can come first."""

    __tablename__ = "bilingual_translation_request"
    __table_args__ = (UniqueConstraint("translation_id", "person_id"),)

    translation_id: Mapped[int] = mapped_column(ForeignKey("bilingual_translation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
