"""Spaces: where threads are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.core.localized import Localized
from app.core.opening_hours import Hours


class SpaceKind(StrEnum):
    DIALOGUE = "dialogue"
    FORUM = "forum"


class SpaceState(StrEnum):
    """`HIDDEN`: not yet there for anybody (a dialogue that is a draft). What is closed can be read."""

    HIDDEN = "hidden"
    OPEN = "open"
    CLOSED = "closed"


class PreModeration(StrEnum):
    """What a moderator reads before others do. A pseudonymous post always waits.

    `NEW`: what organisations write that nobody has verified, or that have not yet had `FEW` posts published.
    """

    OFF = "off"
    NEW = "new"
    ALL = "all"


FEW = 3


class WhenUnstaffed(StrEnum):
    """What happens to a post that is written outside the opening hours of moderation."""

    OPEN = "open"
    WAIT = "wait"


class Stage(StrEnum):
    """Where a space is today; what a reader sees and filters by."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceDraft:
    """What a room above says of its space. `names` holds the name in `lang` and, if there is one, in others.

    `opens_on` and `closes_on`: the first and last day on which posts are taken; None for always.
    """

    kind: SpaceKind
    organisation_id: int | None
    lang: str
    names: Localized
    about: Localized
    state: SpaceState
    opens_on: date | None = None
    closes_on: date | None = None
    machine_allowed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingAfterDraft:
    """What a moderator sets for a space. `hours` None: the site's. `version` is the one that was read."""

    premoderation: PreModeration
    when_unstaffed: WhenUnstaffed
    hours: Hours | None
    version: int


@dataclass(frozen=True, slots=True)
class KindShown:
    """How a kind of space stands in the crumbs: what to call all of them, and where they are listed."""

    label: Any
    path: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the room above has come with what its space is for: the phase it is in, in which language."""

    words: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumDraft:
    """A forum of the platform's own, in all three languages. `version` is the one that was read (0: a new one)."""

    names: Localized
    about: Localized
    machine_allowed: bool
    state: SpaceState
    version: int = 0
