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
