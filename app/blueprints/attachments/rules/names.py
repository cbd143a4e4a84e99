"""The name of an upload is somebody's words: never a path, never an order to a program, and shown as one line."""

import re
import unicodedata

from app.blueprints.attachments.terms import ENDINGS, LONGEST_NAME, FileKind

NAMELESS = "document"
# What turns or hides text, and what is no character: format, control, private, surrogate, unassigned; line separators.
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')  # in file names on one system or another
_SPACES = re.compile(r"\s+")
# Windows takes these for devices, whatever their ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def readable(name: str) -> str:
    """The last part of what the browser sent, without what is not seen: what a reader would call the name."""
    text = unicodedata.normalize("NFC", name[: 50 * LONGEST_NAME] if len(name) <= 50 * LONGEST_NAME else _ends(name))
    text = "".join(character for character in text if unicodedata.category(character) not in _HIDDEN)
    return _SPACES.sub(" ", re.split(r"[/\\]", text)[-1]).strip(" .")


def _ends(name: str) -> str:
    """A name that is absurdly long keeps its beginning and its ending."""
    return name[: 25 * LONGEST_NAME] + name[-25 * LONGEST_NAME :]


def ending(name: str) -> str:
    """The ending that a reader sees, in lower case; empty when there is none."""
    stem, dot, last = readable(name).rpartition(".")
    return last.strip().lower() if dot and stem else ""


def agrees(name: str, kind: FileKind) -> bool:
    """The ending says what the content is."""
    return ending(name) in ENDINGS[kind]


def shown(name: str, kind: FileKind) -> str:
    """The name to keep: one line, no path, no hidden characters, at most 120 characters, the ending set by `kind`."""
    last = ENDINGS[kind][0]
    stem = readable(name)
    if agrees(stem, kind):
        stem = stem.rpartition(".")[0]
    stem = _FORBIDDEN.sub("_", stem)[: LONGEST_NAME - len(last) - 1].strip(" .")
    if _DEVICES.match(stem):
        stem = f"_{stem}"[: LONGEST_NAME - len(last) - 1]
    return f"{unicodedata.normalize('NFC', stem) or NAMELESS}.{last}"


def nameless(kind: FileKind) -> str:
    """The name of a file whose own name must not be kept."""
    return f"{NAMELESS}.{ENDINGS[kind][0]}"
