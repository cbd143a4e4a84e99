"""What follows from what happened."""

from datetime import date

from app.blueprints.safety.terms import (
    COUNTED,
    IN_THE_HOURS,
    NAME_KEPT_YEARS,
    NAME_KEPT_YEARS_SERIOUS,
    EventKind,
    Indicator,
    Measure,
    Relation,
)


def must_be_notified(kind: EventKind, *, serious: bool) -> bool:
    """A death or a serious injury is to be told to the authorities at once."""
    return kind is EventKind.FATALITY or serious


def name_leaves_on(happened_on: date, *, serious: bool) -> date:
    """The day on which the name of whoever was hurt, or told of it, is no longer kept. A house rule, not law.

    What happened on 29 February is kept until 1 March.
    """
    year = happened_on.year + (NAME_KEPT_YEARS_SERIOUS if serious else NAME_KEPT_YEARS)
    try:
        return happened_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def enters_a_rate(kind: EventKind, relation: Relation | None) -> bool:
    """Whether hours are needed before the event is counted: a recordable injury of somebody whose hours are ours."""
    return kind in COUNTED[Indicator.H2] and relation in IN_THE_HOURS


def measure_code(number: int, measure: Measure) -> str:
    """What an action of the plan says that it is about, behind "safety:": "event:12:lasting"."""
    return f"event:{number}:{measure.value}"


def read_measure(code: str) -> tuple[int, Measure] | None:
    """(12, Measure.LASTING) of "event:12:lasting"; None of anything else."""
    match code.split(":"):
        case ["event", number, said] if number.isascii() and number.isdecimal() and len(number) < 10:
            return (int(number), Measure(said)) if said in tuple(Measure) else None
    return None
