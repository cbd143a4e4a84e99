"""What the address asks the queue for."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.blueprints.moderation.forms.words import SIGNAL_WORDS, SOURCE_WORDS, reason_choices
from app.blueprints.moderation.terms.cases import CaseFilter, Source
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.i18n import LOCALES, NAMES

STATES = ("second", "with_lawyer", "with_author", "appeals", "samples")
HOLDERS = ("free", "mine")
_KNOWN = {
    "reason": {code.value for code in ReasonCode} | set(SIGNAL_WORDS),
    "language": set(NAMES),
    "source": {source.value for source in Source},
    "holder": set(HOLDERS),
    "state": set(STATES),
}


def read_filter(asked: Mapping[str, str]) -> CaseFilter:
    """What the address asks the queue for; anything unknown is no filter."""
    return CaseFilter(**{name: value for name, known in _KNOWN.items() if (value := asked.get(name, "")) in known})


def filter_address(wanted: CaseFilter) -> dict[str, str]:
    """The same as part of an address."""
    return {name: value for name in _KNOWN if (value := getattr(wanted, name))}


def stage_words(wanted: CaseFilter) -> str:
    """Which part of all open cases is shown, where it is not the queue."""
    words = {
        "second": _("Waits for a second person"),
        "with_lawyer": _("With a lawyer"),
        "with_author": _("With the author"),
        "appeals": _("Appeals"),
        "samples": _("Samples"),
    }
    return str(words.get(wanted.state, ""))


def filter_fields(wanted: CaseFilter) -> list[dict[str, object]]:
    """The choices over the list: (value, words) each, the chosen one named."""
    reasons = [*reason_choices(), *((code, str(word)) for code, word in SIGNAL_WORDS.items())]
    fields = {
        "reason": (_("Reason"), [("", _("All reasons")), *reasons]),
        "language": (_("Language"), [("", _("All languages")), *((code, NAMES[code]) for code in LOCALES)]),
        "holder": (
            _("Responsible"),
            [("", _("Everybody")), ("free", _("Free, and mine")), ("mine", _("Only me"))],
        ),
        "source": (
            _("Where it comes from"),
            [("", _("Everywhere")), *((source.value, str(word)) for source, word in SOURCE_WORDS.items())],
        ),
    }
    return [
        {"name": name, "label": label, "options": options, "value": getattr(wanted, name)}
        for name, (label, options) in fields.items()
    ]
