"""Whom a dialogue is open to, the notices that belong to it, and how the competition is announced."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.terms.process import NoticeDraft, NoticeKind, NoticePlace, OpenTo, ReachDraft
from app.core import written
from app.core.fields import VersionField
from app.core.forms import Form, OnceForm

CRITERION = 1_000
OPEN_TO = [
    SelectChoice(OpenTo.ALL.value, _l("Everybody")),
    SelectChoice(OpenTo.INVITED.value, _l("Those invited, by a criterion that everybody can read")),
]
PLACES = [
    SelectChoice(NoticePlace.DOFFIN.value, "Doffin"),
    SelectChoice(NoticePlace.TED.value, "TED"),
    SelectChoice(NoticePlace.OTHER.value, _l("Elsewhere")),
]


class ReachForm(Form):
    open_to = written.OptionsField(_l("Who can give input?"), [InputRequired(written.NEEDED)], choices=OPEN_TO)
    criterion = written.optional_paragraph(_l("The criterion, if not everybody"), CRITERION)
    version = VersionField()

    def draft(self) -> ReachDraft:
        return ReachDraft(
            open_to=OpenTo(self.open_to.data), criterion=self.criterion.data or "", version=self.version.data
        )


def reach_form(dialogue: Dialogue) -> ReachForm:
    form = ReachForm(obj=dialogue)
    if not form.is_submitted():
        form.open_to.data = dialogue.open_to.value
    return form


def is_safe_address(form: Any, field: Any) -> None:
    """An address that a browser opens with a lock: https, no spaces."""
    typed = field.data or ""
    if typed and (not typed.startswith("https://") or len(typed.split()) != 1 or "." not in typed):
        raise ValidationError(_("Write an address that begins with https://"))


class NoticeFields:
    place = written.OptionsField(_l("Where does the notice stand?"), [InputRequired(written.NEEDED)], choices=PLACES)
    number = written.optional_line(_l("Number of the notice"), 60)
    url = written.optional_line(_l("Address of the notice"), 500)
    published_on = written.optional_day(_l("Published on"))


class NoticeForm(NoticeFields, OnceForm):
    """A notice that calls for the dialogue."""

    def validate_url(self, field: Any) -> None:
        is_safe_address(self, field)

    def draft(self) -> NoticeDraft:
        return notice_draft(self, NoticeKind.INVITATION)


class AnnounceForm(NoticeFields, Form):
    """The notice of the competition. With it input ends."""

    version = VersionField()

    def validate_url(self, field: Any) -> None:
        is_safe_address(self, field)

    def draft(self) -> NoticeDraft:
        return notice_draft(self, NoticeKind.COMPETITION)


def notice_draft(form: Any, kind: NoticeKind) -> NoticeDraft:
    return NoticeDraft(
        kind=kind,
        place=NoticePlace(form.place.data),
        number=form.number.data or "",
        url=form.url.data or "",
        published_on=form.published_on.data,
    )
