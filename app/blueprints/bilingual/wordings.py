"""The label that says where words come from, in the language of the page or mail: the same on every surface."""

from datetime import date
from functools import lru_cache

from flask_babel import gettext as _

from app.blueprints.bilingual import bp
from app.blueprints.bilingual.terms.presenting import Freshness, Origin, Shown
from app.core.i18n import locale
from app.core.render import format_date


@bp.app_template_global()
def origin_words(shown: Shown, original: str) -> str:
    """The whole label in one line, for mails and feeds: where the words come from, and whether that has changed since.

    `original` is the language of the original.
    """
    said, since = origin_parts(shown, original)
    return f"{said}. {since}" if since else said


@bp.app_template_global()
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
        return _("Machine translated, not checked")
    if origin is Origin.CHECKED:
        if by:
            return _("Checked by %(name)s, %(day)s", name=by, day=format_date(on))
        return _("Checked by the Ministry, %(day)s", day=format_date(on))
    return original_words(original)


@bp.app_template_global()
def original_words(lang: str) -> str:
    """That a text is shown as it was written, and in which language that is."""
    if lang == "nb":
        return _("Original, Bokmål")
    return _("Original, Nynorsk") if lang == "nn" else _("Original, English")


@bp.app_template_global()
def translated_from(original: str) -> str:
    """For one line of a list: that it is a translation, and from what."""
    if original == "nb":
        return _("Translated from Bokmål")
    return _("Translated from Nynorsk") if original == "nn" else _("Translated from English")
