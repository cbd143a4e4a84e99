"""A form with every kind of field, for the styleguide; and the one by which somebody vouches for a page."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from app.core import written
from app.core.fields import FileField
from app.core.forms import Form, Limit, OnceForm

COUNTIES = [SelectChoice("46", "Vestland"), SelectChoice("50", "Trøndelag"), SelectChoice("56", "Finnmark")]
CAUSES = [
    SelectChoice("fall", "A fall"),
    SelectChoice("cut", "A crush or a cut"),
    SelectChoice("other", "Something else"),
]


class ExampleForm(Form):
    firm = StringField("Name of the firm", [InputRequired("Write the firm's name")])
    hours = IntegerField("Hours worked in October", [InputRequired("Hours must be a whole number, for example 1850")])
    held_on = DateField("When did it happen?", [Optional()])
    area = SelectField("County", choices=COUNTIES)
    cause = RadioField(
        "What led to the injury?",
        [AnyOf(["fall", "cut", "other"], "Choose what led to the injury")],
        choices=CAUSES,
        validate_choice=False,
    )
    story = TextAreaField("What happened?", [Limit(300), Optional()])
    secret = PasswordField("Password", [Length(min=12, message="A password has at least 12 characters")])
    certificate = FileField("Certificate", accepted="PDF, PNG", endings=(".pdf", ".png"), most=20 * 1024 * 1024)
    agreed = BooleanField("I have told those concerned", [AnyOf([True], "Tell those concerned first")])


class PageReviewForm(OnceForm):
    """Somebody vouches that a page still holds."""

    note = written.optional_line(_l("What did you look at?"), 500)
