"""What is known of a text and its versions, who reads it, and what she is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup

LANGUAGES = ("nb", "nn", "en")
EMPTY = Markup("")
# Norwegians read both written forms: a text in one is shown to readers of the other as it is.
READ_ALIKE = {"nb": ("nb", "nn"), "nn": ("nn", "nb"), "en": ("en",)}


class Translate(StrEnum):
    """What a person wants done with a text in a language that she does not read."""

    AUTO = "auto"  # show the translation, and say so
    ASK = "ask"  # show the original, and offer the translation
    NEVER = "never"  # show the original


class View(StrEnum):
    """How a page shows what is written in another language."""

    MINE = "mine"
    ORIGINAL = "original"
    BOTH = "both"


class Origin(StrEnum):
    """Where the words that are shown come from."""

    ORIGINAL = "original"
    CHECKED = "checked"  # translated, and checked by another person
    MACHINE = "machine"  # translated by a machine, checked by nobody


class Freshness(StrEnum):
    """How a version stands to the original as it is now."""

    FRESH = "fresh"
    MINOR = "minor"  # small edits since: spelling, a broken link
    STALE = "stale"  # the meaning has changed since


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whoever reads: the page's language, the languages that she reads, and how she wants translations."""

    locale: str
    reads: tuple[str, ...]
    translate: Translate = Translate.AUTO
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one must know of an original to present it. `substantive` is its last revision that changed the meaning.

    `official` is a buyer's or the ministry's answer: never shown in words that nobody has checked. `machine_allowed` is
    its space's word on machines: where they are not allowed (any more), what one has made is not shown either.
    """

    lang: str
    revision: int = 1
    substantive: int = 1
    official: bool = False
    machine_allowed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A translation that may be shown: of which revision, by what, and who has checked it. `html` is safe."""

    id: int
    lang: str
    origin: Origin
    source_revision: int
    title: str = ""
    html: Markup = EMPTY
    checked_by: str = ""
    checked_on: date | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader is shown of a text. `version` is None for the original.

    `offered` is a translation that exists, and is shown when she asks; `may_ask` says that there is none that she can
    read, and that she may ask for one.
    """

    lang: str
    origin: Origin
    version: Version | None = None
    freshness: Freshness = Freshness.FRESH
    offered: Version | None = None
    may_ask: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A short name as a reader sees it, the language that it is in, and whether that is a translation."""

    text: str
    lang: str
    translated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a thing says now, for those who translate and check it, whatever its room.

    `title` and `body` are as written (Markdown); `place` says where it stands, in `place_lang`. `visible` is
    whether everybody may read it: what is hidden or withdrawn is neither translated nor shown in any version.
    `machine_allowed` is its space's word on whether a machine may see it; `host_id` the organisation that hosts the
    space and may check.
    """

    kind: str
    id: int
    lang: str
    revision: int
    substantive: int
    title: str
    body: str
    html: Markup
    author_id: int | None
    author_name: str
    organisation_id: int | None
    organisation_name: str
    host_id: int | None
    place: str
    place_lang: str
    written_at: datetime
    visible: bool
    machine_allowed: bool = False
    official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """How a room's kind of thing is asked about. All take ids; what is not there is left out, or `NoResultFound`.

    `describe(ids)` gives the words as they are now; `said(id, revision)` the title and body of an earlier revision, for
    the diff; `url(id)` its own page; `may_read(actor, id)` whether this reader may see it at all. `hold(id)` keeps the
    thing as it is until the transaction ends: asked before a version of it is made, so that none is left behind by its
    withdrawal, and before any version is held, as those do who write in the thing itself.
    """

    describe: Callable[[Sequence[int]], Mapping[int, Words]]
    said: Callable[[int, int], tuple[str, str]]
    url: Callable[[int], str]
    may_read: Callable[[Any, int], bool]
    hold: Callable[[int], None]
