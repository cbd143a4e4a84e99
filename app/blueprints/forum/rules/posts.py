"""Pages of a thread, whose words wait, and the round mark beside a post."""

from datetime import date
from functools import lru_cache

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.terms.posts import PostRole
from app.blueprints.forum.terms.spaces import SpaceState, Stage

POSTS_PER_PAGE = 20


def stage(state: str, opens_on: date | None, closes_on: date | None, today: date) -> Stage:
    """Where a space is; both ends of the time for posts are included, and no end is always."""
    if state != SpaceState.OPEN or (closes_on is not None and today > closes_on):
        return Stage.CLOSED
    return Stage.COMING if opens_on is not None and today < opens_on else Stage.OPEN


def must_wait(check: str, authority: str) -> bool:
    """True while nobody has shown that these people may speak for the organisation: its posts wait for a moderator."""
    return authority == Authority.UNPROVEN or check == Check.UNCHECKED


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
