"""Signing in, and being asked again."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField
from wtforms.validators import InputRequired

from app.blueprints.accounts.forms.fields import OneTimeCode, address, secret
from app.core.forms import Form


class SignInForm(Form):
    """Says only that something is missing; what was typed is judged in one place, with one answer."""

    email = EmailField(_l("E-mail address"), [InputRequired(_l("Write your e-mail address."))])
    password = secret(_l("Password"), _l("Write your password."))

    def address(self) -> str:
        return address(self.email.data)


class PasswordAgainForm(Form):
    password = secret(_l("Password"), _l("Write your password."))


class CodeForm(Form):
    code = OneTimeCode(_l("Code"), [InputRequired(_l("Write the code."))], render_kw={"spellcheck": "false"})
