"""Forms about organisations and who acts for them."""

from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from app.adapters.brreg import BadNumber, OrganisationNumber, parse_number
from app.adapters.numbers import EEA
from app.blueprints.accounts.forms.fields import address, email_field
from app.blueprints.accounts.forms.wordings_organisations import BAD_NUMBERS
from app.blueprints.accounts.rules.roles import may_be_given
from app.blueprints.accounts.terms import AnswerDraft, InvitationDraft, Kind, OrganisationDraft, Role
from app.core.forms import Form, Limit, OnceForm
from app.core.i18n import locale

LONGEST_NAME = 300
LONGEST_TEXT = 4000

KINDS = {
    Kind.SUPPLIER: _l("Supplier"),
    Kind.BUYER: _l("Public buyer"),
    Kind.INTEREST: _l("Interest organisation"),
    Kind.MINISTRY: _l("Ministry"),
}
KIND_CHOICES = [
    SelectChoice(Kind.SUPPLIER.value, _l("A supplier: we sell goods or services, or would like to")),
    SelectChoice(Kind.BUYER.value, _l("A public buyer: a health trust, a municipality or another public body")),
    SelectChoice(Kind.INTEREST.value, _l("An interest organisation: we speak for members or a cause")),
]
ROLES = {
    Role.OWNER: _l("Owner"),
    Role.EDITOR: _l("Editor"),
    Role.READER: _l("Reader"),
    Role.SAFETY_REPRESENTATIVE: _l("Safety representative"),
    Role.WORKER: _l("Worker"),
}
ROLE_WORDS = {
    Role.EDITOR: _l("Editor: reads and writes on behalf of the organisation"),
    Role.READER: _l("Reader: reads, and writes nothing"),
    Role.OWNER: _l("Owner: as editor, and decides who else may"),
    Role.SAFETY_REPRESENTATIVE: _l(
        "Safety representative: reads as a reader, sees who was hurt, reports and answers near misses, comments on what"
        " the firm reports, and signs the yearly review for the staff"
    ),
    Role.WORKER: _l("Worker: reports near misses and sees the answers to her own, and nothing else of the firm"),
}


def role_choices(kind: Kind) -> list[SelectChoice]:
    """The roles that an organisation of this kind gives, each with what it lets one do."""
    return [SelectChoice(role.value, said) for role, said in ROLE_WORDS.items() if may_be_given(role, kind)]


class NumberForm(Form):
    country = SelectField(_l("Country"), default="NO")
    number = StringField(_l("Organisation number"), [DataRequired(_l("Write the organisation number."))])
    parsed: OrganisationNumber

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices()

    def validate_number(self, field: Any) -> None:
        try:
            self.parsed = parse_number(field.data, self.country.data or "NO")
        except BadNumber as bad:
            raise ValidationError(str(BAD_NUMBERS[bad.code])) from None


def country_choices() -> list[SelectChoice]:
    """The European Economic Area in the reader's language, Norway first."""
    names = Locale.parse(locale()).territories
    others = sorted((code for code in EEA if code != "NO"), key=lambda code: str(names.get(code, code)))
    return [SelectChoice(code, str(names.get(code, code))) for code in ("NO", *others)]


class FoundForm(OnceForm):
    kind = RadioField(
        _l("What kind of organisation is it?"),
        [InputRequired(_l("Choose what kind of organisation it is."))],
        choices=KIND_CHOICES,
    )

    def draft(self, number: OrganisationNumber) -> OrganisationDraft:
        return OrganisationDraft(
            scheme=number.scheme, number=number.value, kind=Kind(self.kind.data), name=self.typed_name()
        )

    def typed_name(self) -> str:
        return ""


class FoundByNameForm(FoundForm):
    """When the register cannot give the name: it is down, or the organisation is from elsewhere."""

    name = StringField(
        _l("Name of the organisation"), [DataRequired(_l("Write the name of the organisation.")), Limit(LONGEST_NAME)]
    )

    def typed_name(self) -> str:
        return " ".join((self.name.data or "").split())

    def validate_name(self, field: Any) -> None:
        if not any(character.isalnum() for character in field.data or ""):
            raise ValidationError(_("Write the name of the organisation."))


class InviteForm(OnceForm):
    email = email_field(_l("E-mail address of the person you invite"))
    role = RadioField(_l("Role"), choices=[], default=Role.EDITOR.value)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = role_choices(kind)

    def draft(self) -> InvitationDraft:
        return InvitationDraft(email=address(self.email.data), role=Role(self.role.data))


class RoleForm(Form):
    role = RadioField(_l("Role"), [InputRequired(_l("Choose a role."))], choices=[])

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = role_choices(kind)

    def chosen(self) -> Role:
        return Role(self.role.data)


class AskForm(OnceForm):
    text = TextAreaField(
        _l("Who you are, and what you do there"), [DataRequired(_l("Write a few words.")), Limit(LONGEST_TEXT)]
    )


class ContestForm(OnceForm):
    text = TextAreaField(
        _l("Why those who own it here do not speak for it, and why you do"),
        [DataRequired(_l("Write your reasons.")), Limit(LONGEST_TEXT)],
    )


class VerificationForm(OnceForm):
    text = TextAreaField(_l("Anything the ministry should know"), [Limit(LONGEST_TEXT)])


class JoinAnswerForm(Form):
    answer = RadioField(
        _l("Your answer"),
        [InputRequired(_l("Choose an answer."))],
        choices=[],
    )
    reason = TextAreaField(_l("Reason, which the person will read"), [Limit(LONGEST_TEXT)])

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = [
            *[SelectChoice(f"grant-{choice.value}", choice.label) for choice in role_choices(kind)],
            SelectChoice("refuse", _l("No, this person may not join")),
        ]

    def draft(self) -> AnswerDraft:
        granted, _dash, role = (self.answer.data or "").partition("-")
        return AnswerDraft(
            granted=granted == "grant", reason=self.reason.data or "", role=Role(role) if role else Role.READER
        )


class DecisionForm(Form):
    answer = RadioField(_l("Decision"), [InputRequired(_l("Choose a decision."))], choices=[])
    reason = TextAreaField(
        _l("Reason, which the person will read"),
        [DataRequired(_l("Write the reason. It is sent to the person.")), Limit(LONGEST_TEXT)],
    )

    def draft(self) -> AnswerDraft:
        return AnswerDraft(granted=self.answer.data == "grant", reason=self.reason.data or "")


class VerifyForm(DecisionForm):
    answer = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose a decision."))],
        choices=[
            SelectChoice("grant", _l("Verify: the organisation is what it says, and these owners may act for it")),
            SelectChoice("refuse", _l("Do not verify")),
        ],
    )


class ContestDecisionForm(DecisionForm):
    answer = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose a decision."))],
        choices=[
            SelectChoice(
                "grant", _l("The person who contests becomes the owner, and today's owners lose their membership")
            ),
            SelectChoice("refuse", _l("Today's owners stay")),
        ],
    )
