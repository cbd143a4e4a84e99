"""What a reader is shown of a text: decided here for every page, list, inbox, mail, digest, feed and queue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.bilingual.terms.presenting import (
    LANGUAGES,
    READ_ALIKE,
    Freshness,
    Name,
    Origin,
    Reader,
    Shown,
    Source,
    Translate,
    Version,
    View,
)


def visitor(locale: str) -> Reader:
    """Somebody of whom nothing is known but the page's language: Norwegians read both written forms."""
    return Reader(locale=locale, reads=READ_ALIKE[locale])


def reader_of(who: Actor | Visitor, locale: str) -> Reader:
    """Who reads this page: somebody with settings of her own, or a visitor."""
    if not who.is_authenticated:
        return visitor(locale)
    return person(locale, who.reads, who.translate, machine=who.sees_machine)


def person(locale: str, reads: Sequence[str], translate: str, *, machine: bool) -> Reader:
    """A person by her settings. The language in which she has opened the page is one that she reads."""
    known = tuple(reads) if locale in reads else (*reads, locale)
    return Reader(locale=locale, reads=known, translate=Translate(translate), machine=machine)


def with_view(reader: Reader, view: View | None) -> Reader:
    """The reader as she wants to read this page; without a view, as her settings say."""
    if view in (View.ORIGINAL, View.BOTH):
        return replace(reader, translate=Translate.NEVER)
    if view is View.MINE:
        alike = tuple(lang for lang in READ_ALIKE[reader.locale] if lang in reader.reads)
        return replace(reader, reads=alike, translate=Translate.AUTO)
    return reader


def settings_view(reader: Reader) -> View | None:
    """Which of the views is what her settings give; None when it is none of them."""
    if reader.translate is Translate.NEVER or set(LANGUAGES) <= set(reader.reads):
        return View.ORIGINAL
    mine = with_view(reader, View.MINE)
    return View.MINE if set(mine.reads) == set(reader.reads) and mine.translate is reader.translate else None


def needs_versions(langs: Iterable[str], reader: Reader) -> bool:
    """Whether anything in these languages could be shown to her in other words than its own."""
    return reader.translate is not Translate.NEVER and any(lang not in reader.reads for lang in langs)


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
    answer, and only where the space allows machines.
    """
    if source.lang == reader.locale:
        return None
    return _best(source, versions, replace(reader, machine=True))


def _best(source: Source, versions: Iterable[Version], reader: Reader) -> Version | None:
    """Checked before machine; the page's own language before the one that reads alike."""
    order = [lang for lang in READ_ALIKE[reader.locale] if lang == reader.locale or lang in reader.reads]
    machine = reader.machine and source.machine_allowed and not source.official
    found = [
        version
        for version in versions
        if version.lang in order and version.lang != source.lang and (version.origin is Origin.CHECKED or machine)
    ]
    return min(found, key=lambda v: (v.origin is not Origin.CHECKED, order.index(v.lang)), default=None)


def present_name(names: Mapping[str, str], lang: str, locale: str) -> Name:
    """A name that is kept in several languages (a dialogue's, a forum's): the reader's own, else the original.

    `lang` is the original's language; the names in other languages were written by its owner.
    """
    for code in READ_ALIKE[locale]:
        if names.get(code):
            return Name(names[code], code, translated=code != lang)
    return Name(names.get(lang, ""), lang)
