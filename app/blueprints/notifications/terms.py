"""The vocabulary of inbox, mail, rhythm and digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

FOLLOWING = "mail"  # what a mail is about when it is about following in general, and not about one thing
DIGEST = "digest"  # the template of a digest


class MailState(StrEnum):
    """Where a mail is. `UNCERTAIN`: perhaps sent; only a person lets it go again. `DROPPED`: not wanted any more."""

    QUEUED = "queued"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DROPPED = "dropped"


class Rhythm(StrEnum):
    """How often a person wants mail about what she follows."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a message; with `url` it is a link of ours and `text` says where it leads.

    `language` is set where the text is somebody's, in another language than the message.
    """

    text: str
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A notice in one language: the subject, and its paragraphs and links."""

    subject: str
    blocks: tuple[Block, ...]

    @property
    def url(self) -> str | None:
        """Where the notice leads: its first link."""
        return next((block.url for block in self.blocks if block.url), None)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if not block.url)


@dataclass(frozen=True, slots=True)
class MailRow:
    """One of many mails queued at once: whom to, which template, and what it is about ("thread:17", or `FOLLOWING`)."""

    person_id: int
    template: str
    params: Mapping[str, Any]
    key: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a digest: what people wrote (in `language`), where it stands, a `note` in the reader's language."""

    text: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a digest, under a heading in the reader's language. `count`: things it tells of, if not its lines."""

    heading: str
    lines: tuple[Line, ...]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """When and how often one person is written to. `hour` is local, 0 to 23; `weekday` 0 is Monday."""

    rhythm: Rhythm = Rhythm.DAILY
    time_zone: str = "Europe/Oslo"
    hour: int = 7
    weekday: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Morning:
    """What the clock says in one time zone: `day` is 2026-11-22 and `week` 2026-W47, there."""

    time_zone: str
    hour: int
    weekday: int
    day: str
    week: str


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose digest is to be written: the period it is for, and since when it tells."""

    person_id: int
    period: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report of a mail that came back says: which mail, and the status (RFC 3463, "5.1.1")."""

    message_id: str
    status: str
