"""A passage of what a firm said: written down by the buyer, or in the firm's own words."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.blueprints.meetings.terms import SaidDraft
from app.core import written
from app.core.versioned import VersionedForm

REASON = 500


class SaidFields:
    lang = written.language(_l("Which language is it in?"))
    body = written.paragraph(_l("What did they say?"))
    confidential = BooleanField(_l("They ask that this be kept in confidence"))
    reason = written.optional_line(_l("Why?"), REASON)


class SaidForm(SaidFields, VersionedForm):
    """The buyer changes what it wrote down."""

    def draft(self) -> SaidDraft:
        return _draft(self)


class NewSaidForm(SaidFields, VersionedForm):
    """The buyer writes down a passage, of one of those who took part."""

    organisation_id = written.ChoiceField(_l("Who said it?"), [InputRequired(written.NEEDED)], choices=[])

    def draft(self) -> SaidDraft:
        return _draft(self)


class OwnSaidForm(VersionedForm):
    """The firm says it in its own words."""

    lang = written.language(_l("Which language do you write in?"))
    body = written.paragraph(_l("What we said"))
    confidential = BooleanField(_l("We ask that this be kept in confidence"))
    reason = written.optional_line(_l("Why?"), REASON)

    def draft(self) -> SaidDraft:
        return _draft(self)


def _draft(form: Any) -> SaidDraft:
    return SaidDraft(
        lang=form.lang.data,
        body=form.body.data or "",
        confidential=bool(form.confidential.data),
        reason=form.reason.data or "",
        version=form.version.data,
    )
