"""The form in which rules are written, in all three languages at once."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from app.blueprints.moderation.services.rules import MOST_CHARACTERS, MOST_WHY
from app.core import errors
from app.core.forms import Limit
from app.core.localized import Localized
from app.core.versioned import VersionedForm

errors.words(
    {
        "rules_in_all_languages": _l("Rules stand in all three languages. Write them in this one too."),
        "rules_with_identity_number": _l("This holds an identity number. Take it out before it is published."),
        "rules_why_is_missing": _l("Write what is new and why, in a sentence. It stands in public."),
    }
)

NEEDED = _l("Rules stand in all three languages. Write them in this one too.")


class RulesForm(VersionedForm):
    nb = TextAreaField(_l("Bokmål"), [DataRequired(NEEDED), Limit(MOST_CHARACTERS)])
    nn = TextAreaField(_l("Nynorsk"), [DataRequired(NEEDED), Limit(MOST_CHARACTERS)])
    en = TextAreaField(_l("English"), [DataRequired(NEEDED), Limit(MOST_CHARACTERS)])
    why = StringField(
        _l("What is new, and why?"),
        [DataRequired(_l("Write what is new and why, in a sentence. It stands in public.")), Limit(MOST_WHY)],
    )

    def texts(self) -> Localized:
        return Localized({"nb": self.nb.data or "", "nn": self.nn.data or "", "en": self.en.data or ""})
