"""A document is added: a file or a text; a page is vouched for; and what the room refuses of either."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.blueprints.attachments.terms import ACCEPTED, ACCEPTED_ENDINGS, MOST_BYTES
from app.blueprints.dialogues.terms.documents import DocumentDraft
from app.core import written
from app.core.errors import words
from app.core.fields import FileField
from app.core.forms import OnceForm

words(
    {
        "a_file_or_a_text": _l("Choose a file, or write the text. One of them, not both."),
        "document_is_published": _l("This document is published already. Everybody can open it."),
        "document_is_being_checked": _l(
            "This document is still being checked. It takes a minute or two; then it can be published."
        ),
        "document_was_stopped": _l("This document was stopped by the virus check and cannot be published."),
        "document_holds_numbers": _l(
            "This document holds what looks like a national identity number, and cannot be published. Take the number"
            " out, and add the document again."
        ),
        "no_profile_here": _l("No requirement profile belongs to this dialogue now."),
    }
)


class DocumentForm(OnceForm):
    """A file, or a text written here."""

    title = written.line(_l("What is the document called?"))
    lang = written.language(_l("Which language is it in?"))
    file = FileField(_l("File"), accepted=ACCEPTED, endings=ACCEPTED_ENDINGS, most=MOST_BYTES, required=False)
    body = written.optional_paragraph(_l("Or the text itself"), written.LONGEST)
    source = written.optional_line(_l("Who wrote it, and where does it stand?"), 300)
    written_on = written.optional_day(_l("When was it written?"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if bool(self.file.data) == bool(self.body.data) and not self.file.errors:
            self.file.errors = [_("Choose a file, or write the text. One of them, not both.")]
            return False
        return valid

    def draft(self) -> DocumentDraft:
        sent = self.file.data
        return DocumentDraft(
            title=self.title.data,
            lang=self.lang.data,
            source=self.source.data or "",
            written_on=self.written_on.data,
            body=self.body.data or "",
            name=(sent.filename or "") if sent else "",
            upload=sent.stream if sent else None,  # type: ignore[arg-type]
        )


class ReviewForm(OnceForm):
    """Somebody vouches that a page still holds."""

    note: StringField = written.optional_line(_l("What did you look at?"), 500)
