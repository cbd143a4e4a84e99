"""What it costs to read a document of 50 pages in the background and look through it: processor time, no database.

The reader's process is counted with ours, its start too: it is what a worker spends on one document.
"""

import resource
import tempfile
import time
from typing import BinaryIO

import pikepdf

from app.blueprints.attachments.terms import FileKind
from app.blueprints.screening.rules import documents
from app.blueprints.screening.rules.detectors import find
from bench.report import Figures
from bench.screening import FULL, USUAL, WORDS

PAGES = 50
LINES = 55
TIMES = 5


def measure() -> Figures:
    """`documents.pdf50.cpu_s`, `.find_cpu_s` (the detectors' part) and `.pages_s`, pages a second on the clock."""
    with tempfile.TemporaryFile() as file:
        _write(file)
        spent = [_read(file) for _ in range(TIMES)]
    cpu, wall, looking = min(spent)
    return {
        "documents.pdf50.cpu_s": cpu,
        "documents.pdf50.pages_s": PAGES / wall,
        "documents.pdf50.find_cpu_s": looking,
    }


def _read(file: BinaryIO) -> tuple[float, float, float]:
    """Seconds of processor, on the clock, and of processor for looking."""
    cpu, wall, looking, pages = _used(), time.perf_counter(), 0.0, 0
    for piece in documents.read(file, FileKind.PDF):
        began = time.process_time()
        find(piece.text, WORDS)
        looking += time.process_time() - began
        pages += 1
    if pages != PAGES:
        raise RuntimeError(f"{pages} pages were read of {PAGES}")
    return _used() - cpu, time.perf_counter() - wall, looking


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _write(file: BinaryIO) -> None:
    """Pages full of text, every tenth line with much to find."""
    text = " ".join((USUAL * 9 + FULL).split()) + " "
    lines = [text[at : at + 90] for at in range(0, len(text), 90)]
    with pikepdf.new() as document:
        font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )  # fmt: skip
        for number in range(PAGES):
            page = document.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            shown = [lines[(number * LINES + n) % len(lines)] for n in range(LINES)]
            said = b"".join(
                b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T* " for line in shown
            )
            page.Contents = document.make_stream(b"BT /F1 9 Tf 13 TL 40 800 Td " + said + b"ET")
        document.save(file)
    file.flush()
