"""Threads and posts: states, and what comes in through a door."""

from dataclasses import dataclass
from enum import StrEnum

KIND = "post"
"""What the rooms below know a post as: moderation, and the languages."""
MOST_DEPTH = 5
HANDED_OVER = "handed_over"
"""Why a post is hidden that was handed to the buyer as protected input; other reasons are a `ReasonCode`."""
REMOVED = {"nb": "[taushetsbelagt]", "nn": "[teiepliktig]", "en": "[confidential]"}
"""What stands where a moderator has removed words, in the language of the post."""


class PostState(StrEnum):
    """`MOVED`: only the number is left here, and says where the post is now.

    `RETURNED`: a moderator has sent it back to its author for a change; edited by her it is `WAITING` again, with the
    number that it had, if it had one.
    """

    VISIBLE = "visible"
    WAITING = "waiting"
    HIDDEN = "hidden"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


class PostRole(StrEnum):
    """As what somebody spoke: what her organisation is here, or the ministry's moderator."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    INTEREST = "interest"
    MINISTRY = "ministry"
    MODERATOR = "moderator"


class EditKind(StrEnum):
    """What a revision did. A minor edit leaves the meaning: translations stay good until somebody confirms them.

    `REDACTED`: a moderator has removed words; `PUT_BACK`: the words are there again. Their `why` is the reason's code.
    """

    FIRST = "first"
    MINOR = "minor"
    SUBSTANTIVE = "substantive"
    REDACTED = "redacted"
    PUT_BACK = "put_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDraft:
    """Words of another post of the thread: its number, and which revision and language were read.

    `words` must be words of that text: nobody is quoted with what she has not said.
    """

    seq: int
    revision: int
    lang: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDraft:
    """`not_a_number`: its author says that what looks like an identity number is none; a moderator sees it first."""

    organisation_id: int
    lang: str
    body: str
    reply_to: int | None = None
    quote: QuoteDraft | None = None
    files: tuple[int, ...] = ()  # of the organisation's own, taken in before
    not_a_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadDraft:
    title: str
    post: PostDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionDraft:
    """A new version of a post; `based_on` is the number of the one that was read. `title` only for a thread's first."""

    lang: str
    body: str
    based_on: int
    kind: EditKind = EditKind.SUBSTANTIVE
    title: str | None = None
    reason: str = ""
    files: tuple[int, ...] = ()
    without: tuple[int, ...] = ()  # files that shall no longer hang on the post
    not_a_number: bool = False
