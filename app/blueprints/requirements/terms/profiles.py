"""What a profile asks, and how a firm's levels answer it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

NEVER_MUST = frozenset({"LOC"})
"""Local value can be asked for and given weight, but never be a must-have: EEA rules forbid it."""
MOST_WEIGHT = 1_000
MOST_REQUIREMENTS = 200


class Verdict(StrEnum):
    """In words, whatever the figure."""

    READY = "ready"
    PARTLY = "partly"
    """There are gaps, none of them in a must-have."""
    NOT_READY = "not_ready"
    """There is a gap in a must-have."""
    NO_REQUIREMENTS = "no_requirements"
    """Nothing is asked for, or nothing above level 0."""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """At least this level (0-5) in a dimension. Only weights' proportions matter; they are exact and above 0."""

    code: str
    level: int
    weight: Fraction | int = 1
    must: bool = False


@dataclass(frozen=True, kw_only=True)
class Gap:
    """`gap` levels are wanting between what is required and the effective level; at least one."""

    code: str
    required: int
    effective: int
    gap: int
    must: bool


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """`value` is exact, from 0 to 1; None when there are no requirements, which is never 1."""

    value: Fraction | None
    verdict: Verdict
    gaps: tuple[Gap, ...] = ()
