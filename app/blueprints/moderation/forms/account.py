"""The words of the public account, for people who have never seen a moderator's queue."""

from datetime import date

from babel import dates
from flask_babel import lazy_gettext as _l

from app.blueprints.moderation.rules.periods import Third
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.i18n import locale
from app.core.render import BABEL

ROW_WORDS = {
    "received.report": _l("Reported by readers"),
    "received.rule": _l("Pointed out by a machine"),
    "received.pre_moderation": _l("Waited for a look before it was published"),
    "received.translation": _l("Complaint about a translation"),
    "received.sample": _l("Two moderators judged a sample differently"),
    "action.approve": _l("Left as it was, or published"),
    "action.restore": _l("Shown again"),
    "action.return": _l("Sent back to the author for a change"),
    "action.redact": _l("Some words removed"),
    "action.hide": _l("Hidden"),
    "action.move": _l("Moved to where it belongs"),
    "action.lock": _l("Thread locked"),
    "action.refer_buyer": _l("Taken from the public and handed to the buyer"),
    "action.warn": _l("Author warned"),
    "action.silence": _l("Author stopped from writing for a time"),
    "action.suspend": _l("Author shut out for a time"),
    "grounds.one": _l("One ground"),
    "grounds.several": _l("Several grounds"),
    "language.nb": "Bokmål",
    "language.nn": "Nynorsk",
    "language.en": "English",
    "language.other": _l("Other languages"),
    "machine.pointed": _l("A machine had pointed at the text, and a person decided"),
    "machine.silent": _l("People alone"),
    "machine.alone": _l("Decided by a machine alone"),
    "outcome.upheld": _l("The decision stood"),
    "outcome.changed": _l("The decision was changed"),
    "outcome.overturned": _l("The decision was overturned"),
}


def row_word(cell: str, on: date) -> str:
    """What a row is called; grounds by the wording in force at the end of the period."""
    table, row = cell.split(".")
    if table == "ground":
        return f"{row} · {reason_in_force(ReasonCode(row), on).title.in_(locale())}"
    return str(ROW_WORDS[cell])


def third_name(third: Third) -> str:
    """January–April 2026."""
    code = BABEL[locale()]
    first, last = (dates.format_date(day, "LLLL", locale=code) for day in (third.first, third.last))
    return f"{first}–{last} {third.year}"
