"""Translations of what people write, whatever its room: who or what made each, from which revision, who checked it."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.bilingual.terms.presenting import Freshness
from app.blueprints.bilingual.terms.translations import Method, Status
from app.core.db import Base
from app.core.text import SafeHtml

BEHIND = "status = 'approved' AND behind <> 'fresh'"
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
        CheckConstraint("reviewer_id <> ALL (hands)", name="checked_by_none_who_wrote"),
        CheckConstraint(
            "status NOT IN ('approved', 'superseded') OR (reviewer_id IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved_by_somebody",
        ),
        CheckConstraint("status IN ('requested', 'draft', 'withdrawn') OR body <> ''", name="says_something"),
        CheckConstraint("status <> 'machine' OR (method = 'machine' AND engine <> '')", name="machine_has_a_name"),
        # Also what began as a machine's has a person behind it before it can be checked: else two eyes would be enough.
        CheckConstraint(
            "status IN ('requested', 'machine', 'withdrawn') OR translator_id IS NOT NULL", name="has_a_maker"
        ),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_date"),
        CheckConstraint("source_revision >= 1", name="is_of_a_revision"),
        CheckConstraint("wanted >= 0", name="counts_its_requests"),
        CheckConstraint("moderated IN ('approved', 'machine')", name="moderated_was_shown"),
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
        # The reviewers' queue: what waits longest first; then what translators may take, the most wanted first.
        Index("ix_bilingual_translation_queue", "submitted_at", "id", postgresql_where=text("status = 'in_review'")),
        Index("ix_bilingual_translation_wanted", "wanted", "id", postgresql_where=text("status = 'requested'")),
        Index("ix_bilingual_translation_behind", "changed_at", "id", postgresql_where=text(BEHIND)),
    )  # fmt: skip

    kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    # Who hosts the place where the original stands, who wrote it, and whether everybody may read it: kept here for the
    # queues only. Whoever shows a text asks the original itself.
    host_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    visible: Mapped[bool] = mapped_column(default=True, server_default="true")
    # How an approved one stands to the original since it was changed; for the queues too.
    behind: Mapped[Freshness] = mapped_column(default=Freshness.FRESH, server_default="fresh")
    source_lang: Mapped[str] = mapped_column(String(2))
    source_revision: Mapped[int]
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[Markup] = mapped_column(SafeHtml, default=Markup(""))
    status: Mapped[Status]
    method: Mapped[Method] = mapped_column(default=Method.HUMAN)
    engine: Mapped[str] = mapped_column(String(40), default="", server_default="")
    engine_version: Mapped[str] = mapped_column(String(80), default="", server_default="")
    unknown_words: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list, server_default="{}")
    glossary_version: Mapped[int | None]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    translator_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    translator_for: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    # Everybody who has written a word of it: a last comma by another makes nobody fit to check her own words.
    hands: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list, server_default="{}")
    # For whom the reviewer spoke; None for the ministry's own moderators.
    reviewer_for: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    review_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    # What it was when a moderator took it away; None for whatever else was withdrawn, and for what was not.
    moderated: Mapped[str | None] = mapped_column(String(32))
    # None when the original was withdrawn, and this with it, and when a moderator took it away.
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    # How many people have asked for it; changed in SQL only.
    wanted: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class TranslationRequest(Base):
    """Who wants a text in a language: once a person, text and language, so that the most wanted can come first."""

    __tablename__ = "bilingual_translation_request"
    __table_args__ = (UniqueConstraint("translation_id", "person_id"),)

    translation_id: Mapped[int] = mapped_column(ForeignKey("bilingual_translation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
