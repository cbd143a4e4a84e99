"""Translations: where one is on its way, what made it, and what comes in through a door."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from app.blueprints.bilingual.terms.presenting import Words

MOST_TITLE = 200
MOST_NOTE = 2_000
# A text of more paragraphs than this is translated in one piece, not paragraph by paragraph.
MOST_PARTS = 200


class Status(StrEnum):
    """Where a translation is.

    requested -> draft -> in_review -> approved -> superseded (a newer one was approved), or withdrawn. A machine's
    draft is a row of its own (`machine`): readers who have asked for such may see it, labelled, while people work on
    theirs. A reviewer who finds faults sends a draft back (in_review -> draft, with `review_note`).
    """

    REQUESTED = "requested"
    MACHINE = "machine"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


OPEN = (Status.REQUESTED, Status.DRAFT, Status.IN_REVIEW)
SHOWN = (Status.APPROVED, Status.MACHINE)


class Method(StrEnum):
    """Who or what made the words."""

    HUMAN = "human"
    AUTHOR = "author"  # the author of the original herself
    MACHINE = "machine"
    EDITED = "edited"  # a machine's draft, gone through by the translator


class Start(StrEnum):
    """What a translator begins with."""

    EMPTY = "empty"
    MACHINE = "machine"  # the machine's draft, to be gone through
    EARLIER = "earlier"  # the approved version of what the original said before


class Queue(StrEnum):
    CHECK = "check"  # sent to review, the longest waiting first
    CONFIRM = "confirm"  # approved, and a small edit since
    WANTED = "wanted"  # asked for, the most wanted first
    STALE = "stale"  # approved, and the meaning of the original has changed since
    MINE = "mine"  # what one translates oneself, the last changed first


class Work(NamedTuple):
    """A translation (a row of the table) with its original as it is now."""

    translation: Any
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationDraft:
    """What a translator sends: the words, and the revision of the original that she had before her."""

    title: str
    body: str
    source_revision: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer sends. `checked_revision` is the original's revision that she had before her."""

    checked_revision: int
    version: int
    note: str = ""
