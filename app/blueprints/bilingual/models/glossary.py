"""The glossary: one row that says which version it is at, its concepts, and every version that each has had.

Everybody may read it. What is said of a concept lies in one JSON document (`rules.glossary_content`), as in its
versions.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.bilingual.terms.glossary import ConceptEvent, Domain
from app.core.db import Base


class GlossaryStamp(Base):
    """The one row that every change of the glossary writes, so that changes come one after the other.

    `token` is new with each change: unlike a version that was rolled back, it never comes again.
    """

    __tablename__ = "bilingual_glossary"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one"), {"comment": "seeded by migrations"})

    version: Mapped[int]
    token: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"))


class Concept(Base):
    """A concept as it stands; withdrawn, never deleted. By `term_key`, its English term, it is known in its domain."""

    __tablename__ = "bilingual_concept"
    __table_args__ = (
        UniqueConstraint("domain", "term_key"),
        CheckConstraint("term_key <> ''", name="it_has_an_english_term"),
        CheckConstraint(
            "coalesce(content #>> '{words,en,approved}', '') <> ''"
            " AND coalesce(content #>> '{words,nb,approved}', '') <> ''"
            " AND coalesce(content #>> '{words,nn,approved}', '') <> ''",
            name="one_approved_term_a_language",
        ),
        {"comment": "seeded by migrations"},
    )

    domain: Mapped[Domain]
    term_key: Mapped[str] = mapped_column(String(120))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    withdrawn_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ConceptVersion(Base):
    """What a concept said at one version, who made it so and when. Only ever added to."""

    __tablename__ = "bilingual_concept_version"
    __table_args__ = (UniqueConstraint("concept_id", "number"), {"comment": "seeded by migrations"})

    concept_id: Mapped[int] = mapped_column(ForeignKey("bilingual_concept.id"))
    number: Mapped[int]
    event: Mapped[ConceptEvent]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class GlossaryFile(Base):
    """A file that somebody has sent in and not carried out yet: one a person, hers alone by row-level security."""

    __tablename__ = "bilingual_glossary_file"

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
