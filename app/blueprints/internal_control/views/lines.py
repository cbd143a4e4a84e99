"""How points and evidence are laid out for a page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EVIDENCE_TYPES, EvidenceFact, EvidenceState
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.models import Point
from app.blueprints.internal_control.terms import POINT_TEXTS, PointState, PointText, Shown
from app.core.clock import today
from app.core.i18n import locale


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """A point on a page: what it says, how it reads today, and what is put forward for it."""

    text: PointText
    point: Point | None
    shown: Shown
    facts: tuple[EvidenceFact, ...]
    evidenced: bool
    holds_until: date | None

    @property
    def number(self) -> int:
        return self.text.number


@dataclass(frozen=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence as its own people know it."""

    fact: EvidenceFact
    name: str
    kind: str
    days_left: int | None
    scan: str | None
    counts: bool


def point_lines(organisation_id: int) -> list[PointLine]:
    """All eight, in three statements."""
    points, attached = queries.points_of(organisation_id), queries.evidence_by_point(organisation_id)
    wanted = set().union(*attached.values())
    facts = {fact.id: fact for fact in improvement.evidence_facts(organisation_id, ids=wanted)} if wanted else {}
    return [
        _line(text, points.get(number), [facts[one] for one in sorted(attached.get(number, ())) if one in facts])
        for number, text in POINT_TEXTS.items()
    ]


def _line(text: PointText, point: Point | None, facts: Iterable[EvidenceFact]) -> PointLine:
    state, kept = point.state if point else PointState.NOT_STARTED, tuple(facts)
    return PointLine(
        text=text,
        point=point,
        shown=rules.shown(text.number, state, kept, today()),
        facts=kept,
        evidenced=rules.is_evidenced(text.number, kept, today()),
        holds_until=rules.holds_until(text.number, kept, today()),
    )


def evidence_name(fact: EvidenceFact) -> str:
    """How the firm's own people know a piece of evidence."""
    kind = EVIDENCE_TYPES[fact.type].name.in_(locale())
    return f"{kind} {fact.reference}".strip() if fact.personal else fact.title or kind


def evidence_lines(facts: Iterable[EvidenceFact]) -> list[EvidenceLine]:
    return [
        EvidenceLine(
            fact=fact,
            name=evidence_name(fact),
            kind=EVIDENCE_TYPES[fact.type].name.in_(locale()),
            days_left=(fact.valid_to - today()).days if fact.valid_to else None,
            scan=_scan(fact),
            counts=fact.counts_on(today()),
        )
        for fact in facts
    ]


def to_choose(organisation_id: int, chosen: Collection[int]) -> list[tuple[int, str]]:
    """What the firm holds and may put forward, by name; what was chosen before stays on the list."""
    return [
        (fact.id, _worded(fact))
        for fact in sorted(improvement.evidence_facts(organisation_id), key=lambda fact: evidence_name(fact).casefold())
        if fact.id in chosen or (fact.state is EvidenceState.HELD and _may_count(fact))
    ]


def _may_count(fact: EvidenceFact) -> bool:
    """It counts today, or will when the virus check has passed."""
    return fact.counts_on(today()) or fact.file_state is FileState.QUARANTINED


def _worded(fact: EvidenceFact) -> str:
    name, kind = evidence_name(fact), EVIDENCE_TYPES[fact.type].name.in_(locale())
    return name if name.startswith(kind) else f"{name} ({kind})"


def _scan(fact: EvidenceFact) -> str | None:
    """The state of its file; of one that no scanner has seen nothing is said."""
    if fact.file_state is None or (fact.file_state is FileState.CLEAN and not fact.scanned):
        return None
    return fact.file_state.value
