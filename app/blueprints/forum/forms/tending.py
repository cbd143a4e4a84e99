"""Looking after threads, and the platform's own forums."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.forum.models import Space
from app.blueprints.forum.terms.shown import Title
from app.blueprints.forum.terms.spaces import ForumDraft, SpaceState
from app.blueprints.forum.terms.tending import LockReason, MoveDraft
from app.core import written
from app.core.forms import Form, OnceForm
from app.core.localized import Localized
from app.core.versioned import VersionedForm

NEW, OTHER = "new", "other"
LOCK_WORDS = {
    LockReason.ANSWERED: _l("The question has been answered."),
    LockReason.ELSEWHERE: _l("The conversation goes on in another thread."),
    LockReason.OVER: _l("What the thread is about is over."),
    LockReason.OFF_TOPIC: _l("The thread has moved away from its subject."),
    LockReason.HEATED: _l("The tone has become too sharp, and everybody needs a rest."),
    LockReason.MODERATOR: _l("A moderator has locked it, and has told its author why."),
}
# A moderator's lock is a decision, with a statement of reasons: it is made on the page of a case.
CHOSEN = [reason for reason in LOCK_WORDS if reason is not LockReason.MODERATOR]
STATES = [
    SelectChoice(
        SpaceState.OPEN.value, _l("Open: everybody can read, and those who act for an organisation can write")
    ),
    SelectChoice(SpaceState.CLOSED.value, _l("Closed: everybody can read, and nobody can write")),
    SelectChoice(SpaceState.HIDDEN.value, _l("Taken away: nobody can read or write, until you open it again")),
]


class LockForm(Form):
    reason = written.OptionsField(
        _l("Why do you lock it?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(reason.value, LOCK_WORDS[reason]) for reason in CHOSEN],
    )


class MoveForm(OnceForm):
    """Where a post goes: one of the space's latest threads, another of it by its number, or a new one."""

    thread_id = written.OptionsField(_l("Where should it go?"), [InputRequired(_l("Choose where it should go."))])
    number = written.optional_line(_l("Number of the thread"), 12)
    title = written.optional_line(_l("Title of the new thread"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        number = (self.number.data or "").strip().lstrip("#")
        if self.thread_id.data == OTHER and not (number.isascii() and number.isdigit() and len(number) < 12):
            self.number.errors, valid = [_("Write the number that ends the address of the thread.")], False
        if self.thread_id.data == NEW and not any(each.isalnum() for each in self.title.data or ""):
            self.title.errors, valid = [_("Give the new thread a title.")], False
        return valid

    def draft(self) -> MoveDraft:
        if self.thread_id.data == NEW:
            return MoveDraft(title=self.title.data or "")
        typed = self.number.data if self.thread_id.data == OTHER else self.thread_id.data
        return MoveDraft(thread_id=int((typed or "").strip().lstrip("#")))


def move_form(threads: Mapping[int, Title | None]) -> MoveForm:
    """`threads`: those that are offered by name, by id; None for one whose title is hidden."""
    form = MoveForm()
    named = [
        SelectChoice(str(number), title.text if title else _("A thread whose title is hidden"))
        for number, title in threads.items()
    ]
    form.thread_id.choices = [
        *named,
        SelectChoice(OTHER, _("Another thread, by its number")),
        SelectChoice(NEW, _("A new thread of its own")),
    ]
    return form


class MoveThreadForm(OnceForm):
    space_id = written.OptionsField(
        _l("Where should the thread go?"), [InputRequired(_l("Choose where it should go."))]
    )


class ForumForm(VersionedForm):
    """A forum in all three languages: readers meet its name in their own."""

    name_nb = written.line(_l("Name in Bokmål"))
    name_nn = written.line(_l("Name in Nynorsk"))
    name_en = written.line(_l("Name in English"))
    about_nb = written.paragraph(_l("What it is for, in Bokmål"), written.SUMMARY)
    about_nn = written.paragraph(_l("What it is for, in Nynorsk"), written.SUMMARY)
    about_en = written.paragraph(_l("What it is for, in English"), written.SUMMARY)
    machine_allowed = BooleanField(_l("A machine may draft translations of what is written here"))
    state = written.OptionsField(_l("Who can read and write?"), [InputRequired(written.NEEDED)], choices=STATES)

    def draft(self) -> ForumDraft:
        return ForumDraft(
            names=Localized({code: self[f"name_{code}"].data for code in ("nb", "nn", "en")}),
            about=Localized({code: self[f"about_{code}"].data for code in ("nb", "nn", "en")}),
            machine_allowed=bool(self.machine_allowed.data),
            state=SpaceState(self.state.data),
            version=self.version.data,
        )


def forum_form(space: Space | None = None) -> ForumForm:
    """A new forum's form, or one with what stands there."""
    if space is None:
        return ForumForm(state=SpaceState.OPEN.value, version=0)
    values = {f"name_{code}": word for code, word in space.names.items()}
    values |= {f"about_{code}": word for code, word in space.about.items()}
    return ForumForm(**values, machine_allowed=space.machine_allowed, state=space.state.value, version=space.version)
