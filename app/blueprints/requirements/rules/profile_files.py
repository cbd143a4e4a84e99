"""What a requirement profile may look like as data (JSON), and everything that is wrong with one.

    {"requirements": [{"dimension": "HSE", "level": 3, "weight": 2, "must": true}, ...]}

or the bare list, or an object by dimension: {"HSE": {"level": 3, "weight": 2, "must": true}, "ENV": 2}. Without a
weight it is 1; without `must` it is not one. `code`, `least_level` and `must_have` are taken for `dimension`, `level`
and `must`. A weight is exact: a whole number, a decimal, or the text "0.5" or "1/3".
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.blueprints.capability.terms import LEVELS, DataFault
from app.blueprints.requirements.terms import MOST_REQUIREMENTS, MOST_WEIGHT, NEVER_MUST, Requirement

SAME = {"code": "dimension", "least_level": "level", "must_have": "must"}
KEYS = ("dimension", "level", "weight", "must", "reason")
ABOUT = ("name", "title", "description", "purpose", "framework", "language", "version")
"""What a file may say of the profile itself; it changes nothing."""
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?|-?[0-9]+/[0-9]+")
MOST_DIGITS = 20
"""In a weight's numerator or denominator. Two hundred such are still worked out, and written, at once."""


def profile_faults(data: Any, known: Collection[str] | None = None) -> list[DataFault]:
    """Everything that is wrong with a profile, all at once; `known` are the dimensions there are, if that is known.

    A profile that asks nothing is not a fault of the file: see `asks_nothing`.
    """
    return read_profile(data, known)[1]


def read_profile(data: Any, known: Collection[str] | None = None) -> tuple[tuple[Requirement, ...], list[DataFault]]:
    """The requirements in the file's order, and its faults; with any fault the requirements are not to be used."""
    faults: list[DataFault] = []
    requirements: dict[str, Requirement] = {}
    entries = list(_entries(data, faults))
    if len(entries) > MOST_REQUIREMENTS:
        return (), [*faults, DataFault("requirements", "too_many", len(entries))]
    for where, entry in entries:
        if not isinstance(entry, Mapping):
            faults.append(DataFault(where, "not_a_requirement", entry))
            continue
        fields = _fields(where, entry, faults)
        code = fields.get("dimension")
        if not isinstance(code, str) or not CODE.fullmatch(code):
            faults.append(
                DataFault(where, "code_not_understood" if "dimension" in fields else "dimension_missing", code)
            )
            code = ""
        else:
            where = f"{where} ({code})"  # noqa: PLW2901 - what follows is said of the dimension by name
        if code in requirements:
            faults.append(DataFault(where, "code_twice", code))
        if code and known is not None and code not in known:
            faults.append(DataFault(where, "code_unknown", code))
        level = _level(where, fields, faults)
        weight = _weight(where, fields.get("weight", 1), faults)
        must = _must(where, code, fields.get("must", False), faults)
        if code:
            requirements.setdefault(code, Requirement(code=code, level=level, weight=weight, must=must))
    return tuple(requirements.values()), faults


def _entries(data: Any, faults: list[DataFault]) -> Iterator[tuple[str, Any]]:
    """Each requirement, and what to call it in a fault."""
    if isinstance(data, Mapping) and "requirements" in data:
        faults += [
            DataFault("profile", "key_unknown", key) for key in data if key not in ABOUT and key != "requirements"
        ]
        data = data["requirements"]
    if isinstance(data, Mapping):
        for code, entry in data.items():
            if not isinstance(entry, Mapping):
                yield "requirement", {"dimension": code, "level": entry}
            elif {"dimension", "code"} & entry.keys():
                faults.append(DataFault(f"requirement ({code})", "said_twice", "dimension"))
            else:
                yield "requirement", {"dimension": code, **entry}
    elif isinstance(data, Sequence) and not isinstance(data, str | bytes):
        for place, entry in enumerate(data, 1):
            yield f"requirement {place}", entry
    else:
        faults.append(DataFault("profile", "not_a_profile", data))


def _fields(where: str, entry: Mapping[str, Any], faults: list[DataFault]) -> dict[str, Any]:
    """By their first names; what is not known, or said under two names, is a fault."""
    fields: dict[str, Any] = {}
    for key, value in entry.items():
        name = SAME.get(key, key)
        if name not in KEYS:
            faults.append(DataFault(where, "key_unknown", key))
        elif name in fields:
            faults.append(DataFault(where, "said_twice", name))
        else:
            fields[name] = value
    return fields


def _level(where: str, fields: Mapping[str, Any], faults: list[DataFault]) -> int:
    level = fields.get("level")
    if "level" not in fields:
        faults.append(DataFault(where, "level_missing"))
    elif type(level) is not int or level not in LEVELS:  # True is an int to Python, and no level
        faults.append(DataFault(where, "not_a_level", level))
    else:
        return level
    return 0


def _weight(where: str, value: Any, faults: list[DataFault]) -> Fraction:
    weight = _number(value)
    if isinstance(weight, Fraction):
        if 0 < weight <= MOST_WEIGHT:
            return weight
        weight = "weight_too_great" if weight > 0 else "weight_not_above_zero"
    faults.append(DataFault(where, weight, value))
    return Fraction(1)


def _number(value: Any) -> Fraction | str:
    """The exact number, or the code of why there is none; True and NaN are none.

    Size and digits are looked at before anything is computed: 1e999999999 is short to write and long to work out.
    """
    if isinstance(value, str) and NUMBER.fullmatch(value):
        if max(len(digits) for digits in re.findall("[0-9]+", value)) > MOST_DIGITS:
            return "weight_too_many_digits"
        _, _, below = value.partition("/")
        return "weight_not_a_number" if below and not int(below) else Fraction(value)
    if type(value) is int:
        value = Decimal(value)
    elif isinstance(value, float):
        value = Decimal(repr(value))
    if not isinstance(value, Decimal) or not value.is_finite():
        return "weight_not_a_number"
    if value <= 0 or value > MOST_WEIGHT:
        return "weight_too_great" if value > 0 else "weight_not_above_zero"
    _, digits, exponent = value.as_tuple()
    if len(digits) > MOST_DIGITS or abs(int(exponent)) > MOST_DIGITS:
        return "weight_too_many_digits"
    return Fraction(value)


def _must(where: str, code: str, value: Any, faults: list[DataFault]) -> bool:
    if not isinstance(value, bool):
        faults.append(DataFault(where, "must_not_true_or_false", value))
        return False
    if value and code.upper() in NEVER_MUST:
        faults.append(DataFault(where, "never_a_must", code))
    return bool(value)
