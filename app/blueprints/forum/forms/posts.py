"""Writing in a thread."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.forms import fields
from app.blueprints.forum.policies import WRITERS
from app.blueprints.forum.terms.posts import PostDraft, RevisionDraft, ThreadDraft
from app.core.fields import VersionField
from app.core.forms import Form, OnceForm


class PostForm(OnceForm):
    organisation_id = fields.ChoiceField(_l("On behalf of"), [InputRequired(fields.NEEDED)])
    lang = fields.language(_l("Which language do you write in?"))
    body = fields.paragraph(_l("Your text"), fields.LONGEST)
    reply_to = HiddenField(_l("In reply to"))

    def draft(self) -> PostDraft:
        typed = self.reply_to.data or ""
        return PostDraft(
            organisation_id=int(self.organisation_id.data),
            lang=self.lang.data,
            body=self.body.data,
            reply_to=int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None,
        )


class ThreadForm(PostForm):
    title = fields.line(_l("Title"))

    def thread_draft(self) -> ThreadDraft:
        return ThreadDraft(title=self.title.data, post=self.draft())


class RevisionForm(Form):
    lang = fields.language(_l("Which language do you write in?"))
    body = fields.paragraph(_l("Your text"), fields.LONGEST)
    based_on = VersionField()

    def draft(self) -> RevisionDraft:
        return RevisionDraft(lang=self.lang.data, body=self.body.data, based_on=self.based_on.data)


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
