"""Evidence put forward for a dimension."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SupportDraft:
    """`level` (1-5) is the firm's claim about the document: what it carries follows from its strength and dates."""

    evidence_id: int
    level: int
    shows_learning: bool = False
