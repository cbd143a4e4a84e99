"""Forms of sites."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Optional

from app.blueprints.safety.forms.fields import NEEDED, SHORT
from app.blueprints.safety.terms import SiteDraft
from app.core.forms import Form, Limit, OnceForm
from app.core.versioned import VersionedForm

LONGEST_NAME = 120


class SiteFields(Form):
    name = StringField(_l("What do you call the site?"), [DataRequired(NEEDED), Limit(LONGEST_NAME)])
    place = StringField(_l("Where is it?"), [Optional(), Limit(SHORT)], default="")


class NewSiteForm(SiteFields, OnceForm):
    def draft(self) -> SiteDraft:
        return SiteDraft(name=self.name.data or "", place=self.place.data or "")


class ChangeSiteForm(SiteFields, VersionedForm):
    def draft(self) -> SiteDraft:
        return SiteDraft(name=self.name.data or "", place=self.place.data or "", version=self.version.data)


class SiteStateForm(VersionedForm):
    """One button: retire, or take up again, the site as its reader saw it."""
