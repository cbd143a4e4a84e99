"""Evidence is put forward for a dimension, and taken back; what becomes of a document moves the number it carries."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries
from app.blueprints.capability.models import Support
from app.blueprints.capability.services.timeline import note_changes
from app.blueprints.capability.terms import LEVELS, Cause, SupportDraft
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EvidenceEvent, EvidenceState
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def put_forward(organisation: Organisation, code: str, draft: SupportDraft, *, by: Actor | None) -> Support:
    """The firm says that a piece of its evidence shows a level of a dimension. Said again, at another level, it moves.

    The level is the firm's claim about the document; what the document carries follows from its strength and dates.
    """
    queries.hold_timeline(organisation.id)
    if code not in {line.code for line in queries.dimension_lines(organisation.id)}:
        raise Refused("dimension_unknown")
    if draft.level not in LEVELS[1:]:
        raise Refused("level_not_carried", field="level")
    facts = improvement.evidence_facts(organisation.id, ids=[draft.evidence_id])
    if not facts or facts[0].state is not EvidenceState.HELD:
        raise Refused("evidence_not_held", field="evidence_id")
    support = _place(organisation.id, code, draft, by.person_id if by else None)
    record("capability.evidence_put_forward", subject=support, by=by, organisation_id=organisation.id, dimension=code)
    note_changes(organisation.id, Cause.EVIDENCE, draft.evidence_id, by.person_id if by else None)
    return support


def end_support(support: Support, *, by: Actor | None) -> Support:
    """The firm no longer puts this forward. The evidence itself stays."""
    queries.hold_timeline(support.organisation_id)
    db.session.refresh(support)
    if support.ended_at is not None:
        raise Conflict("support_ended")
    support.ended_at = now()
    record(
        "capability.evidence_taken_back",
        subject=support,
        by=by,
        organisation_id=support.organisation_id,
        dimension=support.dimension_code,
    )
    note_changes(support.organisation_id, Cause.EVIDENCE_ENDED, support.evidence_id, by.person_id if by else None)
    return support


def hear_of_evidence(organisation_id: int, evidence_id: int, event: EvidenceEvent, by_id: int | None) -> None:
    """The room of evidence tells that something happened to a piece of it, in the transaction in which it happens."""
    supports = queries.supports_by_evidence(organisation_id, [evidence_id])
    if not supports:
        return
    gone = event in (EvidenceEvent.WITHDRAWN, EvidenceEvent.ERASED)
    if gone:
        for support in supports:
            support.ended_at = now()
    cause = Cause.EVIDENCE_ENDED if gone else Cause.EVIDENCE
    note_changes(organisation_id, cause, evidence_id, by_id, altered=evidence_id)


def supports_left(organisation_id: int, older_id: int, newer_id: int) -> list[Support]:
    """Where an older piece of evidence is put forward, and a newer one not, or for less."""
    supports = queries.supports_by_evidence(organisation_id, [older_id, newer_id])
    reached = {support.dimension_code: support.level for support in supports if support.evidence_id == newer_id}
    return [
        support
        for support in supports
        if support.evidence_id == older_id and reached.get(support.dimension_code, 0) < support.level
    ]


def take_over(organisation_id: int, older_id: int, newer_id: int, by_id: int | None) -> None:
    """A newer piece of evidence is put forward wherever the older one is, at the same levels.

    That it shows shared learning is for the firm to say of the newer one itself.
    """
    queries.hold_timeline(organisation_id)
    left = supports_left(organisation_id, older_id, newer_id)
    for support in left:
        code = support.dimension_code
        current = queries.current_support(organisation_id, newer_id, code)
        learning = current.shows_learning if current else False
        draft = SupportDraft(evidence_id=newer_id, level=support.level, shows_learning=learning)
        _place(organisation_id, code, draft, by_id)
    if left:
        note_changes(organisation_id, Cause.EVIDENCE, newer_id, by_id)


def hear_of_effect(organisation_id: int, code: str, evidence_id: int, by_id: int | None) -> None:
    """An action about "HSE:3" has shown its effect: its evidence is put forward for HSE at level 3, the same day.

    A piece that is put forward for more already stays there; an action that names no level moves nothing.
    """
    dimension, _, said = code.partition(":")
    if said not in {str(level) for level in LEVELS[1:]}:
        return
    queries.hold_timeline(organisation_id)
    if dimension not in {line.code for line in queries.dimension_lines(organisation_id)}:
        return
    level = int(said)
    current = queries.current_support(organisation_id, evidence_id, dimension)
    if current is None or current.level < level:
        learning = current.shows_learning if current else False
        draft = SupportDraft(evidence_id=evidence_id, level=level, shows_learning=learning)
        _place(organisation_id, dimension, draft, by_id)
    note_changes(organisation_id, Cause.ACTION, evidence_id, by_id)


def _place(organisation_id: int, code: str, draft: SupportDraft, by_id: int | None) -> Support:
    current = queries.current_support(organisation_id, draft.evidence_id, code)
    if current and (current.level, current.shows_learning) == (draft.level, draft.shows_learning):
        return current
    if current:
        current.ended_at = now()
        db.session.flush()
    support = Support(
        organisation_id=organisation_id,
        evidence_id=draft.evidence_id,
        dimension_code=code,
        level=draft.level,
        shows_learning=draft.shows_learning,
        added_at=now(),
        added_by_id=by_id,
    )
    db.session.add(support)
    db.session.flush()
    return support
