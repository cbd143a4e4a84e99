"""The glossary as a file of commas or semicolons: out, and in again with every line judged before any is carried out.

Out: UTF-8 with a byte order mark and semicolons, which a Norwegian Excel opens by itself and Python reads with
`encoding="utf-8-sig", delimiter=";"`. In: commas, semicolons or tabs, in any order of columns. A cell that a
spreadsheet would take for a formula goes out behind an apostrophe, which is taken off when it comes in.

The plain form, of five columns (`en, nb, nn, domain, note`), is understood too. Its note may hold synonyms
(`alt_en=...; alt_nn=...`), which are added to those that the concept has; what else the note says becomes the English
definition of a concept that has none.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO

from app.blueprints.bilingual.rules.glossary import Glossary
from app.blueprints.bilingual.rules.glossary_content import changes, faults, flat, key, key_of, read_forbidden
from app.blueprints.bilingual.terms.glossary import (
    LANGUAGES,
    MOST_CONCEPTS,
    MOST_LINES,
    Change,
    Content,
    Domain,
    Entry,
    Wording,
)
from app.core.errors import Refused
from app.core.localized import Localized

BY_LANGUAGE = ("synonyms", "forbidden", "definition")
COLUMNS = (
    "id", "version", "domain", *LANGUAGES,
    *(f"{part}_{lang}" for part in BY_LANGUAGE for lang in LANGUAGES),
    "source", "source_url",
)  # fmt: skip
NEEDED = ("domain", *LANGUAGES)
PLAIN = "note"
MOST_DIGITS = 18  # of a concept's number
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ALTERNATIVE = re.compile(r"\s*alt_(en|nb|nn)\s*=\s*(.+?)\s*$", re.DOTALL)


class LineState(StrEnum):
    """What comes of a line."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, judged. `number` is where it begins in the file, the heads being line 1."""

    number: int
    state: LineState
    name: str
    content: Content | None = None
    entry: Entry | None = None
    changes: tuple[Change, ...] = ()
    error: Refused | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do to the glossary at `version`."""

    lines: tuple[Line, ...]
    version: int
    ignored: tuple[str, ...] = ()

    def of(self, state: LineState) -> list[Line]:
        return [line for line in self.lines if line.state is state]

    @property
    def does_something(self) -> bool:
        return any(line.state in (LineState.ADDED, LineState.CHANGED) for line in self.lines)


def write(entries: Iterable[Entry]) -> bytes:
    """The concepts as a file."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        texts = {_head(part, lang): text for (part, lang), text in flat(entry.content).items()}
        texts |= {"id": str(entry.id), "version": str(entry.version)}
        writer.writerow([_guarded(texts[head]) for head in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def _head(part: str, lang: str) -> str:
    if part == "term":
        return lang
    return f"{part}_{lang}" if lang else part


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    cell = cell.strip()
    return cell[1:].strip() if cell.startswith("'") and _FORMULA.match(cell) else cell


def decoded(file: bytes) -> str:
    """The text of a file: UTF-8, with or without its mark, or UTF-16 with one, as spreadsheets save it."""
    encoding = "utf-16" if file[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return file.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("glossary_csv_encoding", field="file") from None


def plan(text: str, glossary: Glossary) -> Plan:
    """Judge every line of a file. What is wrong with the whole file is raised; what is wrong with a line is told."""
    records = list(_records(text))
    if not records:
        raise Refused("glossary_csv_empty", field="file")
    heads = [head.strip().casefold().replace(" ", "_") for head in records[0][1]]
    if lacking := [name for name in NEEDED if name not in heads]:
        raise Refused("glossary_csv_columns", field="file", columns=", ".join(lacking))
    if len({head for head in heads if head}) < len([head for head in heads if head]):
        raise Refused("glossary_csv_heads_twice", field="file")
    if len(records) - 1 > MOST_LINES:
        raise Refused("glossary_csv_lines", field="file", limit=MOST_LINES, lines=len(records) - 1)
    judge = _Judge(glossary)
    lines = tuple(judge.line(number, heads, row) for number, row in records[1:])
    known = {*COLUMNS, PLAIN}
    return Plan(lines, glossary.version, tuple(head for head in heads if head and head not in known))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line at which it begins, cells) of everything that is not blank."""
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield began, row
            began = reader.line_num + 1
    except csv.Error:
        raise Refused("glossary_csv_broken", field="file", line=began) from None


@dataclass(slots=True)
class _Judge:
    """Lines are judged against the glossary, and against the lines before them."""

    glossary: Glossary
    known: dict[tuple[Domain, str], Entry] = field(init=False)
    seen: dict[object, int] = field(default_factory=dict)
    added: int = 0

    def __post_init__(self) -> None:
        self.known = {(entry.content.domain, key_of(entry.content)): entry for entry in self.glossary.entries.values()}

    def line(self, number: int, heads: list[str], row: list[str]) -> Line:
        cells = {head: _unguarded(cell) for head, cell in zip(heads, row, strict=False) if head}
        name = " ".join(cells.get("en", "").split())[:80]
        try:
            _check_width(heads, row)
            domain = _domain(cells.get("domain", ""))
            entry = self._entry(cells, domain)
            content = _content(cells, domain, entry.content if entry else None)
            self._check(number, content, entry)
        except Refused as error:
            return Line(number, LineState.REFUSED, name, error=error)
        if entry is None:
            self.added += 1
            return Line(number, LineState.ADDED, name, content)
        differences = tuple(changes(entry.content, content))
        state = LineState.CHANGED if differences else LineState.UNCHANGED
        return Line(number, state, name, content, entry, differences)

    def _entry(self, cells: dict[str, str], domain: Domain) -> Entry | None:
        """The concept that a line is about: by its number, or by domain and English term."""
        typed = cells.get("id", "")
        if typed:
            is_number = len(typed) <= MOST_DIGITS and typed.isascii() and typed.isdecimal()
            entry = self.glossary.entries.get(int(typed)) if is_number else None
            if entry is None:
                raise Refused("glossary_csv_unknown", number=typed[:20])
        else:
            entry = self.known.get((domain, key(cells.get("en", ""))))
        if entry is not None and entry.is_withdrawn:
            raise Refused("glossary_csv_withdrawn")
        if entry is not None and cells.get("version", "") not in ("", str(entry.version)):
            raise Refused("glossary_csv_stale", now=entry.version, read=cells["version"][:20])
        return entry

    def _check(self, number: int, content: Content, entry: Entry | None) -> None:
        """Nothing wrong with it, nothing twice, and not more than the glossary takes."""
        for fault in faults(content):
            raise fault
        known_as = (content.domain, key_of(content))
        same = self.known.get(known_as)
        if same is not None and (entry is None or same.id != entry.id):
            raise Refused("glossary_concept_exists", field="en")
        earlier = min((self.seen[mark] for mark in (known_as, entry and entry.id) if mark in self.seen), default=None)
        if earlier is not None:
            raise Refused("glossary_csv_twice", line=earlier)
        if entry is None and len(self.glossary.entries) + self.added >= MOST_CONCEPTS:
            raise Refused("glossary_full", limit=MOST_CONCEPTS)
        self.seen[known_as] = number
        if entry is not None:
            self.seen[entry.id] = number


def _check_width(heads: list[str], row: list[str]) -> None:
    if any(cell.strip() for cell in row[len(heads) :]):
        raise Refused("glossary_csv_cells")


def _domain(typed: str) -> Domain:
    try:
        return Domain("_".join(typed.casefold().split()))
    except ValueError:
        raise Refused("glossary_csv_domain", domains=", ".join(Domain)) from None


def _content(cells: dict[str, str], domain: Domain, before: Content | None) -> Content:
    """A line's content; what the file has no column for stays as it is."""
    added, remark = _read_note(cells.get(PLAIN, "")) if not any(c.startswith("synonyms_") for c in cells) else ({}, "")
    words = {lang: _wording(cells, lang, before.words[lang] if before else None, added) for lang in LANGUAGES}
    definition = {
        lang: cells.get(f"definition_{lang}", before.definition.get(lang, "") if before else "") for lang in LANGUAGES
    }
    if remark and "definition_en" not in cells and not definition["en"]:
        definition["en"] = remark
    return Content(
        domain,
        words,
        Localized({lang: text for lang, text in definition.items() if text}),
        " ".join(cells.get("source", before.source if before else "").split()),
        cells.get("source_url", before.source_url if before else ""),
    )


def _wording(cells: dict[str, str], lang: str, before: Wording | None, added: dict[str, list[str]]) -> Wording:
    approved = " ".join(cells.get(lang, "").split())
    synonyms = list(before.synonyms) if before else []
    if f"synonyms_{lang}" in cells:
        synonyms = _parts(cells[f"synonyms_{lang}"])
    have = {key(approved), *map(key, synonyms)}
    synonyms += [form for form in added.get(lang, []) if key(form) not in have]
    forbidden = before.forbidden if before else ()
    if f"forbidden_{lang}" in cells:
        forbidden = tuple(read_forbidden(part) for part in _parts(cells[f"forbidden_{lang}"]))
    return Wording(approved, tuple(synonyms), tuple(forbidden))


def _parts(cell: str) -> list[str]:
    return [" ".join(part.split()) for part in cell.split("|") if part.strip()]


def _read_note(note: str) -> tuple[dict[str, list[str]], str]:
    """A plain note: ({language: synonyms}, what else it says)."""
    added: dict[str, list[str]] = {}
    rest = []
    for part in note.split(";"):
        if match := _ALTERNATIVE.match(part):
            forms = added.setdefault(match[1], [])
            form = " ".join(match[2].split())
            if key(form) not in map(key, forms):
                forms.append(form)
        elif part.strip():
            rest.append(part.strip())
    return added, "; ".join(rest)
