"""Indicators, and the only words that may be said of them."""

from enum import StrEnum

from app.blueprints.safety.terms.events import EventKind
from app.core.localized import Localized


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

    @property
    def said(self) -> Localized:
        """The words themselves: the same on every page, in every room and on the command line, and nothing stronger."""
        return _SAID[self]


_SAID = {
    Wording.TOO_LITTLE: Localized(
        nb="For lite data til å si noe", nn="For lite data til å seie noko", en="Too little data to tell"
    ),
    Wording.LOWER_CHANCE: Localized(
        nb="Lavere, kan være tilfeldig", nn="Lågare, kan vere tilfeldig", en="Lower, may be chance"
    ),
    Wording.LOWER_SUPPORTED: Localized(
        nb="Lavere, underbygd av tallene", nn="Lågare, underbygd av tala", en="Lower, supported"
    ),
    Wording.HIGHER_CHANCE: Localized(
        nb="Høyere, kan være tilfeldig", nn="Høgare, kan vere tilfeldig", en="Higher, may be chance"
    ),
    Wording.HIGHER_SUPPORTED: Localized(
        nb="Høyere, underbygd av tallene", nn="Høgare, underbygd av tala", en="Higher, supported"
    ),
}


class Method(StrEnum):
    """How an interval is computed: Garwood's exact one is the default."""

    EXACT = "exact"
    MID_P = "mid_p"
