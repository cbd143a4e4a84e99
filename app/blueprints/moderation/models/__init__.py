"""Tables of moderation, one module a noun. Row-level security guards all but the rules and the settlements."""

from app.blueprints.moderation.models.account import Account
from app.blueprints.moderation.models.appeals import Appeal
from app.blueprints.moderation.models.cases import Case, Signal, Snapshot
from app.blueprints.moderation.models.decisions import Decision, Measure, Proposal, Sample, Settlement
from app.blueprints.moderation.models.desk import Keys, LegalOpinion, ProtectedInput
from app.blueprints.moderation.models.rules import Rules

__all__ = [
    "Account",
    "Appeal",
    "Case",
    "Decision",
    "Keys",
    "LegalOpinion",
    "Measure",
    "Proposal",
    "ProtectedInput",
    "Rules",
    "Sample",
    "Settlement",
    "Signal",
    "Snapshot",
]
