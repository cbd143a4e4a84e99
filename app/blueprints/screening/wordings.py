"""What was found, and how far a document has been read, in words for whoever wrote or uploaded it."""

from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.blueprints.screening.terms.documents import AROUND, MOST_PAGES, Reading, ReadState, WhyNot
from app.blueprints.screening.terms.findings import Certainty, FindingKind

KIND_WORDS = {
    FindingKind.NIN: _l("a national identity number"),
    FindingKind.ACCOUNT: _l("an account number"),
    FindingKind.PHONE: _l("a phone number"),
    FindingKind.EMAIL: _l("a person's e-mail address"),
    FindingKind.EMAIL_ROLE: _l("an office's e-mail address"),
    FindingKind.PRICE: _l("a price per unit"),
    FindingKind.SECRET: _l("words that often tell of secrets"),
}
PERHAPS = _l("perhaps a national identity number")
WHY_NOT = {
    WhyNot.ENCRYPTED: _l("It has a password and was not read."),
    WhyNot.BROKEN: _l("It is damaged and was not read to its end."),
    WhyNot.UNSUPPORTED: _l("Pictures are not read."),
    WhyNot.GONE: _l("It was not read."),
}


def kind_words(kind: FindingKind, certainty: Certainty) -> str:
    return str(PERHAPS if kind is FindingKind.NIN and certainty is not Certainty.HIGH else KIND_WORDS[kind])


def found_lines(reading: Reading) -> list[str]:
    """One line a page: "Page 3: a national identity number, a phone number"."""
    lines = []
    for page, found in groupby(sorted(reading.found), key=lambda each: each.page):
        kinds = ", ".join(dict.fromkeys(kind_words(each.kind, each.certainty) for each in found))
        if page == AROUND:
            lines.append(_("Headers, notes and comments: %(kinds)s", kinds=kinds))
        elif reading.by_sheet:
            lines.append(_("Sheet %(page)s: %(kinds)s", page=page, kinds=kinds))
        else:
            lines.append(_("Page %(page)s: %(kinds)s", page=page, kinds=kinds))
    return lines


def how_far(reading: Reading) -> str:
    """How far it has been read, or why not; nothing to say of a document that was read and holds something."""
    if reading.state is ReadState.WAITING:
        return str(_("It waits to be read."))
    if reading.state is ReadState.READING:
        return _far(reading)
    if reading.why is WhyNot.TOO_LONG:
        return str(_("It is longer than the %(most)s pages that are read. The rest was not read.", most=MOST_PAGES))
    if reading.why is not None:
        return str(WHY_NOT[reading.why])
    if not reading.has_text:
        return str(_("No text found: pages that are pictures are not read."))
    return "" if reading.found else str(_("It was read, and nothing was found."))


def _far(reading: Reading) -> str:
    if reading.pages_total is None:
        return str(_("It is being read."))
    done, total = reading.pages_done, reading.pages_total
    if reading.by_sheet:
        return str(ngettext("%(done)s of %(num)s sheet read", "%(done)s of %(num)s sheets read", total, done=done))
    return str(ngettext("%(done)s of %(num)s page read", "%(done)s of %(num)s pages read", total, done=done))
