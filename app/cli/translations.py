"""Collect the strings of code and templates, bring the catalogues up to date, and tell what is missing: `make i18n`.

A string that changed is a new string: nothing is guessed (no fuzzy matches), and no date in a file changes by itself.
"""

import io
import subprocess
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from config import ROOT

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
    path = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    before = path.read_bytes() if path.exists() else b""
    catalogue = read_po(io.BytesIO(before), locale=code)
    fresh = Catalog(locale=code, project="Samhandel", version="1", fuzzy=False, header_comment="# Samhandel")
    for message in strings:
        if message.id:
            known = catalogue.get(message.id, message.context)
            translated = known.string if known else ""
            fresh.add(
                message.id,
                translated,
                flags=message.flags,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    written = io.BytesIO()
    write_po(written, fresh, width=0)
    after = undated(written.getvalue())
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(after)
        print(f"{path} changed")
    return fresh


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


def main() -> int:
    strings = extract(ROOT / "build" / "messages.pot")
    found = [fault for code in LOCALES for fault in faults(code, update(code, strings))]
    for fault in found:
        print(fault)
    print(f"{len(strings)} strings, {len(found)} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
