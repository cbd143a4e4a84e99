"""To which thread a moderator wants a post moved: its number, or its address."""

import re

_NUMBER = re.compile(r"#?(\d{1,12})")
_ADDRESS = re.compile(r"(?:https?://[^/\s]+)?/?(?:(?:nb|nn|en)/)?threads/(\d{1,12})(?:[/?#]\S*)?")


def thread_of(typed: str) -> int | None:
    """The number of the thread; None for what names none."""
    words = typed.strip()
    found = _NUMBER.fullmatch(words) or _ADDRESS.fullmatch(words)
    return int(found.group(1)) or None if found and found.group(1).isascii() else None
