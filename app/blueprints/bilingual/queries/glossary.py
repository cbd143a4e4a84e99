"""The glossary as it stands, its concepts' versions, and a file that somebody has sent in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from app.blueprints.bilingual.models.glossary import Concept, ConceptVersion, GlossaryFile, GlossaryStamp
from app.blueprints.bilingual.rules.glossary import Glossary
from app.blueprints.bilingual.rules.glossary_content import from_json
from app.blueprints.bilingual.terms.glossary import Entry
from app.core.db import db

# The highest number too: a database that was put back from a copy is not taken for the one that it was.
_STAMP = select(
    GlossaryStamp.version, GlossaryStamp.token, select(func.max(Concept.id)).scalar_subquery().label("highest")
)
_ALL = select(Concept.id, Concept.version, Concept.content, Concept.withdrawn_at).order_by(Concept.id)
_kept: tuple[Any, Glossary] | None = None  # replaced whole, so that threads may share it


def glossary() -> Glossary:
    """The whole glossary at its version: one small statement, and a second when it has changed since last asked for.

    Its `version` is what a translation stores as `glossary_version`.
    """
    global _kept  # noqa: PLW0603 - one glossary a process
    connection = db.session.connection()
    stamp = tuple(connection.execute(_STAMP).one())
    kept = _kept
    if kept is None or kept[0] != stamp:
        entries = [
            Entry(row.id, row.version, from_json(row.content), row.withdrawn_at is not None)
            for row in connection.execute(_ALL)
        ]
        kept = _kept = (stamp, Glossary(entries, stamp[0]))
    return kept[1]


def glossary_version() -> int:
    """The version of the whole glossary: one more with each change of any concept."""
    return db.session.scalars(select(GlossaryStamp.version)).one()


def get_concept(concept_id: int) -> Concept:
    return db.session.scalars(select(Concept).where(Concept.id == concept_id)).one()


def concepts(ids: Sequence[int]) -> dict[int, Concept]:
    """Several concepts, by number, for changing them."""
    found = db.session.scalars(select(Concept).where(Concept.id.in_(ids)))
    return {concept.id: concept for concept in found}


def concept_like(domain: str, term_key: str) -> Concept | None:
    """The concept that is known by this term in this domain, withdrawn or not."""
    query = select(Concept).where(Concept.domain == domain, Concept.term_key == term_key)
    return db.session.scalars(query).one_or_none()


def versions(concept_id: int, *, before: int | None = None, limit: int = 20) -> Sequence[ConceptVersion]:
    """What a concept has said, the newest first; the last of them only to tell what the one before it changed."""
    query = select(ConceptVersion).where(ConceptVersion.concept_id == concept_id)
    if before is not None:
        query = query.where(ConceptVersion.number < before)
    return db.session.scalars(query.order_by(ConceptVersion.number.desc()).limit(limit + 1)).all()


def lock_glossary() -> int:
    """The version, which stays as it is until this transaction ends."""
    return db.session.scalars(select(GlossaryStamp.version).with_for_update()).one()


def next_version() -> int:
    """Write the stamp, which makes whoever else changes the glossary wait; gives its new version."""
    written = (
        update(GlossaryStamp)
        .values(version=GlossaryStamp.version + 1, token=func.gen_random_uuid())
        .returning(GlossaryStamp.version)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(written).scalar_one()


def concept_count() -> int:
    return db.session.scalars(select(func.count()).select_from(Concept)).one()


def get_file(file_id: int) -> GlossaryFile:
    """A file that the reader has sent in; anybody else's is not there."""
    return db.session.scalars(select(GlossaryFile).where(GlossaryFile.id == file_id)).one()


def forget_files(person_id: int) -> None:
    """What she has sent in before is done with."""
    db.session.execute(delete(GlossaryFile).where(GlossaryFile.person_id == person_id))
