"""What somebody is writing, before it is a post."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.blueprints.forum.terms.posts import QuoteDraft
from app.blueprints.screening.terms.findings import Certainty, FindingKind

MOST_FILES = 5
MOST_FILE_BYTES = 40 * 1024 * 1024  # of one post, together
MOST_DRAFTS = 200
MOST_CALLED_A_DAY = 100  # people and organisations that one person calls by name


class PlaceKind(StrEnum):
    """Where one writes: a new thread in a space, an answer in a thread, an edit of a post."""

    SPACE = "space"
    THREAD = "thread"
    POST = "post"


class Screened(StrEnum):
    """Whether a file on a post may be opened by its readers, for what it holds."""

    WAITING = "waiting"  # it has not been read yet
    PASSED = "passed"
    WITHHELD = "withheld"  # it seems to hold an identity number: a moderator must look


@dataclass(frozen=True, slots=True)
class FoundLine:
    """In which field and line something was found, and what; lines are counted from 1. Never the words themselves."""

    field: str
    line: int
    kind: FindingKind
    certainty: Certainty

    @property
    def stops(self) -> bool:
        return self.kind is FindingKind.NIN and self.certainty is Certainty.HIGH


@dataclass(frozen=True, slots=True)
class Place:
    kind: PlaceKind
    number: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields, whatever it is worth. `version` is that of the draft it was begun from; 0 for none."""

    version: int = 0
    organisation_id: int | None = None
    lang: str = ""
    title: str = ""
    body: str = ""
    reply_to: int | None = None
    quote: QuoteDraft | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.body or self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Typed):
    """A draft as it is kept."""

    id: int
    place: Place
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """Whom a text calls by name: people and organisations who will be told, and names that nobody here has."""

    people: tuple[tuple[int, str], ...] = ()
    organisations: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()
