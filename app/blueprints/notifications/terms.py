"""The vocabulary of inbox and mail."""

from dataclasses import dataclass
from enum import StrEnum


class MailState(StrEnum):
    """Where a mail is. `UNCERTAIN`: perhaps sent; only a person lets it go again."""

    QUEUED = "queued"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a message; with `url` it is a link of ours and `text` says where it leads."""

    text: str
    url: str | None = None


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
