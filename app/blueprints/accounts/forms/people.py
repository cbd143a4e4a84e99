"""Signing up."""

from flask_babel import lazy_gettext as _l

from app.blueprints.accounts.forms.fields import address, email_field, language_field, name_field, secret
from app.blueprints.accounts.terms import SignUpDraft
from app.core.forms import Form, OnceForm


class SignUpForm(OnceForm):
    name = name_field()
    email = email_field(_l("E-mail address"))
    password = secret(_l("Password"), _l("Choose a password."))
    locale = language_field(_l("Language of the pages and of mail to you"))

    def draft(self) -> SignUpDraft:
        return SignUpDraft(
            name=self.name.data, email=address(self.email.data), password=self.password.data, locale=self.locale.data
        )


class ConfirmForm(Form):
    """A button: whoever opens a link in a mail presses it, and a scanner of mail does not."""


class ForgottenPasswordForm(Form):
    email = email_field(_l("E-mail address"))

    def address(self) -> str:
        return address(self.email.data)


class NewPasswordForm(Form):
    password = secret(_l("New password"), _l("Choose a password."))
