"""What holds for levels, answers and frameworks, whoever asks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from app.blueprints.capability.terms import HIGHEST, LANGUAGES, LEVELS, Fault, Standing


def next_level(claimed: int) -> int | None:
    """The level after this one; None at the top."""
    return claimed + 1 if claimed < HIGHEST else None


def goal_fault(claimed: int | None, goal: int | None) -> str | None:
    """A goal is at least where one stands."""
    return "goal_below_level" if claimed is not None and goal is not None and goal < claimed else None


def by_gap(standings: Iterable[Standing]) -> list[Standing]:
    """The greatest distance to the goal first; among equals the lowest level, then the framework's order."""
    return sorted(standings, key=lambda standing: (-standing.gap, standing.claimed, standing.position))


def following(codes: Sequence[str], answered: Collection[str], code: str) -> str | None:
    """The next dimension without an answer, after `code` and around; None when all are answered."""
    here = codes.index(code)
    order = [*codes[here + 1 :], *codes[: here + 1]]
    return next((candidate for candidate in order if candidate not in answered), None)


def framework_faults(data: Mapping[str, Any]) -> list[Fault]:
    """Everything that is wrong with a framework (shaped as `framework/default.json`), all at once."""
    faults: list[Fault] = []
    for key, kind in (("code", str), ("version", int), ("valid_from", str), ("dimensions", list), ("scale", list)):
        if not isinstance(data.get(key), kind) or not data[key]:
            faults.append(Fault(key, "missing", data.get(key)))
    faults += _text_faults("name", data.get("name"))
    faults += _level_faults("scale", data.get("scale"))
    seen: set[str] = set()
    dimensions = data.get("dimensions")
    for place, dimension in enumerate(dimensions if isinstance(dimensions, list) else [], 1):
        if not isinstance(dimension, Mapping):
            faults.append(Fault(f"dimension {place}", "missing", dimension))
            continue
        code = dimension.get("code")
        where = f"dimension {place} ({code})"
        if not isinstance(code, str) or not (code.isascii() and code.isalnum() and code.isupper() and len(code) <= 10):
            faults.append(Fault(where, "code_not_understood", code))
        elif code in seen:
            faults.append(Fault(where, "code_twice", code))
        else:
            seen.add(code)
        for key in ("name", "short_name", "about"):
            faults += _text_faults(f"{where}, {key}", dimension.get(key))
        faults += _level_faults(f"{where}, levels", dimension.get("levels"))
    return faults


def _level_faults(where: str, levels: Any) -> list[Fault]:
    if not isinstance(levels, list) or len(levels) != len(LEVELS):
        return [Fault(where, "not_six_levels", len(levels) if isinstance(levels, list) else levels)]
    return [fault for level, text in enumerate(levels) for fault in _text_faults(f"{where} {level}", text)]


def _text_faults(where: str, text: Any) -> list[Fault]:
    if not isinstance(text, Mapping):
        return [Fault(where, "missing", text)]
    return [
        Fault(where, "language_missing", language)
        for language in LANGUAGES
        if not (isinstance(text.get(language), str) and text[language].strip())
    ]
