"""What a host types about a question before it is answered."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.blueprints.questions.forms import wordings_asking  # noqa: F401
from app.blueprints.questions.terms.questions import MOST_QUESTION, MOST_REASON
from app.core.forms import Limit, OnceForm
from app.core.versioned import VersionedForm

NEEDED = _l("This field cannot be empty.")


class ProposeForm(VersionedForm):
    words = TextAreaField(_l("The words that you propose"), validators=[InputRequired(NEEDED), Limit(MOST_QUESTION)])
    into = IntegerField(
        _l("Answer it together with the question that has this reference"),
        validators=[Optional(), NumberRange(1, 2**63 - 1, _l("Write the reference as a number, such as 214."))],
    )


class ReturnForm(VersionedForm):
    reason = TextAreaField(
        _l("Why do you give it back?"), validators=[InputRequired(NEEDED), Limit(MOST_REASON)]
    )  # fmt: skip


class LookUpForm(OnceForm):
    reason = TextAreaField(
        _l("Why must you know who asked?"), validators=[InputRequired(NEEDED), Limit(MOST_REASON)]
    )  # fmt: skip
