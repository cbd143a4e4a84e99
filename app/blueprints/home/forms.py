"""A form with every kind of field, for the styleguide."""

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
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from app.core.forms import Form, Limit


class ExampleForm(Form):
    firm = StringField("Name of the firm", [InputRequired("Write the firm's name")])
    hours = IntegerField("Hours worked in October", [InputRequired("Hours must be a whole number, for example 1850")])
    held_on = DateField("When did it happen?", [Optional()])
    area = SelectField("County", choices=[("46", "Vestland"), ("50", "Trøndelag"), ("56", "Finnmark")])
    cause = RadioField(
        "What led to the injury?",
        [AnyOf(["fall", "cut", "other"], "Choose what led to the injury")],
        choices=[("fall", "A fall"), ("cut", "A crush or a cut"), ("other", "Something else")],
        validate_choice=False,
    )
    story = TextAreaField("What happened?", [Limit(300), Optional()])
    secret = PasswordField("Password", [Length(min=12, message="A password has at least 12 characters")])
    agreed = BooleanField("I have told those concerned", [AnyOf([True], "Tell those concerned first")])
