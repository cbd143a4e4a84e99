"""Pages of a thread, whose words wait, and the round mark beside a post."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.terms.posts import PostRole
from app.blueprints.forum.terms.spaces import FEW, PreModeration, SpaceState, Stage, WhenUnstaffed
from app.blueprints.moderation.terms.cases import EVERYTHING, NEW_ORGANISATION, PSEUDONYMOUS, UNSTAFFED, UNVERIFIED
from app.core.opening_hours import SITE_HOURS, Hours, is_staffed

POSTS_PER_PAGE = 20


class LookedAfter(Protocol):
    """A space, or a row of one: what is read before others see it, and when somebody is there to read."""

    premoderation: Any
    hours: Any
    when_unstaffed: Any


def stage(state: str, opens_on: date | None, closes_on: date | None, today: date) -> Stage:
    """Where a space is; both ends of the time for posts are included, and no end is always."""
    if state != SpaceState.OPEN or (closes_on is not None and today > closes_on):
        return Stage.CLOSED
    return Stage.COMING if opens_on is not None and today < opens_on else Stage.OPEN


def must_wait(check: str, authority: str) -> bool:
    """True while nobody has shown that these people may speak for the organisation: its posts wait for a moderator."""
    return authority == Authority.UNPROVEN or check == Check.UNCHECKED


def why_wait(
    space: LookedAfter, speaker: Any, published: Callable[[], int], *, at: datetime, pseudonymous: bool = False
) -> str | None:
    """Why a post waits for a moderator (a word of `moderation.terms.cases`); None when it is published at once.

    `speaker` is the organisation for which it is written, or whatever says how far that has been checked.
    `published` counts the organisation's posts that everybody sees, and is asked only where the answer matters: of an
    organisation that has shown it may speak, but that nobody at the ministry has looked at.
    """
    if pseudonymous:
        return PSEUDONYMOUS
    if space.premoderation == PreModeration.ALL:
        return EVERYTHING
    if space.premoderation == PreModeration.NEW:
        if must_wait(speaker.check, speaker.authority):
            return UNVERIFIED
        if speaker.check != Check.VERIFIED and published() < FEW:
            return NEW_ORGANISATION
    if space.when_unstaffed == WhenUnstaffed.WAIT and not is_staffed(at, hours_of(space.hours)):
        return UNSTAFFED
    return None


def hours_of(kept: Mapping[str, Any] | None) -> Hours:
    """When somebody looks after a space: its own hours as they are kept, or the site's."""
    return SITE_HOURS if kept is None else Hours.from_json(kept)


def spoken_as(kind: str, *, moderator: bool) -> PostRole:
    """As what somebody speaks for an organisation of this kind: the ministry's moderators say that they are such."""
    return PostRole.MODERATOR if moderator and kind == PostRole.MINISTRY else PostRole(kind)


def page_of(seq: int) -> int:
    """The page of a thread on which the post with this number stands."""
    return max(0, seq - 1) // POSTS_PER_PAGE + 1


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """The first letters of the first and the last name, for the round mark beside a post."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words))
