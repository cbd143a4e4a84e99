"""Forms of answers, of their publication, and what the room's refusals of them say."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice

from app.blueprints.questions.terms.answers import AnswerDraft, Publication, Words
from app.core import written
from app.core.errors import words as wordings
from app.core.fields import VersionField
from app.core.forms import Form, OnceForm
from app.core.i18n import LOCALES

wordings(
    {
        "question_cannot_be_answered": _l(
            "This question cannot be answered now: its firm has taken it back, or has been asked to agree to new words."
        ),
        "question_has_an_answer": _l("Somebody has begun an answer to this question already. Go on with that one."),
        "answer_is_published": _l("This answer is published. It can be changed by a new version."),
        "answer_is_not_published": _l("This answer is not published yet. Edit it instead."),
        "answer_is_being_changed": _l("Somebody is writing a new version of this answer already."),
        "answer_is_approved": _l("This answer is approved already."),
        "another_must_approve": _l(
            "You have written some of this answer. Somebody else at the buyer must read and approve it."
        ),
        "answer_lacks_a_language": _l("Write the question and the answer in these languages too: %(languages)s."),
        "say_what_changed": _l("Say what is new, and why. Everybody reads it beside the new answer."),
        "batch_is_being_prepared": _l("A batch is being prepared already. Go on with that one."),
        "batch_is_published": _l("This batch is published already. Everybody can read the answers."),
        "batch_is_empty": _l("There is nothing in this batch. Put in at least one approved answer."),
        "batch_is_not_ready": _l(
            "Some answers in this batch cannot go out now (%(count)s). Nothing is published. See which, and why."
        ),
        "say_what_of_the_deadline": _l(
            "Few days are left to use these answers. Move the last day for input, or say that it stays."
        ),
        "choose_a_later_day": _l("Choose a later day than the last day for input now."),
    }
)

MOST_WHY = 1_000


class AnswerFields:
    """A question (or heading) and an answer in each of our languages; a dialogue uses those that are its own."""

    why = written.optional_paragraph(_l("What is new, and why?"), MOST_WHY)

    def keep_only(self, languages: list[str], *, asked_in: str | None, heading: bool, why: bool) -> None:
        """Take away what this answer does not need: the question's own words stand as they were asked."""
        for code in LOCALES:
            if code not in languages:
                del self[f"answer_{code}"]  # type: ignore[attr-defined]
            if code not in languages or code == asked_in:
                del self[f"question_{code}"]  # type: ignore[attr-defined]
            elif heading:
                self[f"question_{code}"].label.text = HEADINGS[code]  # type: ignore[index]
        if not why:
            del self.why

    def rows(self) -> list[tuple[str, Any, Any]]:
        """(language, the field for the question or None, the field for the answer)."""
        fields = self._fields  # type: ignore[attr-defined]
        return [
            (code, fields.get(f"question_{code}"), fields[f"answer_{code}"])
            for code in LOCALES
            if f"answer_{code}" in fields
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))  # type: ignore[misc]
        if not any(answer.data for _code, _question, answer in self.rows()):
            first = self.rows()[0][2]
            first.errors, valid = [*first.errors, _("Write the answer in at least one language.")], False
        return valid

    def draft(self) -> AnswerDraft:
        said = {
            code: Words((question.data or "") if question is not None else "", answer.data or "")
            for code, question, answer in self.rows()
        }
        why = self._fields.get("why")  # type: ignore[attr-defined]
        version = self._fields.get("version")  # type: ignore[attr-defined]
        return AnswerDraft(
            words=said, why=(why.data or "") if why is not None else "", version=version.data if version else 0
        )


class NewAnswerForm(AnswerFields, OnceForm):
    """The first words of an answer, or of a new version."""


class AnswerForm(AnswerFields, Form):
    version = VersionField()


HEADINGS = {"nb": _l("Heading in Bokmål"), "nn": _l("Heading in Nynorsk"), "en": _l("Heading in English")}
_QUESTIONS = {
    "nb": _l("The question in Bokmål"),
    "nn": _l("The question in Nynorsk"),
    "en": _l("The question in English"),
}
_ANSWERS = {"nb": _l("The answer in Bokmål"), "nn": _l("The answer in Nynorsk"), "en": _l("The answer in English")}
for _code in LOCALES:
    setattr(AnswerFields, f"question_{_code}", written.optional_paragraph(_QUESTIONS[_code]))
    setattr(AnswerFields, f"answer_{_code}", written.optional_paragraph(_ANSWERS[_code], 20_000))


def filled(words: Any) -> dict[str, str]:
    """What has been written, as the form's fields take it."""
    return {f"question_{code}": said.question for code, said in words.items()} | {
        f"answer_{code}": said.answer for code, said in words.items()
    }


class VersionForm(Form):
    """A button that does something to the version that was read."""

    version = VersionField()


class PublishForm(Form):
    """The batch as it was read, what is left out of it, and what becomes of the last day for input."""

    version = VersionField()
    without = HiddenField(_l("Left out"), default="")
    deadline = RadioField(  # asked only when few days are left: the service refuses a batch that does not say
        _l("The last day for input"),
        choices=[SelectChoice("move", _l("Move it to the day below")), SelectChoice("keep", _l("It stays"))],
        validate_choice=False,
    )
    closes_on = written.optional_day(_l("The new last day for input"))

    def ask_nothing_of_the_deadline(self) -> None:
        del self.deadline, self.closes_on

    def said(self) -> Publication:
        """Numbers that are none are no answers of this batch, and leave nothing out."""
        typed = (self.without.data or "").split()
        numbers = frozenset(int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 19)
        moved = self.closes_on.data if self.deadline.data == "move" else None
        return Publication(
            version=self.version.data, without=numbers, closes_on=moved, keeps_deadline=self.deadline.data == "keep"
        )
