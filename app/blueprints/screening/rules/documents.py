"""Documents, read by a program of its own, which may fail without harm to anybody else.

The text is handed on a piece at a time, and kept nowhere.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import BinaryIO

from app.blueprints.attachments.terms import FileKind
from app.blueprints.screening.terms.documents import MOST_CHARACTERS, MOST_MEMORY, MOST_PAGES, MOST_SECONDS, WhyNot

PROGRAM = Path(__file__).with_name("document_program.py")
PATIENCE = 600.0  # seconds; on a busy machine its own limit of processor time comes later
TOOK_TOO_MUCH = (-signal.SIGXCPU, -signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a page, or a part of it; `of` pages. Page 0 is what stands on none."""

    page: int
    of: int | None
    text: str


class NotToTheEnd(Exception):
    """The document was not read to its end, and why."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


def read(
    file: BinaryIO, kind: FileKind, *, most_pages: int = MOST_PAGES, seconds: int = MOST_SECONDS
) -> Iterator[Piece]:
    """The text of a file that has a descriptor, from its beginning. `NotToTheEnd` after the last that was read."""
    limits = (most_pages, MOST_CHARACTERS, seconds, MOST_MEMORY)
    file.seek(0)
    with subprocess.Popen(  # noqa: S603 - our own program, by its path; the upload is its input
        [sys.executable, "-I", str(PROGRAM), kind.value, *map(str, limits)],
        env={},  # whoever breaks out of the reader finds no keys of the site's
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        clock = Timer(PATIENCE, program.kill)
        clock.start()
        end: str | None = None
        try:
            for line in program.stdout or ():
                said = json.loads(line)
                if "end" in said:
                    end = said["end"]
                else:
                    yield Piece(said["page"], said["of"], said["text"])
        except ValueError:  # it ended in the middle of a line
            end = None
        finally:
            clock.cancel()
            program.kill()
    if end is None:
        raise NotToTheEnd(WhyNot.TOO_LONG if program.returncode in TOOK_TOO_MUCH else WhyNot.BROKEN)
    if end:
        raise NotToTheEnd(WhyNot(end))
