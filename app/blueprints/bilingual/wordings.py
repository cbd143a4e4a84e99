"""The label that says where words come from, in the language of the page or mail: the same on every surface."""

from datetime import date
from functools import lru_cache

from flask_babel import gettext as _

from app.blueprints.bilingual.terms.presenting import Freshness, Origin, Shown
from app.core.i18n import locale
from app.core.render import format_date


def origin_words(shown: Shown, original: str) -> str:
    """The whole label in one line, for mails and feeds: where the words come from, and whether that has changed since.

    `original` is the language of the original.
    """
    said, since = origin_parts(shown, original)
    return f"{said}. {since}" if since else said


def origin_parts(shown: Shown, original: str) -> tuple[str, str]:
    """ "Original, Nynorsk", "Machine translated, not checked" or "Checked by Helse Vest, 12 November 2026".

    And how it stands to the original, if that has been changed since; else nothing.
    """
    version = shown.version
    by, on = (version.checked_by, version.checked_on) if version else ("", None)
    return _parts(locale(), shown.origin, original, by, on, shown.freshness)


@lru_cache(maxsize=2048)
def _parts(
    _locale: str, origin: Origin, original: str, by: str, on: date | None, freshness: Freshness
) -> tuple[str, str]:
    """Kept for each language of pages: a page of twenty posts says the same twenty times."""
    if freshness is Freshness.FRESH:
        return _origin(origin, original, by, on), ""
    since = _("Small edits since.") if freshness is Freshness.MINOR else _("The original has been changed since.")
    return _origin(origin, original, by, on), since


def _origin(origin: Origin, original: str, by: str, on: date | None) -> str:
    if origin is Origin.MACHINE:
        return str(_("Machine translated, not checked"))
    if origin is Origin.ORIGINAL:
        return original_words(original)
    if by:
        return str(_("Checked by %(name)s, %(day)s", name=by, day=format_date(on)))
    return str(_("Checked by the Ministry, %(day)s", day=format_date(on)))


def original_words(lang: str) -> str:
    """That a text is shown as it was written, and in which language that is."""
    words = {"nb": _("Original, Bokmål"), "nn": _("Original, Nynorsk"), "en": _("Original, English")}
    return str(words[lang])


def in_a_sentence(lang: str) -> str:
    """A language as it stands within a sentence of the page: "English", "engelsk"."""
    words = {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}
    return str(words[lang]) if locale() == "en" else str(words[lang]).lower()


def translated_from(original: str) -> str:
    """For one line: that it is a translation, and from what."""
    words = {"nb": _("Translated from Bokmål"), "nn": _("Translated from Nynorsk"), "en": _("Translated from English")}
    return str(words[original])
