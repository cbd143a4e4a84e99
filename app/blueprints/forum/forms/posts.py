"""Writing in a thread."""

from typing import Any, BinaryIO

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.forms import fields
from app.blueprints.forum.policies import WRITERS
from app.blueprints.forum.rules.quotes import MOST_QUOTED
from app.blueprints.forum.rules.writing import number_of, quote_typed
from app.blueprints.forum.terms.posts import EditKind, PostDraft, QuoteDraft, RevisionDraft, ThreadDraft
from app.blueprints.forum.terms.writing import Kept, Typed
from app.core import written
from app.core.fields import VersionField
from app.core.forms import Form, Limit, OnceForm

QUOTE = ("quoted", "quoted_seq", "quoted_revision", "quoted_lang")


NOT_A_NUMBER = _l("This is not an identity number. Let a moderator look before it is published.")


class Writing:
    """What all forms have in which one writes: a language, a text, and the version of the draft that was begun from.

    `sure` is the language that the author has confirmed: she is not asked again. `warned` is the fingerprint of the
    text of which she has seen what was found. `not_a_number` is her way past a stop.
    """

    def typed(self) -> Typed:
        """What stands in the fields, to be kept as a draft."""
        given: dict[str, Any] = {name: field.data or "" for name, field in self._of(("lang", "title", "body"))}
        if field := self.fields_of.get("organisation_id"):
            given["organisation_id"] = number_of(field.data)
        if field := self.fields_of.get("reply_to"):
            given["reply_to"] = number_of(field.data)
        return Typed(version=self.fields_of["draft_version"].data, quote=self.quote(), **given)

    def restore(self, draft: Kept) -> None:
        """Put a draft back into the fields; an organisation that she no longer speaks for is left out."""
        for _name, field in self._of(("lang", "title", "body")):
            field.data = getattr(draft, field.name) or field.data
        self.fields_of["draft_version"].data = draft.version
        organisation = self.fields_of.get("organisation_id")
        if organisation and str(draft.organisation_id) in [choice.value for choice in organisation.choices]:
            organisation.data = str(draft.organisation_id)
        if "reply_to" in self.fields_of:
            self.fields_of["reply_to"].data = str(draft.reply_to or "")
            self.put_quote(draft.quote)

    def quote(self) -> QuoteDraft | None:
        """What is quoted; None when the form has none, or its words have all been taken away."""
        if "quoted" not in self.fields_of:
            return None
        return quote_typed({name: self.fields_of[name].data or "" for name in QUOTE})

    def put_quote(self, quote: QuoteDraft | None) -> None:
        put = {"quoted_seq": quote.seq, "quoted_revision": quote.revision, "quoted_lang": quote.lang} if quote else {}
        for name in ("quoted_seq", "quoted_revision", "quoted_lang"):
            self.fields_of[name].data = str(put.get(name, ""))
        self.fields_of["quoted"].data = quote.words if quote else ""

    @property
    def claims(self) -> bool:
        """Her word that what looks like an identity number is none, where a moderator can see to it first."""
        return "not_a_number" in self.fields_of and bool(self.fields_of["not_a_number"].data)

    @property
    def words(self) -> tuple[str, str]:
        """Text and title, as typed."""
        title = self.fields_of["title"].data if "title" in self.fields_of else ""
        return self.fields_of["body"].data or "", title or ""

    def uploads(self) -> list[tuple[str, BinaryIO]]:
        return [(sent.filename or "", sent.stream) for sent in self.fields_of["files"].data or []]

    @property
    def fields_of(self) -> dict[str, Any]:
        return self._fields  # type: ignore[attr-defined,no-any-return]

    def _of(self, names: tuple[str, ...]) -> list[tuple[str, Any]]:
        return [(name, self.fields_of[name]) for name in names if name in self.fields_of]


TITLE = written.line(_l("Title"))  # made before the fields of a post: what is wrong is told in the order of the page


class PostForm(Writing, OnceForm):
    quoted = TextAreaField(_l("What you quote"), [Optional(), Limit(MOST_QUOTED)])
    quoted_seq = HiddenField()
    quoted_revision = HiddenField()
    quoted_lang = HiddenField()
    body = written.paragraph(_l("Your text"), written.LONGEST)
    lang = fields.language(_l("Which language do you write in?"))
    organisation_id = written.ChoiceField(_l("On behalf of"), [InputRequired(written.NEEDED)])
    files = fields.FilesField(_l("Files"))
    reply_to = HiddenField(_l("In reply to"))
    draft_version = VersionField(default=0)
    sure = HiddenField()
    warned = HiddenField()
    not_a_number = BooleanField(NOT_A_NUMBER)

    def draft(self, files: tuple[int, ...] = ()) -> PostDraft:
        return PostDraft(
            organisation_id=int(self.organisation_id.data),
            lang=self.lang.data,
            body=self.body.data,
            reply_to=number_of(self.reply_to.data),
            quote=self.quote(),
            files=files,
            not_a_number=self.claims,
        )


class ThreadForm(PostForm):
    title = TITLE

    def thread_draft(self, files: tuple[int, ...] = ()) -> ThreadDraft:
        return ThreadDraft(title=self.title.data, post=self.draft(files))


class RevisionForm(Writing, Form):
    title = written.line(_l("Title"))
    body = written.paragraph(_l("Your text"), written.LONGEST)
    lang = fields.language(_l("Which language do you write in?"))
    kind = written.OptionsField(
        _l("What have you changed?"),
        choices=[
            SelectChoice(EditKind.MINOR.value, _l("Only spelling or links")),
            SelectChoice(EditKind.SUBSTANTIVE.value, _l("The meaning changes; translations must be checked again")),
        ],
        default=EditKind.SUBSTANTIVE.value,
    )
    reason = written.optional_line(_l("Why?"))
    files = fields.FilesField(_l("Add files"))
    based_on = VersionField()
    draft_version = VersionField(default=0)
    sure = HiddenField()
    warned = HiddenField()
    not_a_number = BooleanField(NOT_A_NUMBER)

    def draft(self, files: tuple[int, ...] = (), without: tuple[int, ...] = ()) -> RevisionDraft:
        return RevisionDraft(
            lang=self.lang.data,
            body=self.body.data,
            based_on=self.based_on.data,
            kind=EditKind(self.kind.data),
            title=self.title.data if "title" in self else None,
            reason=self.reason.data or "",
            files=files,
            without=without,
            not_a_number=self.claims,
        )


class ConfirmForm(Form):
    """A button for what cannot be undone."""


def speakers(who: Anyone) -> list[tuple[str, str]]:
    """The organisations that the person may speak for: (number as text, name)."""
    return [(str(m.organisation_id), m.name) for m in who.memberships if m.role in WRITERS]


def for_speaker(form: Any, who: Anyone) -> Any:
    """The form with the person's organisations to choose from, and her own language chosen."""
    form.organisation_id.choices = [SelectChoice(*pair) for pair in speakers(who)]
    if not form.is_submitted():
        form.lang.data = who.locale
        form.organisation_id.data = form.organisation_id.choices[0].value if form.organisation_id.choices else None
    return form
