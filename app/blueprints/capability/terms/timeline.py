"""When a number changed, to what, and why."""

from dataclasses import dataclass
from datetime import date

from app.blueprints.capability.terms.standing import Cause, Number

LOOKED_BACK_DAYS = 40
"""How far back the nightly job looks for days on which something ended: so long may it have been away."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change of one number, to be written. Causes as in `Cause`."""

    code: str
    number: Number
    before: int | None
    after: int | None
    on_day: date
    cause: Cause
    cause_id: int | None = None
    by_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """A change that was written; `by` is the name of whoever caused it."""

    id: int
    code: str
    number: Number
    before: int | None
    after: int | None
    on_day: date
    cause: Cause
    cause_id: int | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Last:
    """What was last written of a number, and for which day."""

    level: int | None
    on_day: date
