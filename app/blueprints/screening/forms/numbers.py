"""A number that stopped a text and is said to be something else."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from app.blueprints.accounts.policies import Anyone
from app.blueprints.screening.terms.numbers import LONGEST_NUMBER, LONGEST_WHY, NumberDraft, NumberIs, NumberState
from app.core import errors
from app.core.forms import Limit, OnceForm
from app.core.i18n import locale

NEEDED = _l("This field cannot be empty.")
WHAT_WORDS = {
    NumberIs.ACCOUNT: _l("An account number"),
    NumberIs.SERIAL: _l("A serial number or an article number"),
    NumberIs.REFERENCE: _l("The number of an order, an invoice or a case"),
    NumberIs.OTHER: _l("Something else"),
}
STATE_WORDS = {
    NumberState.WAITING: (_l("Waits for a moderator"), "warning"),
    NumberState.ALLOWED: (_l("Can be written"), "success"),
    NumberState.REFUSED: (_l("Stays stopped"), "danger"),
}
HERSELF = "0"

errors.words(
    {
        "number_is_not_stopped": _l(
            "This number is not taken for a national identity number. You can write it as it is."
        ),
        "number_is_not_one": _l("Write one number at a time."),
        "number_is_repeated": _l("Write the number in the first field only, so that it is kept nowhere else."),
        "number_is_let_through": _l("A person has looked at this number already. You can write it."),
        "number_waits": _l("You have asked about this number already. A moderator has not decided yet."),
        "number_is_forgotten": _l("The number has been decided, and is no longer kept."),
        "organisation_is_not_yours": _l("Choose an organisation that you belong to."),
    }
)


class NumberForm(OnceForm):
    number = StringField(_l("The number"), [DataRequired(NEEDED), Limit(LONGEST_NUMBER)])
    what = RadioField(_l("What is it?"), [InputRequired(_l("Choose what it is."))])
    why = TextAreaField(_l("Tell the moderator how this can be seen"), [DataRequired(NEEDED), Limit(LONGEST_WHY)])
    organisation_id = RadioField(_l("Who is going to write it?"), [InputRequired(_l("Choose one."))])

    def __init__(self, who: Anyone, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.what.choices = [(one.value, words) for one, words in WHAT_WORDS.items()]
        firms = [(str(one.organisation_id), one.name) for one in who.memberships]
        self.organisation_id.choices = [*firms, (HERSELF, _l("Only I, for myself"))]
        if self.organisation_id.data is None:
            self.organisation_id.data = self.organisation_id.choices[0][0]

    def draft(self) -> NumberDraft:
        chosen = self.organisation_id.data
        return NumberDraft(
            number=self.number.data,
            what=NumberIs(self.what.data),
            why=self.why.data,
            lang=locale(),
            organisation_id=None if chosen == HERSELF else int(chosen),
        )
