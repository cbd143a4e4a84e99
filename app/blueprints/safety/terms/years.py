"""The figures of one firm in one calendar year: what bands, pools and sickness absence are worked out from."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """One calendar year of one firm.

    `months` have hours; `hours` are own and hired-in people's together. `headcount` is that of the month with fewest
    people, None unless every month with hours has one. `agreed_days` and `lost_days` are day's-work of the whole firm,
    None unless all twelve months have both. `recordables` counts injuries of own and hired-in people of the kinds in H2
    in months with hours; first aid is not among them.
    """

    months: int = 0
    hours: Decimal = Decimal(0)
    headcount: int | None = None
    agreed_days: Decimal | None = None
    lost_days: Decimal | None = None
    recordables: int = 0
    near_misses: int = 0
