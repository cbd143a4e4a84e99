"""Levels, languages, what a framework file may hold, what is wrong with one, and how two versions differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

LEVELS = range(6)
HIGHEST = LEVELS[-1]
LANGUAGES = ("nb", "nn", "en")
DEFAULT_FRAMEWORK = "default"
OWN_PREFIX = "own-"
SUBJECT_KIND = "capability"

TEXTS = ("name", "short_name", "about")
MOST_CHARACTERS = {"name": 200, "short_name": 60, "about": 1_000, "scale": 60, "level": 1_000}
MOST_DIMENSIONS = 30
MOST_CODE = 10
MOST_VERSION = 9_999
MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_MEMBERS = 200
MOST_TAGS = 500_000  # a workbook of 2,000 full rows has a third of this
MOST_ROWS = 2_000
MOST_FAULTS = 500

SHEETS: dict[str, tuple[str, ...]] = {
    "framework": ("code", "version", "valid_from", *(f"name_{language}" for language in LANGUAGES)),
    "scale": ("level", *LANGUAGES),
    "dimensions": ("position", "code", *(f"{text}_{language}" for text in TEXTS for language in LANGUAGES)),
    "levels": ("code", "level", *LANGUAGES),
}

Data = dict[str, Any]  # a framework, shaped as `framework/default.json`


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a framework file.

    In a workbook `sheet` and `row` (as the program that shows it counts, the heading is row 1) and, in `where`, the
    column. In JSON `sheet` is empty, `row` None, and `where` a path (`dimensions[3].levels[2].nn`) or a place in the
    text (`line 3, column 14`). `code` is worded at the door; `found` and `limit` fill the wording.
    """

    where: str
    code: str
    found: Any = None
    sheet: str = ""
    row: int | None = None
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What came out of a file: a framework without faults, or faults and no framework."""

    data: Data | None
    faults: tuple[Fault, ...] = ()


class ChangeKind(StrEnum):
    """How a dimension of one version stands in another."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """One text that differs: `what` is name, short_name, about or level (then `level` says which)."""

    what: str
    level: int | None = None
    old: Mapping[str, str]
    new: Mapping[str, str]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language in LANGUAGES if self.old.get(language) != self.new.get(language))


@dataclass(frozen=True, kw_only=True)
class Change:
    """A dimension in two versions; `old` is None when it is new, `new` None when it is gone."""

    code: str
    kind: ChangeKind
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a framework in a list; `name` is {nb, nn, en}."""

    code: str
    version: int
    valid_from: date
    name: Mapping[str, str]
    dimensions: int
    organisation_id: int | None = None
    organisation: str | None = None
    in_force: bool = False


@dataclass(frozen=True, kw_only=True)
class DimensionDraft:
    """One dimension as it is typed in a form: texts are {nb, nn, en}, `levels` six of them."""

    code: str
    name: Mapping[str, str]
    short_name: Mapping[str, str]
    about: Mapping[str, str]
    levels: tuple[Mapping[str, str], ...]
    read_version: int = 0


@dataclass(frozen=True, kw_only=True)
class FormerAnswer:
    """What a firm said of a dimension before.

    `same` is whether the dimension reads as it did then; `descriptor` is how the level claimed read then, in each
    language.
    """

    claimed: int | None
    goal: int | None
    note: str
    same: bool
    descriptor: Any


def own_code(organisation_id: int) -> str:
    """The framework that holds a buyer's own dimensions."""
    return f"{OWN_PREFIX}{organisation_id}"
