"""By what a dialogue is found."""

from dataclasses import dataclass
from datetime import timedelta

from app.blueprints.dialogues.terms.dialogues import NeedKind
from app.blueprints.forum.terms.spaces import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to; None and () narrow nothing.

    `cpv` and `industry` are what the codes that fit begin with: a code finds what is under it. `place` is the number of
    a county or a municipality; a dialogue without places is for the whole country, and fits everywhere.
    """

    stage: Stage | None = None
    lang: str | None = None
    kind: NeedKind | None = None
    cpv: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    place: str | None = None

    @property
    def shape(self) -> tuple[str, ...]:
        """Which conditions the statement has; their values come as parameters."""
        return tuple(name for name in ("lang", "kind", "cpv", "industry", "place") if getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarDraft:
    """What a person wants to hear of; `places` are numbers of counties and municipalities."""

    name: str
    cpv: tuple[str, ...]
    industries: tuple[str, ...]
    places: tuple[str, ...]
    dimensions: tuple[str, ...]
    alerts: bool


WORDS_A_MINUTE = 200  # read with care; the mean of silent reading is 238 in English (Brysbaert 2019)
SIGNS_A_WORD = 6  # with the space behind it, in Norwegian administrative prose
MOST_RADARS = 5
MOST_CODES = 20
RADAR_REACH = timedelta(days=31)  # what is older is told by no digest any more
