"""What is asked about evidence, and what the codes about it mean to people."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import HiddenInput

from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import (
    MOST_EVIDENCE_TITLE,
    MOST_ISSUER,
    MOST_LINK,
    MOST_REFERENCE,
    MOST_SCOPE,
    MOST_STATEMENT,
    EvidenceDraft,
    EvidenceState,
    EvidenceType,
    Source,
    Strength,
    Visibility,
)
from app.core import errors
from app.core.fields import DayField
from app.core.forms import Limit, OnceForm
from app.core.versioned import VersionedForm

MOST_NUMBER = 20  # characters of a certificate's own number

errors.words(
    {
        "evidence_type_unknown": _l("Choose what kind of document it is."),
        "evidence_title_missing": _l("Write what the document is called."),
        "evidence_is_over": _l("This evidence has been withdrawn, and stays as it is. Add it anew if it holds again."),
        "evidence_has_expired": _l("This day has passed: the document has expired, and would count for nothing."),
        "evidence_ends_before_it_begins": _l("The last day comes before the first. Check the two."),
        "evidence_too_far_away": _l("This day is more than 30 years away. Check the year."),
        "evidence_too_long_ago": _l("This day is before 1950. Check the year."),
        "records_in_the_future": _l("Records cannot be about days that have not come yet."),
        "records_end_before_they_begin": _l("The last day of the records comes before the first. Check the two."),
        "records_have_no_beginning": _l("Write also from which day the records are."),
        "personal_has_no_title": _l("A document about a person has no title here, so that nobody is named in one."),
        "reference_is_no_code": _l(
            "Write a code of your own for the person, not the name: at most 12 letters, digits and hyphens, with at "
            "least one digit. For example: SV-07."
        ),
        "personal_not_on_request": _l(
            "A document about a person is never given to whoever asks. You can give it to one buyer at a time."
        ),
        "link_missing": _l("Write the address where the document is."),
        "link_is_unsafe": _l(
            "This is not an address that others can open. It must begin with https:// or http:// and hold no user "
            "name, password or space."
        ),
        "statement_missing": _l("Write what you declare."),
        "file_held_already": _l("You hold this very file already, as other evidence."),
        "register_not_asked_here": _l(
            "This is not fetched from a register here. Choose a file, an address or a statement."
        ),
        "register_has_no_answer": _l(
            "The register has not told us of your organisation yet, or has deleted it. We ask it every night."
        ),
        "evidence_not_held": _l("Choose something that you hold now."),
    }
)

STRENGTH_WORDS = {
    Strength.STATEMENT: _l("Statement"),
    Strength.OWN: _l("Own document"),
    Strength.THIRD_PARTY: _l("Third-party document"),
    Strength.REGISTER: _l("Register"),
    Strength.SEEN: _l("Seen on site"),
}
SOURCE_WORDS = {
    Source.FILE: _l("A file that you upload in the next step"),
    Source.LINK: _l("An address on the web where it can be read"),
    Source.STATEMENT: _l("A statement that you write here"),
    Source.REGISTER: _l("Fetched from the register of organisations: you write nothing"),
}
SOURCE_NAMES = {
    Source.FILE: _l("File"),
    Source.LINK: _l("Address on the web"),
    Source.STATEMENT: _l("Statement"),
    Source.REGISTER: _l("Fetched from a register"),
}
VISIBILITY_WORDS = {
    Visibility.PRIVATE: _l("Only your own people"),
    Visibility.SHARED: _l("Also those you share your profile with"),
    Visibility.ON_REQUEST: _l("Also every verified buyer that asks for such a document"),
}
VISIBILITY_NAMES = {
    Visibility.PRIVATE: _l("Only your own people may open it"),
    Visibility.SHARED: _l("Those you share your profile with may open it"),
    Visibility.ON_REQUEST: _l("Verified buyers that ask may open it"),
}
STATE_WORDS = {
    EvidenceState.HELD: _l("Held"),
    EvidenceState.WITHDRAWN: _l("Withdrawn"),
    EvidenceState.ERASED: _l("Erased"),
}
SHOWN_WORDS = {
    "held": _l("All that you hold"),
    "valid": _l("Valid today"),
    "expiring": _l("Expires within 90 days"),
    "expired": _l("Expired"),
    "waiting": _l("Waiting for the virus check"),
    "withdrawn": _l("Withdrawn"),
}
SORT_WORDS = {
    "ends": _l("What expires first"),
    "newest": _l("The newest first"),
    "type": _l("By kind of document"),
}
HISTORY_WORDS = {
    "improvement.evidence_added": _l("Added"),
    "improvement.evidence_changed": _l("Changed"),
    "improvement.evidence_checked": _l("The file passed the virus check"),
    "improvement.evidence_stopped": _l("The file was stopped by the virus check and removed"),
    "improvement.evidence_closed": _l("Closed to everybody outside"),
    "improvement.evidence_withdrawn": _l("Withdrawn"),
    "improvement.evidence_erased": _l("What was about a person was erased"),
}
GROUP_WORDS = {
    "free": _l("Free in a register: buyers should not ask you for these"),
    "others": _l("Certificates and documents from others"),
    "own": _l("Your own documents and declarations"),
    "personal": _l("About one person"),
}


class EvidenceForm(VersionedForm):
    """`offer` gives it the sources and audiences that go with the kind of document."""

    title = StringField(_l("What is the document called?"), [Limit(MOST_EVIDENCE_TITLE)])
    reference = StringField(_l("Its number or code"), [Optional(), Limit(MOST_NUMBER)])
    source = RadioField(_l("What do you have?"), validate_choice=False)
    link = StringField(_l("Address"), [Limit(MOST_LINK)])
    statement = TextAreaField(_l("Statement"), [Limit(MOST_STATEMENT)])
    issuer = StringField(_l("Who has issued it?"), [Optional(), Limit(MOST_ISSUER)])
    scope = TextAreaField(_l("What does it cover?"), [Optional(), Limit(MOST_SCOPE)])
    valid_from = DayField(_l("Valid from"), [Optional()])
    valid_to = DayField(_l("Valid to"), [Optional()])
    record_from = DayField(_l("Records inside are from"), [Optional()])
    record_to = DayField(_l("Records inside are to"), [Optional()])
    visibility = RadioField(_l("Who may open it?"), validate_choice=False)
    kind: EvidenceType

    def offer(self, kind: EvidenceType, *, source: Source | None = None) -> None:
        """The choices for this kind of document; with `source`, that is settled."""
        self.kind = kind
        offered = [one for one in SOURCE_WORDS if one is not Source.REGISTER or kind.code == "registration"]
        self.source.choices = [SelectChoice(one.value, SOURCE_WORDS[one]) for one in offered]
        audiences = [one for one in VISIBILITY_WORDS if not (kind.personal and one is Visibility.ON_REQUEST)]
        self.visibility.choices = [SelectChoice(one.value, VISIBILITY_WORDS[one]) for one in audiences]
        if source:
            self.source.data = source.value
        if kind.personal:
            self.reference.label.text = _("A code of your own for the person")
            self.reference.validators = [Limit(MOST_REFERENCE)]
            self.reference.flags.optional = False
            self.title.data = self.title.data or ""

    def validate_source(self, field: RadioField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(_("Choose what you have."))

    def validate_visibility(self, field: RadioField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(_("Choose who may open it."))

    def draft(self) -> EvidenceDraft:
        kept: dict[str, Any] = {name: value if value is not None else "" for name, value in self.values.items()}
        for name in ("valid_from", "valid_to", "record_from", "record_to"):
            kept[name] = self[name].data
        kept |= {"source": Source(self.source.data), "visibility": Visibility(self.visibility.data)}
        return EvidenceDraft(type=self.kind.code, **kept)


class UploadForm(OnceForm):
    """The file, alone: what was said of it is kept already."""

    file = FileField(_l("File"))


class WithdrawEvidenceForm(VersionedForm):
    """Only the version that was read."""


class TakeOverForm(OnceForm):
    """The evidence that the newer one takes over from."""

    older = IntegerField(widget=HiddenInput())


class EndAccessForm(OnceForm):
    ground = HiddenField()


def starts_with(evidence: Evidence) -> dict[str, Any]:
    """What stands there already, for the form."""
    names = ("title", "reference", "link", "statement", "issuer", "scope", "valid_from", "valid_to")
    return {
        **{name: getattr(evidence, name) for name in (*names, "record_from", "record_to", "version")},
        "source": evidence.source.value,
        "visibility": evidence.visibility.value,
    }
