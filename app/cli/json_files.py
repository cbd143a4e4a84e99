"""A JSON file from anywhere, read exactly and without surprise: what is wrong is said, never raised."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
MOST_SHOWN = 60
LONGEST_INTEGER = 20
NOT_A_NUMBER = Decimal("NaN")


def read_json(path: str) -> tuple[Any, list[str]]:
    """What the file holds, and what is wrong with it, in words that begin with its path.

    Numbers with a point are Decimal, so that 0.1 is a tenth; NaN and Infinity too, so that whoever looks at the value
    refuses it where it stands. A key twice in one object is a fault: JSON would keep the last in silence.
    """
    try:
        with Path(path).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return None, [f"{plain(path)}: cannot be read: {getattr(error, 'strerror', None) or error}"]
    if len(raw) > MOST_BYTES:
        return None, [f"{plain(path)}: is larger than {MOST_BYTES} bytes"]
    faults: list[str] = []

    def gather(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for key, value in pairs:
            if key in kept:
                faults.append(f"{plain(path)}: {shown(key)} stands twice in the same object")
            kept[key] = value
        return kept

    try:
        data = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=gather,
            parse_float=_number,
            parse_int=lambda text: int(text) if len(text) <= LONGEST_INTEGER else _number(text),
            parse_constant=_number,
        )
    except UnicodeDecodeError as error:
        return None, [f"{plain(path)}: is not UTF-8 text (byte {error.start + 1})"]
    except json.JSONDecodeError as error:
        return None, [f"{plain(path)}: is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"]
    except RecursionError:
        return None, [f"{plain(path)}: is nested too deeply"]
    return data, faults


def shown(value: Any) -> str:
    """A value as JSON writes it, cut short; what holds other values is only named."""
    if isinstance(value, Decimal):
        text = str(value)
    elif isinstance(value, dict):
        text = "an object"
    elif isinstance(value, list):
        text = "a list"
    else:
        text = json.dumps(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}..."


def plain(text: str) -> str:
    """For a terminal: no control characters, and not without end."""
    kept = "".join(sign if sign.isprintable() else "?" for sign in text)
    return kept if len(kept) <= 4 * MOST_SHOWN else f"{kept[: 4 * MOST_SHOWN]}..."


def _number(text: str) -> Decimal:
    """Exact; an exponent beyond what can be held is not a number."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return NOT_A_NUMBER
