"""The fairness check: what is asked at each point, and what the site itself sees."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.rules.fairness import stored
from app.blueprints.dialogues.terms.fairness import FairAnswer, FairnessDraft, FairPoint, FairWarning
from app.core import written
from app.core.fields import VersionField
from app.core.forms import Form

REASON = 600
STATEMENTS = {
    FairPoint.TIME: _l("Firms have time enough to notice this, read it and answer."),
    FairPoint.OPEN: _l("Everybody who may have something to say can take part."),
    FairPoint.KNOWN: _l("Nobody in the market knows more about this than what stands here."),
    FairPoint.HELP: _l("No supplier has helped to write it."),
    FairPoint.EFFORT: _l("A firm with five employees can answer without it costing more than it is worth."),
    FairPoint.USE: _l("It says what the answers will be used for, and what will be published."),
    FairPoint.TIES: _l("Everybody who works with this has thought through their ties to firms in this market."),
}
HINTS = {
    FairPoint.KNOWN: _l("If somebody does: who was told what, and when will everybody get to know it?"),
    FairPoint.HELP: _l("If one has: which, and with what? The report on advance involvement will name it."),
    FairPoint.TIES: _l("Each of them also declares it by name before anything confidential opens."),
}
SEEN = {
    FairWarning.SHORT: _l("Input is taken for less than four weeks. Small firms do this beside their work."),
    FairWarning.HOLIDAY: _l("Without July and Christmas there are less than four weeks left."),
    FairWarning.QUESTIONS_LATE: _l("Questions end less than a week before input does: the answers may come too late."),
    FairWarning.INVITED: _l("Only those invited can give input. Say why not everybody."),
    FairWarning.MANY_NEEDS: _l("There are many needs here, and every firm reads them all."),
}
WORDS = [SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No, or not wholly"))]


class PointField(written.OptionsField):
    """Yes, no, or not answered yet."""

    def pre_validate(self, form: Any) -> None:
        if self.data:
            super().pre_validate(form)


class FairnessForm(Form):
    """A word and a reason for each point; saved as far as it goes."""

    version = VersionField()

    def rows(self) -> list[tuple[FairPoint, Any, Any]]:
        return [(point, self[f"word_{point}"], self[f"reason_{point}"]) for point in FairPoint]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for _point, word, reason in self.rows():
            if reason.data and not word.data and not word.errors:
                word.errors, valid = [_("Choose yes or no.")], False
            if word.data == "no" and not reason.data and not reason.errors:
                reason.errors, valid = [_("Say why, or what you do about it.")], False
        return valid

    def draft(self) -> FairnessDraft:
        answers = {point: FairAnswer(word.data, reason.data or "") for point, word, reason in self.rows() if word.data}
        return FairnessDraft(answers=answers, version=self.version.data)


for _point in FairPoint:
    setattr(FairnessForm, f"word_{_point}", PointField(STATEMENTS[_point], choices=WORDS))
    setattr(FairnessForm, f"reason_{_point}", written.optional_paragraph(_l("Why, or what you do about it"), REASON))


def fairness_form(dialogue: Dialogue) -> FairnessForm:
    """The answers as they are stored, or as they were sent."""
    values: dict[str, Any] = {}
    for point, given in stored(dialogue.fairness or {}).items():
        values |= {f"word_{point}": given.word, f"reason_{point}": given.reason}
    return FairnessForm(version=dialogue.version, **values)
