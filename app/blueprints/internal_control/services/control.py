"""The eight points: what the firm says of each, and the evidence that it puts forward for it."""

from collections.abc import Collection, Iterable

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EvidenceEvent, EvidenceFact, EvidenceState
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.models import Point, PointRevision
from app.blueprints.internal_control.services.hearing import tell_control
from app.blueprints.internal_control.terms import POINTS, WRITTEN, PointDraft, PointState
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Refused, StaleVersion


def save_point(organisation: Organisation, number: int, draft: PointDraft, *, by: Actor | None) -> Point:
    """Say how one of the eight points stands; what was said before is kept.

    `draft.version` is what was read, 0 for a point of which nothing had been said. In place, points 4-8 need a document
    that counts today.
    """
    if number not in POINTS:
        raise Refused("point_unknown")
    refuse_identity_numbers(how=draft.how)
    point = queries.lock_point(organisation.id, number)
    attached = queries.evidence_of(organisation.id, point.id) if point else set()
    facts = _facts(organisation.id, draft.evidence_ids, attached)
    if draft.state is PointState.IN_PLACE and number in WRITTEN and not rules.is_evidenced(number, facts, today()):
        raise Refused("point_needs_writing", field="evidence_ids")
    if point is None:
        point = Point(organisation_id=organisation.id, number=number)
        _fill(point, draft, by)
        if not queries.add_unless_there(point):
            raise _stale(queries.find_point(organisation.id, number))
    else:
        if point.version != draft.version:
            raise _stale(point)
        _keep(point)
        _fill(point, draft, by)
        db.session.flush()
    wanted = set(draft.evidence_ids)
    queries.take_back(organisation.id, point.id, attached - wanted)
    queries.put_forward(organisation.id, point.id, wanted - attached)
    _note(point, by, sorted(wanted))
    return point


def left(organisation_id: int, older_id: int, newer_id: int) -> list[int]:
    """The points for which an older piece of evidence is put forward and a newer one is not."""
    served = queries.points_served(organisation_id, [older_id, newer_id])
    newer = {row.number for row in served if row.evidence_id == newer_id}
    return [row.number for row in served if row.evidence_id == older_id and row.number not in newer]


def take_over(organisation_id: int, older_id: int, newer_id: int, by_id: int | None) -> None:
    """A newer piece of evidence is put forward wherever the older one is; the older one stays beside it."""
    for number in left(organisation_id, older_id, newer_id):
        point = queries.lock_point(organisation_id, number)
        if point is None or newer_id in queries.evidence_of(organisation_id, point.id):
            continue
        queries.put_forward(organisation_id, point.id, [newer_id])
        record(
            "internal_control.point_evidence_added",
            subject=point,
            by=None,
            organisation_id=organisation_id,
            number=number,
            evidence=newer_id,
            person=by_id,
        )
    tell_control(organisation_id)


def hear_of_evidence(organisation_id: int, evidence_id: int, _event: EvidenceEvent, _by_id: int | None) -> None:
    """What the firm's internal control rests on has changed: the rooms above hear of it."""
    if queries.is_in_use(organisation_id, evidence_id):
        tell_control(organisation_id)


def _facts(organisation_id: int, ids: Collection[int], attached: Collection[int]) -> list[EvidenceFact]:
    """The firm's own evidence with these numbers; what is new here must be held."""
    facts = improvement.evidence_facts(organisation_id, ids=ids) if ids else []
    held = {fact.id for fact in facts if fact.state is EvidenceState.HELD or fact.id in attached}
    if held != set(ids):
        raise Refused("point_evidence_unknown", field="evidence_ids")
    return facts


def _keep(point: Point) -> None:
    db.session.add(
        PointRevision(
            organisation_id=point.organisation_id,
            point_id=point.id,
            version=point.version,
            state=point.state,
            how=point.how,
            recorded_at=point.recorded_at,
            recorded_by_id=point.recorded_by_id,
        )
    )


def _fill(point: Point, draft: PointDraft, by: Actor | None) -> None:
    point.state, point.how = draft.state, draft.how
    point.recorded_at, point.recorded_by_id = now(), by.person_id if by else None


def _stale(point: Point | None) -> StaleVersion:
    return StaleVersion(queries.name_of(point.recorded_by_id), point.recorded_at) if point else StaleVersion()


def _note(point: Point, by: Actor | None, evidence: Iterable[int]) -> None:
    firm = point.organisation_id
    record(
        "internal_control.point_saved",
        subject=point,
        by=by,
        organisation_id=firm,
        number=point.number,
        state=point.state.value,
        evidence=list(evidence),
    )
    tell_control(firm)
