"""What a framework file must hold."""

from collections.abc import Mapping
from typing import Any

from app.blueprints.capability.terms import LANGUAGES, LEVELS, Fault


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
