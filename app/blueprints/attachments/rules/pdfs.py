"""PDF: looked through by a program of its own, which may fail without harm to anybody else."""

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from app.blueprints.attachments.terms import Unacceptable

PROGRAM = Path(__file__).with_name("pdf_program.py")
STRIP_PROGRAM = Path(__file__).with_name("pdf_strip_program.py")
PATIENCE = 40.0  # seconds; on a busy machine its own limit of processor time comes later


def check_pdf(file: BinaryIO) -> None:
    """Refuse a PDF that is damaged, locked, or holds script, a start of programs, forms that send, or other files."""
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        copyfileobj(file, copy)
        copy.seek(0)
        code = _look(copy)
    if code:
        raise Unacceptable(code)


def strip_pdf(file: BinaryIO) -> bytes:
    """The PDF without its metadata; refused when that cannot be done."""
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        copyfileobj(file, copy)
        copy.seek(0)
        bare = _run(STRIP_PROGRAM, copy)
    if not bare:
        raise Unacceptable("too_complex")
    return bare


def _look(file: BinaryIO) -> str:
    """The code of what is wrong; what ends the program is more than a reader should be given."""
    found = _run(PROGRAM, file)
    return "too_complex" if found is None else found.decode("ascii")


def _run(program: Path, file: BinaryIO) -> bytes | None:
    """What the program prints; None when it took too long or ended badly."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its path; the upload is its input
            [sys.executable, "-I", str(program)],
            env={},  # whoever breaks out of the reader finds no keys of the site's
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None
