"""What evidence one may choose among, and how a line of it reads."""

from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.terms import EvidenceFact
from app.blueprints.improvement.views.plan import evidence_name
from app.core.clock import today


def evidence_that_counts(organisation_id: int, expected: str) -> list[EvidenceFact]:
    """What is held and counts today: what was expected first, then the newest."""
    facts = [fact for fact in queries.evidence_facts(organisation_id) if rules.counts_on(fact, today())]
    return sorted(facts, key=lambda fact: (fact.type != expected, -fact.id))


def evidence_line(fact: EvidenceFact) -> str:
    """A document's kind, and what tells it from others of its kind."""
    kind, title = evidence_name(fact.type), fact.title or fact.reference
    return f"{title} ({kind})" if title and title != kind else kind
