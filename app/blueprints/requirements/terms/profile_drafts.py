"""What comes in through a door when a buyer writes a profile."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST_TITLE = 200
MOST_PURPOSE = 2_000
MOST_REASON = 1_000
WEIGHT_PLACES = 3
"""Decimals of a weight, as the table keeps them."""


@dataclass(frozen=True, kw_only=True)
class RequirementDraft:
    """What is asked in one dimension. At level 0 nothing is; `reason` says why the need calls for the level."""

    code: str
    level: int = 0
    weight: Decimal = Decimal(1)
    must: bool = False
    reason: str = ""

    @property
    def says_anything(self) -> bool:
        return bool(self.level or self.reason)


@dataclass(frozen=True, kw_only=True)
class ProfileDraft:
    """A whole profile, in the order of its dimensions; `version` is the one that was read, None for a new profile.

    `language` is what title, purpose and reasons are written in: nb, nn or en.
    """

    title: str
    purpose: str
    language: str
    requirements: tuple[RequirementDraft, ...] = ()
    version: int | None = None


class Harsh(StrEnum):
    """Why requirements look out of proportion. It is said to the buyer, who may go on."""

    MANY_MUSTS = "many_musts"
    """More than half of the dimensions that can be asked for are must-haves."""
    TOP_AS_MUST = "top_as_must"
    """The highest level is a must-have."""
