"""What the machine found, in words; and sentences to begin a statement of reasons with."""

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.screening.terms.findings import FindingKind
from app.core.i18n import in_language

FOUND_WORDS = {
    FindingKind.NIN: _l("identity number"),
    FindingKind.ACCOUNT: _l("account number"),
    FindingKind.PHONE: _l("phone number"),
    FindingKind.EMAIL: _l("mail address"),
    FindingKind.EMAIL_ROLE: _l("an office's mail address"),
    FindingKind.PRICE: _l("price"),
    FindingKind.SECRET: _l("perhaps a trade secret"),
}


def found_words(kinds: Sequence[FindingKind], locale: str) -> str:
    """ "price and phone number", in the language of the page."""
    return format_list([str(FOUND_WORDS[kind]) for kind in kinds], locale=locale)


def sentences(kinds: Sequence[FindingKind], locale: str) -> list[str]:
    """What a moderator may begin with, in the author's language. She says herself what in the text it is about."""
    with in_language(locale):
        offered = []
        if kinds:
            offered.append(
                _(
                    "Thank you for your contribution. This cannot stand here: %(what)s. Take it out and send the text"
                    " again.",
                    what=found_words(kinds, locale),
                )
            )
        offered += [
            _("The sentence that begins with “…” names a person who has not agreed to be named."),
            _("The text belongs in another thread, because it is about something else than the question there."),
            _("The text has been read against the rules, and nothing in it breaks them."),
        ]
    return offered
