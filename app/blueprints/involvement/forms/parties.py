"""Noting an adviser, or an undertaking that is related to somebody who takes part."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional, Regexp

from app.blueprints.involvement.forms.words import PARTY_WORDS, RELATION_WORDS
from app.blueprints.involvement.terms.parties import PartyDraft, PartyKind, Relation
from app.core import written
from app.core.forms import Limit, OnceForm

NONE = SelectChoice("", _l("None"))


class PartyForm(OnceForm):
    kind = written.OptionsField(
        _l("Who is it?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(kind.value, label) for kind, label in PARTY_WORDS.items()],
    )
    name = written.line(_l("Name of the organisation"))
    number = StringField(
        _l("Organisation number"),
        [
            Optional(),
            Limit(20),
            Regexp(r"^\d{3}\s?\d{3}\s?\d{3}$", message=_l("An organisation number has nine digits.")),
        ],
    )
    role = written.paragraph(_l("What did they do, or what is the tie?"), 2_000)
    related_to = SelectField(_l("Related to"), [Optional()], validate_choice=False)
    relation = written.ChoiceField(
        _l("The tie"), [Optional()], choices=[NONE, *(SelectChoice(r.value, w) for r, w in RELATION_WORDS.items())]
    )
    since = written.optional_day(_l("Since"))

    def draft(self) -> PartyDraft:
        typed = self.related_to.data or ""
        return PartyDraft(
            kind=PartyKind(self.kind.data),
            name=self.name.data or "",
            number="".join((self.number.data or "").split()),
            role=self.role.data or "",
            related_to_id=int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None,
            relation=Relation(self.relation.data) if self.relation.data else None,
            since=self.since.data,
        )


def party_form(participants: Sequence[Any]) -> PartyForm:
    """`participants`: rows with organisation_id and name, to choose among."""
    form = PartyForm()
    form.related_to.choices = [NONE, *(SelectChoice(str(row.organisation_id), row.name) for row in participants)]
    return form
