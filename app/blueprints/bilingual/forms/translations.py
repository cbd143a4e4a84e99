"""What is asked of those who translate and check, and what the room's states and refusals mean to people."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, StringField, TextAreaField
from wtforms.validators import Optional

from app.blueprints.bilingual.rules import parts as cut
from app.blueprints.bilingual.terms.translations import (
    MOST_NOTE,
    MOST_TITLE,
    Method,
    Queue,
    Start,
    Status,
    TranslationDraft,
    Verdict,
)
from app.core import errors
from app.core.fields import VersionField
from app.core.forms import Limit, OnceForm, clean
from app.core.text import MOST_CHARACTERS
from app.core.versioned import VersionedForm

STATUS_WORDS = {
    Status.REQUESTED: _l("Requested"),
    Status.MACHINE: _l("Machine translated, not checked"),
    Status.DRAFT: _l("Being translated"),
    Status.IN_REVIEW: _l("Waits to be checked"),
    Status.APPROVED: _l("Checked"),
    Status.SUPERSEDED: _l("Replaced by a newer one"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
STATUS_COLOURS = {
    Status.REQUESTED: "neutral",
    Status.MACHINE: "warning",
    Status.DRAFT: "info",
    Status.IN_REVIEW: "accent",
    Status.APPROVED: "success",
    Status.SUPERSEDED: "neutral",
    Status.WITHDRAWN: "neutral",
}
METHOD_WORDS = {
    Method.HUMAN: _l("Translated by a person"),
    Method.AUTHOR: _l("Translated by the author"),
    Method.MACHINE: _l("Translated by a machine"),
    Method.EDITED: _l("Machine translated, and gone through by a person"),
}
QUEUE_WORDS = {
    Queue.CHECK: _l("To be checked"),
    Queue.CONFIRM: _l("Small edits to confirm"),
    Queue.WANTED: _l("Requested"),
    Queue.STALE: _l("Original changed"),
    Queue.MINE: _l("Mine"),
}

errors.words(
    {
        "language_unknown": _l("Choose Bokmål, Nynorsk or English."),
        "language_is_the_originals": _l("This text is written in that language already."),
        "original_not_visible": _l("The original can no longer be read, so nothing can be done with its translations."),
        "translation_is_there": _l("There is a translation in this language already."),
        "nothing_to_begin_with": _l("What you wanted to begin with is no longer there. Begin with an empty text."),
        "translation_is_approved": _l("This translation was approved while you were writing. Your text is kept below."),
        "translation_is_superseded": _l("A newer translation has taken the place of this one."),
        "translation_is_withdrawn": _l("This translation has been withdrawn. Your text is kept below."),
        "translation_is_machine": _l("A machine's draft is not changed. Begin a translation with it instead."),
        "source_revision_unknown": _l("The page is out of date. Your text is kept: send it once more."),
        "translation_title_too_long": _l("A title may have at most %(limit)s characters."),
        "translation_is_empty": _l("Write the translation before you send it to be checked."),
        "translation_title_is_empty": _l("Translate the title too before you send it to be checked."),
        "translation_was_decided": _l("Somebody else was first."),
        "original_changed_meanwhile": _l("The original was changed while you were checking."),
        "forbidden_terms": _l(
            "There are words in the translation that the glossary says are not to be used. They are listed below. "
            "Send the translation back, or mend it yourself: then somebody else must check it."
        ),
        "review_note_is_missing": _l("Write to the translator what is to be mended."),
        "translation_is_stale": _l("The meaning of the original has changed: go through the translation again."),
        "checked_by_another": _l("You have translated this yourself, so somebody else must check it."),
        "checking_not_yours": _l("You may no longer check translations here."),
    }
)  # fmt: skip


class TranslationForm(VersionedForm):
    """The translation in paragraphs, beside those of the original; `source_revision` is what stood beside it."""

    title = StringField(_l("The title in translation"), [Optional(), Limit(MOST_TITLE)])
    # However many boxes were sent, none is dropped.
    parts = FieldList(TextAreaField(_l("Paragraph"), [Optional()], filters=[clean]), _l("Paragraph"))
    source_revision = VersionField()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        good = bool(super().validate(*args, **kwargs))
        length = len(self.body)
        if length <= MOST_CHARACTERS:
            return good
        self.too_long = True
        self.form_errors.append(
            _(
                "This text has %(length)s characters. The field takes %(maximum)s."
                " Nothing is lost: shorten it and send again.",
                length=f"{length:,}".replace(",", "\u202f"),
                maximum=f"{MOST_CHARACTERS:,}".replace(",", "\u202f"),
            )
        )
        return False

    def take(self, error: errors.DomainError, *, now_at: int | None = None) -> None:
        """What is wrong with the text as a whole stands above the boxes: no one of them is to blame.

        With nothing in any of them, the first is where to begin.
        """
        if isinstance(error, errors.Refused) and error.field == "parts":
            if error.code == "translation_is_empty" and len(self.parts):
                self.parts[0].errors = self.parts.errors = [error.message]
                return
            error.field = None
        super().take(error, now_at=now_at)

    def show(self, title: str, texts: list[str]) -> None:
        """The translation as it stands, in the boxes."""
        self.title.data = title
        while len(self.parts):
            self.parts.pop_entry()
        for text in texts:
            self.parts.append_entry(text)

    @property
    def body(self) -> str:
        text: str = cut.joined(entry.data or "" for entry in self.parts)
        return text

    def draft(self) -> TranslationDraft:
        return TranslationDraft(
            title=self.title.data or "",
            body=self.body,
            source_revision=self.source_revision.data,
            version=self.version.data,
        )


class RequestForm(OnceForm):
    """Ask for a text in a language. The button carries it."""

    to = StringField(_l("Language"))


class BeginForm(RequestForm):
    start = StringField(_l("Begin with"))

    def chosen(self) -> Start:
        return next((one for one in Start if one.value == self.start.data), Start.EMPTY)


class VerdictForm(VersionedForm):
    """Approve or send back; `checked_revision` is the original that stood beside the translation."""

    checked_revision = VersionField()
    note = TextAreaField(_l("To the translator"), [Optional(), Limit(MOST_NOTE)])

    def verdict(self) -> Verdict:
        return Verdict(
            checked_revision=self.checked_revision.data, version=self.version.data, note=self.note.data or ""
        )


class WithdrawForm(VersionedForm):
    """A button for what cannot be undone."""
