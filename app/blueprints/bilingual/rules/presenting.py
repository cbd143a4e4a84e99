"""What a reader is shown of a text: decided here for every page, list, inbox, mail, digest, feed and queue."""

from collections.abc import Iterable, Mapping

from app.blueprints.bilingual.terms.presenting import (
    READ_ALIKE,
    Freshness,
    Name,
    Origin,
    Reader,
    Shown,
    Source,
    Translate,
    Version,
)


def visitor(locale: str) -> Reader:
    """Somebody of whom nothing is known but the page's language: Norwegians read both written forms."""
    return Reader(locale=locale, reads=READ_ALIKE[locale])


def freshness(source: Source, source_revision: int) -> Freshness:
    """How a version of `source_revision` stands to the original as it is now."""
    if source_revision >= source.revision:
        return Freshness.FRESH
    return Freshness.MINOR if source_revision >= source.substantive else Freshness.STALE


def present(source: Source, versions: Iterable[Version], reader: Reader) -> Shown:
    """The original to whoever reads its language; else a checked translation; else, if wanted, a machine's; else the
    original, with the offer to ask for a translation. The original is never replaced by something nobody asked for.
    """
    if source.lang in reader.reads:
        return Shown(source.lang, Origin.ORIGINAL)
    found = _best(source, versions, reader)
    if found is None:
        return Shown(source.lang, Origin.ORIGINAL, may_ask=reader.translate is not Translate.NEVER)
    if reader.translate is Translate.AUTO:
        return shown(source, found)
    return Shown(source.lang, Origin.ORIGINAL, offered=found if reader.translate is Translate.ASK else None)


def shown(source: Source, version: Version) -> Shown:
    """This version, with how it stands to the original."""
    return Shown(version.lang, version.origin, version, freshness(source, version.source_revision))


def beside(source: Source, versions: Iterable[Version], reader: Reader) -> Version | None:
    """The version that stands beside the original when both are wanted: also of a text whose language she reads.

    A machine's words come here too, labelled as such, since the original stands beside them; never beside an official
    answer.
    """
    wanted = Reader(locale=reader.locale, reads=(), machine=True)
    return _best(source, [version for version in versions if version.lang == reader.locale], wanted)


def _best(source: Source, versions: Iterable[Version], reader: Reader) -> Version | None:
    """Checked before machine; the page's own language before the one that reads alike."""
    order = {lang: place for place, lang in enumerate(READ_ALIKE[reader.locale])}
    found = [
        version
        for version in versions
        if version.lang in order
        and version.lang != source.lang
        and (version.origin is Origin.CHECKED or (reader.machine and not source.official))
    ]
    return min(found, key=lambda v: (v.origin is not Origin.CHECKED, order[v.lang]), default=None)


def present_name(names: Mapping[str, str], lang: str, locale: str) -> Name:
    """A name that is kept in several languages (a dialogue's, a forum's): the reader's own, else the original.

    `lang` is the original's language; the names in other languages were written by its owner.
    """
    for code in READ_ALIKE[locale]:
        if names.get(code):
            return Name(names[code], code, translated=code != lang)
    return Name(names.get(lang, ""), lang)
