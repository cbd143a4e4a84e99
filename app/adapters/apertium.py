"""Apertium between the two written forms of Norwegian, as a program of its own: one short run for each text.

No daemon, and nothing in memory between two texts. A run is about twenty processes in a pipe, so it has a process group
of its own, and whatever happens the whole group is ended. What it says is read against a clock and a limit, since a
pipe of Apertium's can also be silent for ever.

`-f html`, because without it placeholders and the last full stop are lost; no `-n`, for the same reason. Unknown words
are read from their marks (`*blockchain`), which are then taken away.
"""

import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import IO

from app.adapters.translation import KEEP, KEPT, Rejected, Result, TimedOut, TooLong, Unavailable, Unsupported
from config import Settings

LONGEST = 20_000
# The e-infinitive, and "blei" rather than "vart": how this site writes Nynorsk.
MODES = MappingProxyType({("nb", "nn"): "nob-nno_e", ("nn", "nb"): "nno-nob"})
STYLE = MappingProxyType({"nob-nno_e": "vart_blei"})
PAIR = "apertium-nno-nob"
MOST_BYTES = 4_000_000
CHUNK = 1 << 16
ASKED_WITHIN = 5.0  # seconds, for its version and its modes

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_KEPT = re.compile(f"({re.escape(KEEP)}.*?{re.escape(KEPT)})", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# What Apertium marks with: a word it does not know, cannot carry over, cannot inflect; `~` wakes its last stage.
_MARKS = re.compile(r"[*@~]|(?<!&)#")
_MARKED = re.compile(r"[*@#](\w[\w-]*)")
# A mark that the writer wrote goes through as something kept, and is known again by an invisible separator before it.
_OURS = "\u2063"
_OURS_KEPT = re.compile(f"{re.escape(KEEP)}{_OURS}([*@#~]){re.escape(KEPT)}")


@dataclass(frozen=True, slots=True)
class Apertium:
    """The program at `path`; a text is answered within `timeout` seconds or not at all."""

    path: str
    timeout: float = 20.0
    name: str = "Apertium"
    longest: int = LONGEST

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of languages whose dictionaries are installed."""
        there = self._run(["-l"], b"", ASKED_WITHIN).split()
        return frozenset(pair for pair, mode in MODES.items() if mode in there)

    def version(self) -> str:
        """Of the program and, where Debian packed them, of the dictionaries: "3.8.3, apertium-nno-nob 1.5.0-1"."""
        said = re.search(r"\d[\w.]*", self._run(["-V"], b"", ASKED_WITHIN))
        program = said[0] if said else "?"
        words = _packaged(PAIR) if self.path.startswith("/usr/bin/") else ""
        return f"{program}, {PAIR} {words}" if words else program

    def translate(self, paragraphs: Sequence[str], source: str, target: str) -> Result:
        """Translate fragments of HTML, of `longest` characters together; raises a `TranslationError`."""
        mode = MODES.get((source, target))
        if mode is None or (source, target) not in self.pairs():
            raise Unsupported(f"{source}-{target}")
        if sum(len(unescape(_TAG.sub("", paragraph))) for paragraph in paragraphs) > self.longest:
            raise TooLong
        if any(_CONTROL.search(paragraph) for paragraph in paragraphs):
            raise Rejected("control characters")
        began = time.monotonic()
        asked = "".join(f"<p>{_with_marks_kept(paragraph)}</p>\n" for paragraph in paragraphs)
        style = {"AP_SETVAR": STYLE[mode]} if mode in STYLE else {}
        answer = self._run(["-f", "html", mode], asked.encode(), self.timeout, style)
        texts = _PARAGRAPH.findall(answer)
        if len(texts) != len(paragraphs):
            raise Rejected(f"{len(texts)} paragraphs for {len(paragraphs)}")
        unknown: dict[str, None] = {}
        cleaned = tuple(_without_marks(text, unknown) for text in texts)
        return Result(cleaned, self.name, self.version(), tuple(unknown), time.monotonic() - began)

    def _run(self, arguments: list[str], given: bytes, timeout: float, also: Mapping[str, str] | None = None) -> str:
        """What the program writes when it is given this; nothing of it lives on."""
        until = time.monotonic() + timeout
        # Its own small environment: the site's holds keys. Another tool for HTML, if there is one, stays out of it.
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "APERTIUM_TRANSFUSE": "no",
            **(also or {}),
        }
        with tempfile.TemporaryFile() as file:
            file.write(given)
            file.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603 - the operator's own program, with our own words
                    [self.path, *arguments],
                    stdin=file,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                    env=environment,
                )
            except OSError as error:
                raise Unavailable(f"not started: {error.strerror}") from error
        try:
            assert process.stdout is not None  # noqa: S101 - a pipe was asked for
            heard = _read(process.stdout, until)
            status = process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired as error:
            raise TimedOut from error
        finally:
            _end(process)
        if status:
            raise Unavailable(f"ended with {status}")
        return heard.decode("utf-8", "replace")


def engine(settings: Settings) -> Apertium | None:
    """The engine that APERTIUM names, or None: the setting is empty, or there is no such program here."""
    path = shutil.which(settings.apertium) if settings.apertium else None
    return Apertium(path, settings.apertium_timeout) if path else None


def _read(pipe: IO[bytes], until: float) -> bytes:
    """Everything up to the end; `TimedOut` when that does not come in time, `Rejected` when it is far too much."""
    heard = bytearray()
    number = pipe.fileno()
    watch = select.poll()
    watch.register(number, select.POLLIN | select.POLLHUP)
    while True:
        left = until - time.monotonic()
        if left <= 0 or not watch.poll(left * 1_000):
            raise TimedOut
        piece = os.read(number, CHUNK)
        if not piece:
            return bytes(heard)
        heard += piece
        if len(heard) > MOST_BYTES:
            raise Rejected("an answer without end")


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and all that it started. Its number is its group's, also when itself it is gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def _packaged(package: str) -> str:
    """The version of a package of Debian's; "" where there is no such thing."""
    query = shutil.which("dpkg-query")
    if query is None:
        return ""
    command = [query, "--show", "--showformat=${Version}", package]
    with suppress(OSError, subprocess.TimeoutExpired):
        said = subprocess.run(command, capture_output=True, timeout=ASKED_WITHIN, check=False)  # noqa: S603 - our own words
        return said.stdout.decode("ascii", "replace").strip() if said.returncode == 0 else ""
    return ""


def _with_marks_kept(paragraph: str) -> str:
    """With every mark that stands in the text itself kept, so that those in the answer are Apertium's."""
    pieces = _KEPT.split(paragraph)
    pieces[::2] = [_MARKS.sub(lambda mark: f"{KEEP}{_OURS}{mark[0]}{KEPT}", piece) for piece in pieces[::2]]
    return "".join(pieces)


def _without_marks(answer: str, unknown: dict[str, None]) -> str:
    """Without Apertium's marks; the words that they stood at are added to `unknown`, in order."""
    pieces = _KEPT.split(answer)
    for index in range(0, len(pieces), 2):
        unknown.update(dict.fromkeys(unescape(word) for word in _MARKED.findall(pieces[index])))
        pieces[index] = _MARKS.sub("", pieces[index])
    return _OURS_KEPT.sub(r"\1", "".join(pieces))
