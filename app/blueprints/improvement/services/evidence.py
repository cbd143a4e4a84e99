"""Evidence is added, changed, withdrawn and erased here; and rooms above hear of it and say what it serves."""

from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, RegisterState
from app.blueprints.attachments import services as attachments
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Evidence, UnfinishedEvidence
from app.blueprints.improvement.services.permits import close_evidence
from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    REGISTER_FACT_DAYS,
    About,
    EvidenceDraft,
    EvidenceEvent,
    EvidenceState,
    Heard,
    Source,
    Visibility,
)
from app.blueprints.journal.services import record
from app.blueprints.screening.services import documents, refuse_identity_numbers
from app.core import clock
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

Uses = Callable[[int, Collection[int]], dict[int, list[About]]]
TEXTS = ("title", "reference", "issuer", "scope", "statement", "link")
DAYS = ("valid_from", "valid_to", "record_from", "record_to")
FETCHED = "registration"  # the one type that the register of organisations has told us of

_heard: list[Heard] = []
_uses: dict[str, Uses] = {}


def on_evidence(heard: Heard) -> None:
    """A room above hears what happens to evidence, in the transaction in which it happens."""
    if heard not in _heard:
        _heard.append(heard)


def register_uses(kind: str, uses: Uses) -> None:
    """A room above says what pieces of evidence serve: `uses(organisation_id, ids)`, in the reader's language."""
    _uses[kind] = uses


def uses_of(organisation_id: int, ids: Collection[int]) -> dict[int, list[About]]:
    """What each of these pieces serves, as all rooms above tell it."""
    found: dict[int, list[About]] = {number: [] for number in ids}
    for _kind, uses in sorted(_uses.items()):
        for number, abouts in uses(organisation_id, ids).items():
            found.setdefault(number, []).extend(abouts)
    return found


def add_evidence(
    organisation: Organisation, draft: EvidenceDraft, *, by: Actor | None, file: File | None = None
) -> Evidence:
    """The firm holds a new piece of evidence. Its strength follows from type and source.

    `Refused` names the field; of a file that other evidence has already, `file_held_already` says which
    (`evidence_id`).
    """
    if draft.visibility is not Visibility.PRIVATE:
        refuse_silenced(by)
    draft = _complete(organisation, draft)
    _check(draft)
    _check_file(organisation.id, draft, file)
    evidence = Evidence(
        organisation_id=organisation.id,
        type=draft.type,
        source=draft.source,
        personal=EVIDENCE_TYPES[draft.type].personal,
        file_id=file.id if file else None,
        facts=_register_facts(organisation) if draft.source is Source.REGISTER else None,
        strength=int(rules.strength_of(draft.type, draft.source)),
    )
    _fill(evidence, draft)
    _stamp(evidence, by)
    db.session.add(evidence)
    _note(evidence, EvidenceEvent.ADDED, by, type=evidence.type, source=evidence.source.value)
    return evidence


def change_evidence(evidence: Evidence, draft: EvidenceDraft, *, by: Actor | None) -> Evidence:
    """Say something else of evidence that is held. Its type, source and file stay; `draft.version` was read.

    What becomes private is closed to everybody outside, also to those who were given it by name.
    """
    if draft.visibility is not Visibility.PRIVATE:
        refuse_silenced(by)
    _check_version(evidence, draft.version)
    _check_held(evidence)
    draft = replace(draft, type=evidence.type, source=evidence.source)
    if evidence.source is Source.REGISTER:  # what the register said, the firm does not reword
        draft = replace(_as_it_is(evidence), visibility=draft.visibility)
    _check(draft, old_end=evidence.valid_to)
    if draft.valid_to != evidence.valid_to:
        evidence.reminded = None
    if draft.visibility is Visibility.PRIVATE and evidence.visibility is not Visibility.PRIVATE:
        close_evidence(evidence, by=by)
    _fill(evidence, draft)
    _stamp(evidence, by)
    _note(evidence, EvidenceEvent.CHANGED, by)
    return evidence


def withdraw_evidence(evidence: Evidence, *, by: Actor | None, version: int | None = None) -> Evidence:
    """It counts no more, and nobody outside the firm opens it. With `version`, only as it was read."""
    if version is not None:
        _check_version(evidence, version)
    _check_held(evidence)
    evidence.state = EvidenceState.WITHDRAWN
    evidence.ended_at = now()
    if evidence.personal:
        evidence.keep_until = rules.keep_until(evidence.valid_to, today())
    _stamp(evidence, by)
    _note(evidence, EvidenceEvent.WITHDRAWN, by)
    return evidence


def begin_evidence(organisation: Organisation, draft: EvidenceDraft, *, by: Actor) -> UnfinishedEvidence:
    """Keep what was said of a document until its file is here. Checked as it will be then."""
    _check(_complete(organisation, draft))
    unfinished = UnfinishedEvidence(
        organisation_id=organisation.id, person_id=by.person_id, content=_as_json(draft), created_at=now()
    )
    db.session.add(unfinished)
    db.session.flush()
    return unfinished


def finish_evidence(organisation: Organisation, unfinished: UnfinishedEvidence, file: File, *, by: Actor) -> Evidence:
    """The file is here."""
    evidence = add_evidence(organisation, draft_of(unfinished), by=by, file=file)
    queries.forget_unfinished(unfinished.id)
    return evidence


def discard_unfinished(unfinished: UnfinishedEvidence) -> None:
    """What was said of a document whose file never came is thrown away."""
    queries.forget_unfinished(unfinished.id)


def take_in_file(organisation: Organisation, upload: Any, name: str, *, draft: EvidenceDraft, by: Actor) -> File:
    """Check and store the file of evidence; what is about a person loses its name. The firm is told what is in it."""
    keep_name = not EVIDENCE_TYPES[draft.type].personal
    file = attachments.take_in(organisation, upload, name, by=by, keep_name=keep_name)
    documents.read_later(file)
    return file


def draft_of(unfinished: UnfinishedEvidence) -> EvidenceDraft:
    kept = dict(unfinished.content)
    for name in DAYS:
        kept[name] = date.fromisoformat(kept[name]) if kept[name] else None
    kept |= {"source": Source(kept["source"]), "visibility": Visibility(kept["visibility"])}
    return EvidenceDraft(**kept)


def erase_evidence(evidence: Evidence) -> None:
    """Take away what is about a person: bytes, code, issuer, scope, words and address. Type and dates are left."""
    others = set(queries.evidence_with_file(evidence.organisation_id, evidence.file_id)) if evidence.file_id else set()
    if evidence.file_id and others <= {evidence.id}:
        file = queries.lock_file(evidence.organisation_id, evidence.file_id)
        if file.state is not FileState.ERASED:
            attachments.erase(file, by=None)
    for name in TEXTS:
        setattr(evidence, name, "")
    evidence.facts = None
    evidence.state = EvidenceState.ERASED
    evidence.visibility = Visibility.PRIVATE
    evidence.ended_at = evidence.ended_at or now()
    _stamp(evidence, None)
    _note(evidence, EvidenceEvent.ERASED, None)


def hear_of_file(file: File) -> None:
    """The scanner has spoken: evidence with a clean file begins to count, with an infected one never does."""
    for evidence in queries.evidence_of_file(file.id):
        if file.state is FileState.CLEAN:
            _note(evidence, EvidenceEvent.CHECKED, None)
        else:
            record("improvement.evidence_stopped", subject=evidence, by=None, organisation_id=evidence.organisation_id)


attachments.on_verdict(hear_of_file)


def _complete(organisation: Organisation, draft: EvidenceDraft) -> EvidenceDraft:
    """The draft with the end that its type gives it; a register's fact says its own."""
    if draft.type not in EVIDENCE_TYPES:
        raise Refused("evidence_type_unknown", field="type")
    if draft.source is Source.REGISTER:
        _check_register(organisation, draft.type)
        asked = organisation.register_checked_at
        first = clock.local(asked).date() if asked else today()
        return EvidenceDraft(
            type=draft.type,
            source=draft.source,
            title=draft.title,
            visibility=draft.visibility,
            valid_from=first,
            valid_to=first + timedelta(days=REGISTER_FACT_DAYS),
        )
    return replace(draft, valid_to=rules.end_of(draft.type, draft.valid_from, draft.valid_to, today()))


def _check(draft: EvidenceDraft, *, old_end: date | None = None) -> None:
    refuse_identity_numbers(**{name: getattr(draft, name) for name in TEXTS})
    if EVIDENCE_TYPES[draft.type].personal:
        _check_personal(draft)
    elif not draft.title:
        raise Refused("evidence_title_missing", field="title")
    if draft.source is Source.LINK and not rules.is_safe_link(draft.link):
        raise Refused("link_is_unsafe" if draft.link else "link_missing", field="link")
    if draft.source is Source.STATEMENT and not draft.statement:
        raise Refused("statement_missing", field="statement")
    if fault := rules.dates_fault(draft, today(), old_end=old_end):
        code, field = fault
        raise Refused(code, field=field)


def _check_personal(draft: EvidenceDraft) -> None:
    if draft.title:
        raise Refused("personal_has_no_title", field="title")
    if not rules.is_reference(draft.reference):
        raise Refused("reference_is_no_code", field="reference")
    if draft.visibility is Visibility.ON_REQUEST:
        raise Refused("personal_not_on_request", field="visibility")


def _check_file(organisation_id: int, draft: EvidenceDraft, file: File | None) -> None:
    if (draft.source is Source.FILE) != (file is not None):
        raise Refused("file_missing", field="file")
    if file is None:
        return
    queries.lock_file(organisation_id, file.id)  # of two who send the same file at once, one comes first
    if (held := queries.held_with_file(organisation_id, file.id)) is not None:
        raise Refused("file_held_already", field="file", evidence_id=held)


def _register_facts(organisation: Organisation) -> dict[str, Any]:
    """What the register said of the organisation last."""
    asked = organisation.register_checked_at
    return {
        "register": "enhetsregisteret",
        "number": organisation.number,
        "name": organisation.name,
        "form": organisation.form_code or "",
        "municipality": organisation.municipality or "",
        "industry": organisation.industry_code or "",
        "vat_registered": organisation.vat_registered,
        "bankrupt": organisation.bankrupt,
        "winding_up": organisation.winding_up,
        "asked_at": asked.isoformat() if asked else now().isoformat(),
    }


def _check_register(organisation: Organisation, code: str) -> None:
    """Only the registration is fetched here, and only of an organisation that the register knows."""
    if code != FETCHED:
        raise Refused("register_not_asked_here", field="source")
    if organisation.register_state is not RegisterState.FOUND or organisation.deleted_on is not None:
        raise Refused("register_has_no_answer", field="source")


def _as_it_is(evidence: Evidence) -> EvidenceDraft:
    kept: dict[str, Any] = {name: getattr(evidence, name) for name in ("type", "source", "visibility", *TEXTS, *DAYS)}
    return EvidenceDraft(**kept)


def _as_json(draft: EvidenceDraft) -> dict[str, Any]:
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(draft).items()}
    del kept["version"]
    return kept


def _fill(evidence: Evidence, draft: EvidenceDraft) -> None:
    source = draft.source
    evidence.title = draft.title
    evidence.reference = draft.reference
    evidence.issuer = draft.issuer
    evidence.scope = draft.scope
    evidence.statement = draft.statement if source is Source.STATEMENT else ""
    evidence.link = draft.link if source is Source.LINK else ""
    evidence.valid_from = draft.valid_from
    evidence.valid_to = draft.valid_to
    evidence.record_from = draft.record_from
    evidence.record_to = draft.record_to
    evidence.visibility = draft.visibility
    evidence.keep_until = rules.keep_until(draft.valid_to, None) if evidence.personal else None


def _stamp(evidence: Evidence, by: Actor | None) -> None:
    evidence.changed_at = now()
    evidence.changed_by_id = by.person_id if by else None


def _check_version(evidence: Evidence, read: int | None) -> None:
    if read != evidence.version:
        raise StaleVersion(queries.name_of(evidence.changed_by_id), evidence.changed_at)


def _check_held(evidence: Evidence) -> None:
    if evidence.state is not EvidenceState.HELD:
        raise Conflict("evidence_is_over")


def _note(evidence: Evidence, event: EvidenceEvent, by: Actor | None, **data: Any) -> None:
    """Into the journal, and to the rooms above, with the row written."""
    firm = evidence.organisation_id
    record(f"improvement.evidence_{event}", subject=evidence, by=by, organisation_id=firm, **data)
    for heard in _heard:
        heard(firm, evidence.id, event, by.person_id if by else None)
