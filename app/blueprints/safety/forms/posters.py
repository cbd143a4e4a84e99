"""The form that makes a poster."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from app.blueprints.safety.terms import PosterDraft
from app.core.errors import words
from app.core.forms import Form, Limit, OnceForm

MOST_PLACE = 120

words(
    {
        "poster_has_no_place": _l("Write where the poster will hang, or choose a site."),
        "too_many_posters": _l("%(most)s posters hang already. Take one down first."),
    }
)


class PosterForm(OnceForm):
    site_id = SelectField(_l("Site"), [Optional()], coerce=str, validate_choice=False)
    place = StringField(_l("Place, such as Hall 2"), [Optional(), Limit(MOST_PLACE)])

    def offer(self, sites: list[Any]) -> None:
        """The sites in use; a firm without sites is not asked."""
        self.site_id.choices = [
            SelectChoice(value="", label=_l("No particular site")),
            *[SelectChoice(value=str(site.id), label=site.name) for site in sites],
        ]

    def draft(self) -> PosterDraft:
        """A site that is no number is none of the firm's: 0 is nobody's."""
        typed = self.site_id.data or ""
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
        return PosterDraft(site_id=number if typed else None, place=self.place.data or "")


class EndPosterForm(Form):
    """Asked once more: a poster that has been taken down does not hang again."""
