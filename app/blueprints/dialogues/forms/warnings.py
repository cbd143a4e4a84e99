"""The author answers what the linter warned of: one field a warning."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.dialogues.rules.linting import Warned
from app.core import written
from app.core.fields import VersionField
from app.core.forms import Form

LONGEST_ANSWER = 600
FIELDS = {
    "title": _l("The need in one line"),
    "affected": _l("Who is affected?"),
    "baseline": _l("How is it today?"),
    "effect": _l("What should be different?"),
    "indicator": _l("How will you know?"),
    "open_for": _l("What is open for the market to propose?"),
    "limits": _l("What cannot be changed?"),
}
ASKED = {
    Warned.BRAND: _l("Say why it must be named, or go back and describe what it does."),
    Warned.OR_EQUIVALENT: _l("Say why it must be named, or go back and describe what would be equivalent."),
    Warned.METHOD: _l("Say why no other way will do, or go back and describe what should come of it."),
    Warned.NO_INDICATOR: _l("Say how you will know, or go back and write what will be measured."),
    Warned.NO_BASELINE: _l("Say when you will know, or go back and write how it is today."),
    Warned.NO_NUMBER: _l("Say why there is no figure, or go back and write one."),
}


def warning_words(warning: Mapping[str, Any]) -> str:
    """What is wrong, in a sentence."""
    return str(_worded(Warned(warning["code"]), warning["words"]))


def _worded(code: Warned, found: str) -> Any:
    match code:
        case Warned.BRAND:
            return _("“%(words)s” looks like a brand. Other firms may think that the choice is made.", words=found)
        case Warned.OR_EQUIVALENT:
            return _("“%(words)s” names one product and leaves others to guess what counts as equal.", words=found)
        case Warned.METHOD:
            return _("“%(words)s” prescribes how. A need says what should come of it.", words=found)
        case Warned.NO_INDICATOR:
            return _("Nothing here can be measured or counted.")
        case Warned.NO_BASELINE:
            return _("It does not say how it is today, so nobody can tell what a change would be.")
        case Warned.NO_NUMBER:
            return _("There is no figure here.")


class WarningsForm(Form):
    """`answer_0`, `answer_1`, ...: as many as there are warnings."""

    version = VersionField()

    def answers(self) -> list[str]:
        numbered = [name for name in self._fields if name.startswith("answer_")]
        return [self[name].data or "" for name in sorted(numbered, key=lambda name: int(name.rpartition("_")[2]))]


def warnings_form(warnings: Sequence[Mapping[str, Any]], version: int) -> WarningsForm:
    """The form for these warnings, with the answers that are stored, or as it was sent."""
    fields = {
        f"answer_{number}": written.optional_paragraph(_("Your answer"), LONGEST_ANSWER)
        for number in range(len(warnings))
    }
    made = type("WarningsForm", (WarningsForm,), fields)
    stored = {f"answer_{number}": warning.get("answer", "") for number, warning in enumerate(warnings)}
    form: WarningsForm = made(version=version, **stored)
    return form
