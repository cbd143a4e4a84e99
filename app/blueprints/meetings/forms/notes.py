"""A note of a meeting or a call, and what was told in more languages."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.meetings.models import Note, NoteWording
from app.blueprints.meetings.terms import MeetingKind, NoteDraft, PartyDraft, WordingDraft
from app.blueprints.meetings.terms.notes import MOST_FIRMS
from app.core import written
from app.core.clock import OSLO, local
from app.core.fields import VersionField
from app.core.forms import Form
from app.core.i18n import NAMES
from app.core.versioned import VersionedForm

KINDS = [
    SelectChoice(MeetingKind.MEETING.value, _l("A meeting")),
    SelectChoice(MeetingKind.CALL.value, _l("A call")),
]
NAMES_OF_PEOPLE = 500


class VersionForm(Form):
    """A button that does something to the version that was read."""

    version = VersionField()


class NoteForm(VersionedForm):
    """Who, when and what was told. What the firms said is written on the next page, passage by passage."""

    kind = written.OptionsField(_l("What was it?"), [InputRequired(written.NEEDED)], choices=KINDS)
    held_on = written.day(_l("Which day?"))
    held_time = TimeField(_l("At what time?"), [InputRequired(written.NEEDED)], format=["%H:%M", "%H.%M"])
    place = written.optional_line(_l("Where?"))
    our_people = written.optional_line(_l("Who came for you?"), NAMES_OF_PEOPLE)
    lang = written.language(_l("Which language do you write in?"))
    title = written.line(_l("What was it about, in one line?"))
    told = written.optional_paragraph(_l("What did you tell?"))
    nothing_told = BooleanField(_l("We told nothing that was not public already"))

    def rows(self) -> list[tuple[Any, Any]]:
        """Fields of firms: those in use, and two more."""
        used = [n for n in range(1, MOST_FIRMS + 1) if self[f"firm_{n}"].data or self[f"people_{n}"].data]
        shown = min(MOST_FIRMS, max(used, default=0) + 2)
        return [(self[f"firm_{n}"], self[f"people_{n}"]) for n in range(1, shown + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if bool(self.told.data) == bool(self.nothing_told.data) and not self.told.errors:
            self.told.errors = [
                _("You have written what you told, and also ticked that you told nothing new. Choose one of them.")
                if self.told.data
                else _("Write what you told, or tick that you told nothing that was not public already.")
            ]
            valid = False
        for n in range(1, MOST_FIRMS + 1):
            firm, people = self[f"firm_{n}"], self[f"people_{n}"]
            if people.data and not firm.data:
                firm.errors, valid = [_("Say which firm they came for.")], False
        return valid

    def draft(self) -> NoteDraft:
        assert self.held_on.data is not None  # noqa: S101 - the form has been validated
        assert self.held_time.data is not None  # noqa: S101
        # Empty rows between filled ones close up; a refusal then names the row as it is sent back.
        firms = [
            PartyDraft(firm=self[f"firm_{n}"].data, people=self[f"people_{n}"].data or "")
            for n in range(1, MOST_FIRMS + 1)
            if self[f"firm_{n}"].data
        ]
        for n in range(1, MOST_FIRMS + 1):
            kept = firms[n - 1] if n <= len(firms) else None
            self[f"firm_{n}"].data = kept.firm if kept else ""
            self[f"people_{n}"].data = kept.people if kept else ""
        return NoteDraft(
            kind=MeetingKind(self.kind.data),
            held_at=datetime.combine(self.held_on.data, self.held_time.data, OSLO),
            place=self.place.data or "",
            our_people=self.our_people.data or "",
            lang=self.lang.data,
            title=self.title.data or "",
            told=self.told.data or "",
            parties=tuple(firms),
            version=self.version.data,
        )


for _n in range(1, MOST_FIRMS + 1):
    setattr(NoteForm, f"firm_{_n}", written.optional_line(_l("Firm")))
    setattr(NoteForm, f"people_{_n}", written.optional_line(_l("Who came for it?"), NAMES_OF_PEOPLE))


def note_form(note: Note, firms: dict[int, tuple[str, str]]) -> NoteForm:
    """The note as it is stored, or as it was sent. `firms`: number and name by organisation."""
    values: dict[str, Any] = {}
    for n, party in enumerate(note.parties[:MOST_FIRMS], 1):
        number, name = firms.get(party.organisation_id, ("", ""))
        values |= {f"firm_{n}": number or name, f"people_{n}": party.people}
    when = local(note.held_at)
    return NoteForm(
        kind=note.kind.value, held_on=when.date(), held_time=when.time(), place=note.place,
        our_people=note.our_people, lang=note.lang, title=note.title, told=note.told, nothing_told=not note.told,
        version=note.version, **values,
    )  # fmt: skip


class WordingsForm(VersionedForm):
    """What was told, in the other languages of the dialogue: a pair of fields for each."""

    others: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, Any, Any]]:
        return [(lang, self[f"title_{lang}"], self[f"told_{lang}"]) for lang in self.others]

    def drafts(self) -> tuple[WordingDraft, ...]:
        return tuple(
            WordingDraft(lang=lang, title=title.data or "", told=told.data or "") for lang, title, told in self.pairs()
        )


for _lang in NAMES:
    setattr(WordingsForm, f"title_{_lang}", written.optional_line(_l("What was it about, in one line?")))
    setattr(WordingsForm, f"told_{_lang}", written.optional_paragraph(_l("What did you tell?")))


def wordings_form(note: Note, languages: list[str], kept: dict[str, NoteWording]) -> WordingsForm:
    values: dict[str, Any] = {}
    for lang, row in kept.items():
        values |= {f"title_{lang}": row.title, f"told_{lang}": row.told}
    form = WordingsForm(version=note.version, **values)
    form.others = tuple(lang for lang in languages if lang != note.lang)
    for lang, title, told in form.pairs():
        title.label.text = _("In one line, in %(language)s", language=NAMES[lang])
        told.label.text = _("What you told, in %(language)s", language=NAMES[lang])
    return form
