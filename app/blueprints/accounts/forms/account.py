"""What a person changes about herself."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.blueprints.accounts.forms.fields import (
    address,
    email_field,
    language_field,
    name_field,
    secret,
)
from app.blueprints.accounts.terms import ProfileDraft
from app.core.fields import VersionField
from app.core.forms import Form


class ProfileForm(Form):
    name = name_field()
    locale = language_field(_l("Language of the pages and of mail to you"))
    version = VersionField()

    def draft(self) -> ProfileDraft:
        return ProfileDraft(
            name=self.name.data,
            locale=self.locale.data,
            version=self.version.data,
        )


class AddressForm(Form):
    email = email_field(_l("New e-mail address"))

    def address(self) -> str:
        return address(self.email.data)


class PasswordForm(Form):
    old_password = secret(_l("Your current password"), _l("Write your current password."))
    new_password = secret(_l("New password"), _l("Choose a password."))


class CloseForm(Form):
    sure = BooleanField(
        _l("Yes, close my account for good"), [InputRequired(_l("Tick the box if you want to close the account."))]
    )
