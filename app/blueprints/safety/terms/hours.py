"""Hours of a month, and where they come from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.blueprints.safety.terms.months import Month


class Basis(StrEnum):
    """Where the hours come from."""

    MEASURED = "measured"
    ESTIMATED = "estimated"


@dataclass(frozen=True, kw_only=True)
class HoursDraft:
    year: int
    month: int
    own: Decimal
    hired_in: Decimal
    basis: Basis
    headcount: int | None = None
    version: int | None = None

    @property
    def period(self) -> Month:
        return Month(self.year, self.month)
