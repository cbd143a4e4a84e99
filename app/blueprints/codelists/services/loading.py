"""A publisher's file becomes the edition in force, whole or not at all. The same file again changes nothing."""

import hashlib
from collections.abc import Sequence

from app.blueprints.codelists.models import CodeList
from app.blueprints.codelists.queries import loading
from app.blueprints.codelists.terms import Entry, Kind, Loaded
from app.blueprints.journal.services import record


def load(kind: Kind, version: str, entries: Sequence[Entry], *, source: str) -> Loaded:
    """Put the entries of a file (`rules.files.read`) beside the editions that are here.

    A name that the publisher does not have in a language is kept from the edition before: CPV is not published in
    Nynorsk. Codes that are gone keep their names for what used them, and are found no longer.
    """
    loading.hold(kind)
    before = loading.latest(kind, version)
    digest = hashlib.sha256(
        repr(sorted((e.code, e.nb, e.nn, e.en, e.parent or "") for e in entries)).encode()
    ).hexdigest()
    if before is not None and before.digest == digest:
        return Loaded(kind, version, before.codes, added=0, renamed=0, gone=0, same=True)
    former = {row.code: row for row in loading.entries_of(before)} if before else {}
    named = [_with_former_names(entry, former.get(entry.code)) for entry in entries]
    edition = CodeList(
        kind=kind, version=version, source=source[:200], digest=digest, codes=len(named), complete=True
    )  # fmt: skip
    loading.add(edition, named)
    record("codelists.list_loaded", subject=edition, kind=kind.value, version=version, codes=len(named), sha256=digest)
    return Loaded(
        kind,
        version,
        len(named),
        added=sum(entry.code not in former for entry in named),
        renamed=sum(entry.code in former and _is_renamed(entry, former[entry.code]) for entry in named),
        gone=len(former.keys() - {entry.code for entry in named}),
        same=False,
    )


def _with_former_names(entry: Entry, former: object | None) -> Entry:
    names = {lang: getattr(entry, lang) or getattr(former, lang, "") for lang in ("nb", "nn", "en")}
    return Entry(entry.code, **names, parent=entry.parent)


def _is_renamed(entry: Entry, former: object) -> bool:
    return any(getattr(entry, lang) != getattr(former, lang) for lang in ("nb", "nn", "en"))
