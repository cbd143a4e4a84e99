"""A text in pieces, so that what was found in it can be marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.blueprints.screening.terms.findings import Finding, FindingKind


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line; `kind` says what was found there, None for nothing. `first` begins a finding."""

    words: str
    kind: FindingKind | None = None
    first: bool = False


def marked_lines(text: str, findings: Sequence[Finding]) -> list[list[Piece]]:
    """The text line by line, each in pieces. Of findings that overlap the first is marked."""
    pieces: list[Piece] = []
    done = 0
    for found in sorted(findings, key=lambda one: (one.start, -one.end)):
        if found.start < done:
            continue
        pieces += [Piece(text[done : found.start]), Piece(text[found.start : found.end], found.kind)]
        done = found.end
    pieces.append(Piece(text[done:]))
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.words.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part, piece.kind, first=piece.kind is not None and number == 0))
    return lines


def kinds_in(findings: Sequence[Finding]) -> tuple[FindingKind, ...]:
    """Which kinds were found, each once, the gravest first."""
    found = {one.kind for one in findings}
    return tuple(kind for kind in FindingKind if kind in found)
