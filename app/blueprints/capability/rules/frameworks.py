"""What a framework must hold, and how two versions of it differ."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.blueprints.capability.terms import (
    LANGUAGES,
    LEVELS,
    MOST_CHARACTERS,
    MOST_DIMENSIONS,
    MOST_FAULTS,
    MOST_VERSION,
    TEXTS,
    Change,
    ChangeKind,
    Fault,
    TextChange,
)

Path = tuple[str | int, ...]
Place = Callable[[Path], tuple[str, int | None, str]]  # where a path stands: sheet, row, column

FAULTY: Any = object()
"""Stands where a reader has found a fault already, so that it is not reported twice."""

FRAMEWORK_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
DIMENSION_CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")
DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)

# Control characters but tab and line break, halves of characters, what turns the direction of text, and what Unicode
# will never make a character.
NOT_SEEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# Also how a workbook writes a character that it cannot hold: such a text would come back as another.
NOT_TEXT = re.compile(NOT_SEEN + "|_x[0-9A-Fa-f]{4}_|x005F_")
UNSEEN = re.compile(NOT_SEEN)


def is_framework_code(code: str) -> bool:
    """Whether a framework could be called so, whoever wrote it where."""
    return FRAMEWORK_CODE.fullmatch(code) is not None


def framework_faults(data: Any, place: Place | None = None) -> list[Fault]:
    """Everything that is wrong with a framework (shaped as `framework/default.json`), all at once."""
    check = _Check(place or in_json)
    check.framework(data)
    return check.faults


def dimension_faults(dimension: Mapping[str, Any]) -> list[Fault]:
    """Everything that is wrong with one dimension; paths begin at the dimension."""
    check = _Check(in_json)
    check.dimension((), dimension)
    return check.faults


def in_json(path: Path) -> tuple[str, int | None, str]:
    """`("dimensions", 3, "name", "nn")` stands at `dimensions[3].name.nn`."""
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "", None, where.removeprefix(".")


class _Check:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.faults: list[Fault] = []

    def fault(self, path: Path, code: str, found: Any = None, limit: int | None = None) -> None:
        sheet, row, where = self.place(path)
        self.faults.append(Fault(where, code, shown(found), sheet, row, limit))

    def framework(self, data: Any) -> None:
        if not isinstance(data, Mapping):
            self.fault((), "not_a_framework")
            return
        self.only(data, ("code", "version", "valid_from", "name", "scale", "dimensions"), ())
        self.code(("code",), data.get("code"), FRAMEWORK_CODE, "framework_code_not_understood")
        self.version(data.get("version"))
        self.day(data.get("valid_from"))
        self.text(("name",), data.get("name"), MOST_CHARACTERS["name"])
        self.levels(("scale",), data.get("scale"), MOST_CHARACTERS["scale"])
        self.dimensions(data.get("dimensions"))

    def dimensions(self, dimensions: Any) -> None:
        path: Path = ("dimensions",)
        if dimensions is FAULTY:
            return
        if not isinstance(dimensions, list) or not dimensions:
            self.fault(path, "no_dimension")
            return
        if len(dimensions) > MOST_DIMENSIONS:
            self.fault(path, "too_many_dimensions", len(dimensions), MOST_DIMENSIONS)
        seen: set[str] = set()
        for index, dimension in enumerate(dimensions[:MOST_DIMENSIONS]):
            here = (*path, index)
            self.dimension(here, dimension)
            code = dimension.get("code") if isinstance(dimension, Mapping) else None
            if isinstance(code, str):
                if code in seen:
                    self.fault((*here, "code"), "code_twice", code)
                seen.add(code)

    def dimension(self, path: Path, dimension: Any) -> None:
        if not isinstance(dimension, Mapping):
            self.fault(path, "not_a_dimension")
            return
        self.only(dimension, ("code", *TEXTS, "levels"), path)
        self.code((*path, "code"), dimension.get("code"), DIMENSION_CODE, "code_not_understood")
        for text in TEXTS:
            self.text((*path, text), dimension.get(text), MOST_CHARACTERS[text])
        self.levels((*path, "levels"), dimension.get("levels"), MOST_CHARACTERS["level"])

    def code(self, path: Path, code: Any, pattern: re.Pattern[str], fault: str) -> None:
        if code is FAULTY:
            return
        if code in (None, ""):
            self.fault(path, "missing")
        elif not isinstance(code, str) or not pattern.fullmatch(code):
            self.fault(path, fault, code)

    def version(self, version: Any) -> None:
        if version is FAULTY:
            return
        if version is None:
            self.fault(("version",), "missing")
        elif not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= MOST_VERSION:
            self.fault(("version",), "not_a_version", version, MOST_VERSION)

    def day(self, day: Any) -> None:
        if day is FAULTY:
            return
        if day in (None, ""):
            self.fault(("valid_from",), "missing")
        elif not isinstance(day, str) or not DAY.fullmatch(day) or not _is_day(day):
            self.fault(("valid_from",), "not_a_date", day)

    def levels(self, path: Path, levels: Any, most: int) -> None:
        if levels is FAULTY:
            return
        if not isinstance(levels, list):
            self.fault(path, "missing")
            return
        for number in LEVELS:
            text = levels[number] if number < len(levels) else None
            if text is None:
                self.fault((*path, number), "level_missing", number)
            else:
                self.text((*path, number), text, most)
        for number in range(len(LEVELS), min(len(levels), len(LEVELS) + MOST_DIMENSIONS)):
            self.fault((*path, number), "level_outside", number)

    def text(self, path: Path, text: Any, most: int) -> None:
        """A text in every language, each of at most `most` characters."""
        if text is FAULTY:
            return
        if not isinstance(text, Mapping):
            self.fault(path, "not_texts")
            return
        self.only(text, LANGUAGES, path)
        for language in LANGUAGES:
            written = text.get(language)
            here = (*path, language)
            if written is FAULTY:
                continue
            if written is None or (isinstance(written, str) and not written.strip()):
                self.fault(here, "language_missing", language)
            elif not isinstance(written, str):
                self.fault(here, "not_text", written)
            elif len(written) > most:
                self.fault(here, "text_too_long", len(written), most)
            elif strange := NOT_TEXT.search(written):
                self.fault(here, "character_not_allowed", _named(strange[0]))

    def only(self, data: Mapping[Any, Any], known: Collection[str], path: Path) -> None:
        for key in [key for key in data if key not in known][:MOST_DIMENSIONS]:
            self.fault((*path, str(shown(key))), "key_unknown", key)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _named(characters: str) -> str:
    """A character that cannot be shown, by its number in Unicode; an escape as it is written."""
    return f"U+{ord(characters):04X}" if len(characters) == 1 else characters


def shown(found: Any) -> Any:
    """What was found, fit to be shown: text without what is not text, of at most 80 characters."""
    if found is None or isinstance(found, int | float):
        return found if not isinstance(found, int) or abs(found) < 10**15 else "…"
    text = UNSEEN.sub("�", str(found)[:200])
    return text if len(text) <= 80 else text[:79] + "…"


def at_most(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """As many faults as somebody can read; the last then says how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return tuple(faults)
    rest = len(faults) - MOST_FAULTS
    return (*faults[:MOST_FAULTS], Fault("", "more_faults", rest))


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What became of each dimension, by its code: in the order of the new version, then those that are gone."""
    before = {dimension["code"]: dimension for dimension in old["dimensions"]}
    after = {dimension["code"]: dimension for dimension in new["dimensions"]}
    changes = [_change(code, before.get(code), dimension) for code, dimension in after.items()]
    gone = [_change(code, dimension, None) for code, dimension in before.items() if code not in after]
    return changes + gone


def of_kind(changes: Iterable[Change], kind: ChangeKind) -> list[Change]:
    return [change for change in changes if change.kind == kind]


def _change(code: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Change:
    if old is None or new is None:
        return Change(code=code, kind=ChangeKind.NEW if old is None else ChangeKind.GONE, old=old, new=new)
    texts = tuple(_text_changes(old, new))
    return Change(code=code, kind=ChangeKind.CHANGED if texts else ChangeKind.SAME, old=old, new=new, texts=texts)


def _text_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[TextChange]:
    for what in TEXTS:
        if dict(old[what]) != dict(new[what]):
            yield TextChange(what=what, old=old[what], new=new[what])
    yield from level_changes(old["levels"], new["levels"])


def level_changes(old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]) -> Iterable[TextChange]:
    """The levels whose text differs; a scale is such a sequence too."""
    for number, (was, now) in enumerate(zip(old, new, strict=True)):
        if dict(was) != dict(now):
            yield TextChange(what="level", level=number, old=was, new=now)
