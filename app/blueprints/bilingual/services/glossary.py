"""Concepts are added, changed, withdrawn and brought back here, one by one or by a file. Nothing is ever deleted."""

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.models.glossary import Concept, ConceptVersion, GlossaryFile
from app.blueprints.bilingual.queries import glossary as queries
from app.blueprints.bilingual.rules import glossary_content as contents
from app.blueprints.bilingual.rules import glossary_csv
from app.blueprints.bilingual.rules.glossary_csv import LineState, Plan
from app.blueprints.bilingual.terms.glossary import (
    MOST_CONCEPTS,
    MOST_CSV_BYTES,
    ConceptDraft,
    ConceptEvent,
    Content,
)
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def add_concept(draft: ConceptDraft, *, by: Actor | None) -> Concept:
    """Add a concept that the glossary does not have."""
    _check(draft.content)
    version = queries.next_version()
    if queries.concept_count() >= MOST_CONCEPTS:
        raise Refused("glossary_full", limit=MOST_CONCEPTS)
    _refuse_twin(draft.content, None)
    concept = _new(draft.content, by)
    record("bilingual.concept_added", subject=concept, by=by, glossary=version)
    return concept


def change_concept(concept: Concept, draft: ConceptDraft, *, by: Actor | None) -> Concept:
    """Change a concept that is not withdrawn; without a difference there is no new version."""
    check_version(concept, draft.version)
    if concept.withdrawn_at is not None:
        raise Conflict("glossary_is_withdrawn")
    _check(draft.content)
    differences = contents.changes(contents.from_json(concept.content), draft.content)
    if not differences:
        return concept
    version = queries.next_version()
    _refuse_twin(draft.content, concept)
    _fill(concept, draft.content, by)
    _write_version(concept, ConceptEvent.CHANGED, concept.version + 1, by)
    fields = sorted({change.part for change in differences})
    record("bilingual.concept_changed", subject=concept, by=by, glossary=version, fields=fields)
    return concept


def withdraw_concept(concept: Concept, version: int, *, by: Actor | None) -> Concept:
    """Its terms are no longer looked for in texts, and it is no longer listed. It can be brought back."""
    check_version(concept, version)
    if concept.withdrawn_at is not None:
        raise Conflict("glossary_is_withdrawn")
    return _turn(concept, ConceptEvent.WITHDRAWN, by)


def bring_back_concept(concept: Concept, version: int, *, by: Actor | None) -> Concept:
    """A withdrawn concept counts again, as it was."""
    check_version(concept, version)
    if concept.withdrawn_at is None:
        raise Conflict("glossary_is_not_withdrawn")
    return _turn(concept, ConceptEvent.BROUGHT_BACK, by)


def check_version(concept: Concept, read: int) -> None:
    """Nobody overwrites what she has not read."""
    if read != concept.version:
        raise StaleVersion(names_of([concept.changed_by_id]).get(concept.changed_by_id or 0), concept.changed_at)


def take_in(body: str, name: str, *, by: Actor) -> GlossaryFile:
    """Keep a file until its sender has seen what it would do. One that cannot be read as a whole is refused at once."""
    refuse_silenced(by)
    if len(body.encode()) > MOST_CSV_BYTES:
        raise Refused("glossary_csv_large", field="file", most=MOST_CSV_BYTES // (1024 * 1024))
    glossary_csv.plan(body, queries.glossary())
    queries.lock_glossary()  # one at a time: her other window may be sending one too, and she has one
    queries.forget_files(by.person_id)
    kept = GlossaryFile(person_id=by.person_id, name=name[:200], body=body)
    db.session.add(kept)
    db.session.flush()
    return kept


def plan(file: GlossaryFile) -> Plan:
    """What a file would do to the glossary as it stands now."""
    return glossary_csv.plan(file.body, queries.glossary())


def carry_out(file: GlossaryFile, seen: int, *, by: Actor) -> Plan:
    """Do what the file says, but for the lines that are refused; `seen` is the version beside which it was shown."""
    refuse_silenced(by)
    if seen != queries.lock_glossary():
        raise Conflict("glossary_changed_meanwhile")
    planned = plan(file)
    version = queries.next_version()
    concepts = queries.concepts([line.entry.id for line in planned.of(LineState.CHANGED) if line.entry])
    for line in planned.of(LineState.CHANGED):
        if line.entry and line.content:
            concept = concepts[line.entry.id]
            _fill(concept, line.content, by)
            _write_version(concept, ConceptEvent.CHANGED, concept.version + 1, by)
    _add_all([line.content for line in planned.of(LineState.ADDED) if line.content], by)
    queries.forget_files(by.person_id)
    numbers = {state.value: len(planned.of(state)) for state in LineState}
    record("bilingual.glossary_imported", subject=("bilingual_glossary", 1), by=by, glossary=version, **numbers)
    return planned


def _check(content: Content) -> None:
    for fault in contents.faults(content):
        raise fault


def _refuse_twin(content: Content, concept: Concept | None) -> None:
    twin = queries.concept_like(content.domain, contents.key_of(content))
    if twin is not None and (concept is None or twin.id != concept.id):
        raise Refused("glossary_concept_exists", field="en")


def _new(content: Content, by: Actor | None) -> Concept:
    concept = Concept()
    _fill(concept, content, by)
    db.session.add(concept)
    db.session.flush()
    _write_version(concept, ConceptEvent.ADDED, concept.version, by)
    return concept


def _add_all(added: list[Content], by: Actor | None) -> None:
    """Many at once, in as few statements as a few."""
    made = []
    for content in added:
        concept = Concept()
        _fill(concept, content, by)
        made.append(concept)
    db.session.add_all(made)
    db.session.flush()
    for concept in made:
        _write_version(concept, ConceptEvent.ADDED, concept.version, by)


def _fill(concept: Concept, content: Content, by: Actor | None) -> None:
    concept.domain = content.domain
    concept.term_key = contents.key_of(content)
    concept.content = contents.to_json(content)
    _sign(concept, by)


def _sign(concept: Concept, by: Actor | None) -> None:
    refuse_silenced(by)
    concept.changed_at = now()
    concept.changed_by_id = by.person_id if by else None


def _turn(concept: Concept, event: ConceptEvent, by: Actor | None) -> Concept:
    version = queries.next_version()
    concept.withdrawn_at = now() if event is ConceptEvent.WITHDRAWN else None
    _sign(concept, by)
    _write_version(concept, event, concept.version + 1, by)
    record(f"bilingual.concept_{event.value}", subject=concept, by=by, glossary=version)
    return concept


def _write_version(concept: Concept, event: ConceptEvent, number: int, by: Actor | None) -> None:
    db.session.add(
        ConceptVersion(
            concept_id=concept.id,
            number=number,
            event=event,
            content=concept.content,
            at=concept.changed_at,
            by_id=by.person_id if by else None,
        )
    )
