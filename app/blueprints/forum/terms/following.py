"""What somebody follows and how much of it she wants to hear, how far she has read, and what is new to her."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Followed(StrEnum):
    THREAD = "thread"
    SPACE = "space"
    HOST = "host"  # an organisation that hosts spaces: a buyer


class Level(StrEnum):
    """`REPLIES`: only what answers or mentions me. `NOTHING`: not even what following something larger would bring."""

    ALL = "all"
    REPLIES = "replies"
    NOTHING = "nothing"


class Why(StrEnum):
    """Why a post concerns somebody directly."""

    MENTION = "mention"
    ORGANISATION = "organisation"  # she writes for one that is mentioned
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reader stands to a thread: the last number she has read (0: none yet), and her words on following.

    `words` are her own for the thread, the space and the host, None where she has said nothing; the nearest holds.
    """

    last_read: int
    seq: int
    words: tuple[Level | None, Level | None, Level | None]

    @property
    def level(self) -> Level | None:
        return next((level for level in self.words if level), None)

    @property
    def first_unread(self) -> int | None:
        """Where to go on reading; nothing for whoever has read all, or has never been here."""
        return self.last_read + 1 if 0 < self.last_read < self.seq else None


@dataclass(frozen=True, slots=True)
class Unread:
    """How many numbers of a thread are new to somebody, and the first of them."""

    count: int
    first: int


@dataclass(frozen=True, slots=True)
class ToldPost:
    """A post that people are told of, as it stands in the moment of telling."""

    id: int
    thread_id: int
    space_id: int
    host_id: int | None
    author_id: int
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class NewsOfThread:
    """A thread in a digest: how many posts are new, and the first of them as this reader is shown them."""

    thread_id: int
    space_id: int
    names: Any
    space_lang: str
    title: Any
    count: int
    first: int
    posts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SpaceStanding:
    """How a reader stands to a space: what is new in the threads that were asked about, and her words on following."""

    unread: dict[int, Unread]
    words: tuple[Level | None, Level | None]

    @property
    def level(self) -> Level | None:
        return next((level for level in self.words if level), None)
