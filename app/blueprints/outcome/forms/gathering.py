"""Put what came in into themes: boxes to tick, and where it goes."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.outcome.models import Theme
from app.blueprints.outcome.terms import Chosen, SourceKind
from app.core import written
from app.core.forms import Form

NEW, ASIDE = "new", "aside"


class GatherForm(Form):
    """`ids` are the boxes that stand beside what came in; the page draws them."""

    ids = SelectMultipleField(_l("What came in"), coerce=int, validate_choice=False)
    where = written.ChoiceField(_l("Where does it go?"), [InputRequired(written.NEEDED)], choices=[])
    title = written.optional_line(_l("Title of the new theme"))

    def offer(self, themes: Sequence[Theme]) -> None:
        self.where.choices = [
            SelectChoice(NEW, _l("A new theme")),
            *(SelectChoice(str(theme.id), theme.title) for theme in themes),
            SelectChoice(ASIDE, _l("Set aside: it says nothing to answer")),
        ]

    def validate(self, extra_validators: object = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.where.data == NEW and not self.title.data and not self.title.errors:
            self.title.errors, valid = [_("Give the new theme a title.")], False
        return valid

    def chosen(self, kind: SourceKind, lang: str) -> Chosen:
        """A new theme is written first in `lang`."""
        theme = int(self.where.data) if self.where.data not in (NEW, ASIDE) else None
        ids = tuple(sorted({number for number in self.ids.data or () if 0 < number < 2**63}))
        title = (self.title.data or "") if self.where.data == NEW else ""
        return Chosen(kind=kind, ids=ids[:50], theme_id=theme, new_title=title, lang=lang)
