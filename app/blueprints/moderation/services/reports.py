"""What readers report: on the text that they saw, with or without an account."""

from app.blueprints.accounts.services import throttles
from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.services.cases import open_case
from app.blueprints.moderation.services.subjects import describe, find_thing, subject
from app.blueprints.moderation.terms.cases import SignalDraft
from app.blueprints.moderation.terms.subjects import Thing, Visibility
from app.blueprints.screening.services import find_identity_numbers
from app.core.errors import Conflict, Refused


def find(subject_type: str, subject_id: int) -> Thing | None:
    """What can be reported. What is hidden, waits, or is back with its author lies with the moderators already."""
    about = describe(subject_type, subject_id)
    if about is None or about.visibility is not Visibility.PUBLIC:
        return None
    return Thing(subject_type=subject_type, subject_id=subject_id, handlers=subject(subject_type), about=about)


def report(thing: Thing, draft: SignalDraft, *, seen_sha256: str, by: Actor) -> int:
    """The report of somebody who has signed in; gives the case's id.

    `seen_sha256` is the text that stood on her page: she does not report words that she has not seen.
    """
    _check(thing, draft, seen_sha256)
    return open_case(thing.subject_type, thing.subject_id, draft, by=by)


def report_openly(thing: Thing, draft: SignalDraft, *, seen_sha256: str, remote: str | None) -> int:
    """The report of somebody without an account; so many from one network address, and no more for a while.

    So it is with the address at which an answer is wanted: nobody is sent letters that others have asked for in heaps.

    `remote`, the network address, is counted as a hash for an hour, and written down nowhere.
    """
    _check(thing, draft, seen_sha256)
    doors = [throttles.open_report_door(remote)]
    if draft.reply_to:
        doors.append(throttles.reply_door(draft.reply_to))
    throttles.check(*doors)
    case_id = open_case(thing.subject_type, thing.subject_id, draft, by=None)
    throttles.count(*doors)
    return case_id


def _check(thing: Thing, draft: SignalDraft, seen_sha256: str) -> None:
    if find_identity_numbers(draft.note):
        raise Refused("identity_number_in_report", field="note")
    if find_thing(thing.subject_type, thing.subject_id).about.sha256 != seen_sha256:
        raise Conflict("reported_text_was_changed")
