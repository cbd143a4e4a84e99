"""Indicators, and the only words that may be said of them."""

from enum import StrEnum

from app.blueprints.safety.terms.events import EventKind


class Indicator(StrEnum):
    """H1: injuries with absence (LTIFR). H2: every recordable injury (TRIFR); first aid is in neither."""

    H1 = "h1"
    H2 = "h2"


COUNTED: dict[Indicator, frozenset[EventKind]] = {
    Indicator.H1: frozenset({EventKind.LOST_TIME, EventKind.FATALITY}),
    Indicator.H2: frozenset(
        {EventKind.MEDICAL_TREATMENT, EventKind.RESTRICTED_WORK, EventKind.LOST_TIME, EventKind.FATALITY}
    ),
}


class Figure(StrEnum):
    """Every figure that a firm sees of itself, in the order of the table; the value is the end of its address.

    H1 is LTIFR, H2 is TRIFR. RATIO and FREQUENCY are about near misses, of which more is not worse.
    """

    H1 = "h1"
    H2 = "h2"
    F = "f"
    SEVERITY = "severity"
    TRIR = "trir"
    ABSENCE = "sickness-absence"
    RATIO = "near-miss-ratio"
    FREQUENCY = "near-miss-frequency"
    INCIDENCE = "incidence"


COUNTS_AS = {Figure.H1: Indicator.H1, Figure.H2: Indicator.H2, Figure.TRIR: Indicator.H2}
"""The figures that are rates of counted injuries: only these have an interval by hours, and may be compared."""


class Wording(StrEnum):
    """The only five things that may be said when two rates are compared."""

    TOO_LITTLE = "too_little"
    LOWER_CHANCE = "lower_chance"
    LOWER_SUPPORTED = "lower_supported"
    HIGHER_CHANCE = "higher_chance"
    HIGHER_SUPPORTED = "higher_supported"


class Method(StrEnum):
    """How an interval is computed: Garwood's exact one is the default."""

    EXACT = "exact"
    MID_P = "mid_p"
