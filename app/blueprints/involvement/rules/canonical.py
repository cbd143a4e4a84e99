"""One way to write a report down, so that whoever has it can take its fingerprint again."""

import hashlib
import json
from typing import Any

HOW = "UTF-8 JSON, keys in alphabetical order, no spaces between them"


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of the text as UTF-8, in 64 hexadecimal digits: what `sha256sum` says of the file."""
    return hashlib.sha256(text.encode()).hexdigest()
