"""Hours of a month, and where they come from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.blueprints.safety.terms.months import Month


class Basis(StrEnum):
    """Where the hours come from."""

    MEASURED = "measured"
    ESTIMATED = "estimated"


class Question(StrEnum):
    """What is asked before it is saved: it can be true, and it is more often a slip of the finger."""

    NOBODY_WORKED = "nobody_worked"
    MANY_HOURS = "many_hours"


@dataclass(frozen=True, kw_only=True)
class SiteHours:
    """The part of a month's hours that was worked at one site."""

    site_id: int
    own: Decimal
    hired_in: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class SiteDraft:
    name: str
    place: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class HoursDraft:
    """Hours of a month; `agreed_days` and `lost_days` are day's-work of the whole firm (both, or neither).

    Lost to sickness, self-certified included: days x position share x degree of absence. Nobody's name or diagnosis.
    `confirmed` is the question that whoever writes has answered with yes.
    """

    year: int
    month: int
    own: Decimal
    hired_in: Decimal
    basis: Basis
    headcount: int | None = None
    agreed_days: Decimal | None = None
    lost_days: Decimal | None = None
    sites: tuple[SiteHours, ...] = ()
    confirmed: Question | None = None
    version: int | None = None

    @property
    def period(self) -> Month:
        return Month(self.year, self.month)
