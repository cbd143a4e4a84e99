"""A framework as a file: JSON here, a workbook in the modules beside; which of them it is, is told by what it holds."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from app.blueprints.capability.rules.framework_sheets import from_workbook
from app.blueprints.capability.rules.frameworks import at_most, framework_faults, shown
from app.blueprints.capability.terms import LANGUAGES, MOST_BYTES, TEXTS, Fault, Reading

ZIP = b"PK\x03\x04"
KINDS_NOT_TAKEN = {
    b"\xd0\xcf\x11\xe0": "old_workbook",
    b"\xff\xfe": "not_utf8",
    b"\xfe\xff": "not_utf8",
    b"%PDF": "wrong_kind",
    b"\x89PNG": "wrong_kind",
    b"\xff\xd8\xff": "wrong_kind",
    b"PK": "not_a_workbook",
    b"MZ": "wrong_kind",
}


def read_framework(content: bytes) -> Reading:
    """The framework that the file holds, whatever it is called, or every fault of it at once."""
    if not content.strip():
        return _refused("file_empty")
    if len(content) > MOST_BYTES:
        return _refused("file_too_big", len(content), MOST_BYTES)
    if content.startswith(ZIP):
        return from_workbook(content)
    for start, code in KINDS_NOT_TAKEN.items():
        if content.startswith(start):
            return _refused(code)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        return _refused("not_utf8", bad.start)
    return from_json(text) if text.lstrip()[:1] in ("{", "[") else _refused("wrong_kind")


def _refused(code: str, found: Any = None, limit: int | None = None) -> Reading:
    return Reading(data=None, faults=(Fault("", code, found, limit=limit),))


def from_json(text: str) -> Reading:
    """Read a framework written as JSON. A mark of byte order in front is let pass; line breaks become one kind."""
    twice: list[str] = []
    strange: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        kept = dict(pairs)
        if len(kept) < len(pairs):
            twice.extend(key for key, times in Counter(key for key, _value in pairs).items() if times > 1)
        return kept

    try:
        data = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=once, parse_constant=strange.append, parse_float=_number
        )
    except json.JSONDecodeError as bad:
        where = f"line {bad.lineno}, column {bad.colno}"
        return Reading(data=None, faults=(Fault(where, "not_json"),))
    except (ValueError, RecursionError):  # a number of thousands of digits; lists within lists without end
        return _refused("not_json")
    faults = [Fault(str(shown(key)), "key_twice", shown(key)) for key in dict.fromkeys(twice)]
    faults += [Fault("", "not_a_json_number", name) for name in dict.fromkeys(strange)]
    data = _one_line_break(data)
    faults += framework_faults(data)
    return Reading(data=None, faults=at_most(faults)) if faults else Reading(data=plain(data))


def _number(text: str) -> Any:
    """No number of a framework has a fraction; what has one is shown as it was written, and refused where it stands."""
    return float(text) if len(text) < 20 else text


def _one_line_break(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, list):
        return [_one_line_break(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _one_line_break(inner) for key, inner in value.items()}
    return value


def to_json(data: Mapping[str, Any]) -> str:
    """The framework as it is kept and exchanged: always the same order, readable as it is."""
    return json.dumps(plain(data), ensure_ascii=False, indent=2) + "\n"


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The framework with its keys in our order, and nothing else."""
    return {
        "code": data["code"],
        "version": data["version"],
        "valid_from": data["valid_from"],
        "name": _texts(data["name"]),
        "scale": [_texts(text) for text in data["scale"]],
        "dimensions": [
            {
                "code": dimension["code"],
                **{text: _texts(dimension[text]) for text in TEXTS},
                "levels": [_texts(text) for text in dimension["levels"]],
            }
            for dimension in data["dimensions"]
        ],
    }


def _texts(text: Mapping[str, str]) -> dict[str, str]:
    return {language: text[language] for language in LANGUAGES}
