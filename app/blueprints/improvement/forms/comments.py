"""What is asked of whoever comments on a plan, and of a firm that lets somebody in to do so."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from app.blueprints.accounts.services.mails import one_address
from app.blueprints.improvement.terms import MOST_COMMENT, AdviserDraft, CommentDraft
from app.core import errors
from app.core.clock import today
from app.core.fields import DayField
from app.core.forms import Form, Limit, OnceForm

USUAL_ADVICE = timedelta(days=365)
LONGEST_EMAIL = 254

errors.words(
    {
        "comment_empty": _l("Write what you want to say."),
        "comment_too_long": _l("A comment has at most %(most)s characters."),
        "too_many_comments": _l("You have made %(most)s comments in a day. Nothing is lost: send this one tomorrow."),
        "comment_withdrawn": _l("This comment has been withdrawn already."),
        "adviser_is_member": _l("A member of the firm reads the plan and comments on it already."),
        "adviser_already": _l("This person advises on the plan already."),
        "too_many_advisers_invited": _l("At most %(most)s invitations can be sent in a day. Try again tomorrow."),
        "advice_in_the_past": _l("This day has passed. Choose today or a later day."),
        "advice_too_long": _l("Choose a day that is at most %(years)s years away. You can invite again later."),
    }
)


class CommentForm(OnceForm):
    body = TextAreaField(_l("Your comment"), [DataRequired(_l("Write what you want to say.")), Limit(MOST_COMMENT)])

    def draft(self) -> CommentDraft:
        return CommentDraft(body=self.body.data or "")


class AdviserForm(OnceForm):
    email = EmailField(_l("E-mail address"), [InputRequired(_l("Write an e-mail address.")), Limit(LONGEST_EMAIL)])
    until = DayField(_l("May read and comment until"), [InputRequired(_l("Choose a day."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, until=today() + USUAL_ADVICE, **kwargs)

    def validate_email(self, field: EmailField) -> None:
        if one_address(field.data) is None:
            raise ValidationError(_("Write one e-mail address, such as name@example.no."))

    def draft(self) -> AdviserDraft:
        assert self.until.data is not None  # noqa: S101 - the validator saw to it
        return AdviserDraft(email=one_address(self.email.data) or "", until=self.until.data)


class ButtonForm(Form):
    """A button, with its token against foreign posts."""
