"""A firm's three numbers in each dimension, from everything that they rest on."""

from collections.abc import Collection, Iterable
from datetime import date

from app.blueprints.attachments.terms import FileState
from app.blueprints.capability.rules import levels
from app.blueprints.capability.terms import Basis, DimensionLine, DimensionStanding, Endorsed, HeldProof, SupportLine
from app.blueprints.improvement.terms import EvidenceFact, EvidenceState


def is_sound(fact: EvidenceFact) -> bool:
    """Held, and its file (if any) found clean: it counts on the days on which it is valid."""
    return fact.state is EvidenceState.HELD and (fact.file_id is None or fact.file_state is FileState.CLEAN)


def standings(basis: Basis, today: date) -> list[DimensionStanding]:
    """One for each dimension, in the framework's order: the common ones first."""
    return [_standing(line, basis, today) for line in basis.dimensions]


def _standing(line: DimensionLine, basis: Basis, today: date) -> DimensionStanding:
    proofs = proofs_of(basis, line.code)
    endorsed = endorsement_on(basis.endorsements, line.code, today)
    former = None if endorsed else next((e for e in basis.endorsements if e.code == line.code), None)
    return DimensionStanding(
        code=line.code,
        position=line.position,
        framework=line.framework,
        name=line.name,
        short_name=line.short_name,
        about=line.about,
        claimed=line.claimed,
        goal=line.goal,
        proofs=tuple(proofs),
        evidenced=levels.evidenced(proofs, today),
        endorsed=endorsed,
        lapsed=former if former and former.expires_on < today else None,
        next_fall=levels.next_fall(proofs, today),
        framework_id=line.framework_id,
        dimension_id=line.id,
        claimed_in=line.claimed_in,
        assessment_id=line.assessment_id,
        scale=line.scale,
    )


def proofs_of(basis: Basis, code: str) -> list[HeldProof]:
    """What counts for a dimension on the days on which it is valid: sound evidence, and what a reviewer saw on site."""
    held = [
        _proof(support, fact)
        for support in basis.supports
        if support.code == code
        and support.ended_on is None
        and (fact := basis.facts.get(support.evidence_id)) is not None
        and is_sound(fact)
    ]
    return held + seen_on_site(basis.endorsements, code)


def seen_on_site(endorsements: Iterable[Endorsed], code: str) -> list[HeldProof]:
    """A visit is the strongest proof there is, and a record of one day; it holds as long as what came of it."""
    return [
        HeldProof(
            strength=4,
            level=endorsed.level,
            valid_from=endorsed.decided_on,
            valid_to=endorsed.expires_on,
            record_from=endorsed.seen_on,
            record_to=endorsed.seen_on,
            review_id=endorsed.review_id,
        )
        for endorsed in endorsements
        if endorsed.code == code and endorsed.seen_on and endorsed.level
    ]


def endorsement_on(endorsements: Iterable[Endorsed], code: str, day: date) -> Endorsed | None:
    """The latest one that is in date; `endorsements` are newest first."""
    return next((e for e in endorsements if e.code == code and levels.endorsement_in_date(e, day)), None)


def evidence_of(basis: Basis, codes: Collection[str]) -> list[int]:
    """The pieces of evidence that are put forward for these dimensions, each once."""
    return sorted({s.evidence_id for s in basis.supports if s.code in codes and s.ended_on is None})


def _proof(support: SupportLine, fact: EvidenceFact) -> HeldProof:
    return HeldProof(
        strength=fact.strength,
        level=support.level,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        record_from=fact.record_from,
        record_to=fact.record_to,
        shares_learning=support.shows_learning,
        evidence_id=fact.id,
        support_id=support.id,
    )


def by_distance(standings: Iterable[DimensionStanding]) -> list[DimensionStanding]:
    """First where the effective level is farthest below what the firm claims or wants; then the framework's order."""

    def distance(standing: DimensionStanding) -> int:
        wanted = max(standing.claimed or 0, standing.goal or 0)
        return max(0, wanted - standing.effective)

    return sorted(standings, key=lambda standing: -distance(standing))
