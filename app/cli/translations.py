"""Collect the strings of code and templates, bring the catalogues up to date, and tell what is missing: `make i18n`.

A string that changed is a new string: nothing is guessed (no fuzzy matches), and no date in a file changes by itself.
`make i18n DRAFT=nn` lets a machine draft from Bokmål what Nynorsk lacks, marked fuzzy: it is not shipped, and the tests
do not pass, before a person has read it and taken the mark away.
"""

import argparse
import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from app.adapters import apertium
from app.adapters.translation import Provider, TranslationError
from app.blueprints.bilingual.services.engine import draft_texts
from app.core.language_tags import OTHER_FORM
from config import ROOT, Settings

TRANSLATIONS = ROOT / "app" / "translations"
LOCALES = ("nb", "nn")  # English is the source
KEYWORDS = ("_l", "_n:1,2", "lazy_gettext", "lazy_ngettext:1,2")


def extract(template: Path) -> Catalog:
    """Every string of the project, sorted, without places and dates."""
    template.parent.mkdir(exist_ok=True)
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    mapping = ["--mapping-file=pyproject.toml", "--no-location", "--sort-output", f"--output-file={template}"]
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", *keywords, *mapping, "."]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 - our own words
    with template.open("rb") as file:
        return read_po(file)


def update(code: str, strings: Catalog) -> Catalog:
    """The catalogue of one language, with the strings that there are now; written only when something changed."""
    catalogue = read(code)
    fresh = Catalog(locale=code, project="Samhandel", version="1", fuzzy=False, header_comment="# Samhandel")
    for message in strings:
        if message.id:
            known = catalogue.get(message.id, message.context)
            translated = known.string if known else ""
            # A draft is one until a person takes the mark away, however often strings are collected.
            unread = {"fuzzy"} if known and known.fuzzy and any(_strings(known)) else set()
            fresh.add(
                message.id,
                translated,
                flags=message.flags | unread,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    save(code, fresh)
    return fresh


def read(code: str) -> Catalog:
    """The catalogue of one language as it is on disk; empty when there is none."""
    path = _path(code)
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=code)


def save(code: str, catalogue: Catalog) -> None:
    """Write it when something in it changed."""
    path = _path(code)
    written = io.BytesIO()
    write_po(written, catalogue, width=0)
    after = undated(written.getvalue())
    if not path.exists() or after != path.read_bytes():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(after)
        print(f"{path} changed")


def _path(code: str) -> Path:
    return TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"


def _strings(message: Message) -> tuple[str, ...]:
    """Its translations: one, or one for each plural form."""
    found = message.string
    return tuple(found) if isinstance(found, list | tuple) else (str(found or ""),)


@dataclass(frozen=True, slots=True)
class Wish:
    """A string without a translation, and the other language's translations of it, one for each form."""

    message: Message
    forms: tuple[str, ...]


def wishes(catalogue: Catalog, other: Catalog) -> list[Wish]:
    """What can be drafted: not translated here, and translated there by a person."""
    found = []
    for message in catalogue:
        there = other.get(message.id, message.context) if message.id else None
        if there and not there.fuzzy and all(_strings(there)) and not any(_strings(message)):
            found.append(Wish(message, _strings(there)))
    return found


def draft(code: str, catalogue: Catalog, engine: Provider | None) -> int:
    """Draft what this language lacks from the other written form of Norwegian; the number of drafts.

    What comes back with other placeholders, or not in all its forms, is left empty.
    """
    wanted = wishes(catalogue, read(OTHER_FORM[code]))
    if not wanted:
        return 0
    drafts = iter(draft_texts(engine, [form for wish in wanted for form in wish.forms], OTHER_FORM[code], code))
    drafted = 0
    for wish in wanted:
        forms = [next(drafts) for _ in wish.forms]
        texts = [form.text for form in forms if form]
        if len(texts) < len(forms):
            continue
        message = wish.message
        message.string = tuple(texts) if message.pluralizable else texts[0]
        if list(message.check(catalogue)):
            message.string = ("",) * len(texts) if message.pluralizable else ""
            continue
        message.flags.add("fuzzy")
        drafted += 1
    save(code, catalogue)
    return drafted


def undated(text: bytes) -> bytes:
    """Without the header's dates, which would make every run a change."""
    dated = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Last-Translator',
        b'"Language-Team',
        b'"Generated-By',
        b'"Report-Msgid',
    )
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(dated))


def faults(code: str, catalogue: Catalog) -> list[str]:
    """What is missing, fuzzy, or has other placeholders than its source."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
        wrong = [str(error) for error in message.check(catalogue)]
        if not all(strings):
            wrong = ["not translated"]
        elif message.fuzzy:
            wrong.append("fuzzy")
        found += [f"{code}: {fault}: {message.id!r}" for fault in wrong]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make i18n", description="Bring the catalogues up to date.")
    parser.add_argument("--draft", choices=LOCALES, help="the language that a machine drafts what is missing in")
    asked = parser.parse_args(arguments)
    strings = extract(ROOT / "build" / "messages.pot")
    catalogues = {code: update(code, strings) for code in LOCALES}
    if asked.draft:
        try:
            drafted = draft(asked.draft, catalogues[asked.draft], apertium.engine(Settings()))
        except TranslationError as error:
            print(f"{asked.draft}: no drafts: {error.code} ({error}); apertium and apertium-nno-nob make them")
        else:
            print(f"{asked.draft}: {drafted} drafted; read each, and take the mark `fuzzy` away")
    found = [fault for code, catalogue in catalogues.items() for fault in faults(code, catalogue)]
    for fault in found:
        print(fault)
    print(f"{len(strings)} strings, {len(found)} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
