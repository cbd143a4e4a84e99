"""Notices on Doffin, TED or elsewhere that belong to a dialogue: by number, by address, or both."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Dialogue, Notice
from app.blueprints.dialogues.queries import process as queries
from app.blueprints.dialogues.services.writing import by_id, refuse_closed, touch
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.process import NoticeDraft, NoticeKind
from app.blueprints.journal.services import record
from app.core.db import db
from app.core.errors import Conflict, Refused

MOST_NOTICES = 20


def add_notice(dialogue: Dialogue, draft: NoticeDraft, *, by: Actor | None) -> Notice:
    """A notice that calls for the dialogue. With that of the competition, input ends: see `states.announce`."""
    refuse_closed(dialogue)
    notice = put_up(dialogue, draft, NoticeKind.INVITATION, by=by)
    touch(dialogue, by, part="notice", path="#notices")
    return notice


def put_up(dialogue: Dialogue, draft: NoticeDraft, kind: NoticeKind, *, by: Actor | None) -> Notice:
    if not draft.number and not draft.url:
        raise Refused("notice_cannot_be_found", field="number")
    refuse_identity_numbers(draft.number, field="number")
    there = queries.notices_of(dialogue.id)
    if len(there) >= MOST_NOTICES:
        raise Conflict("too_many_notices", limit=MOST_NOTICES)
    if any(row.place == draft.place and (row.number or row.url) == (draft.number or draft.url) for row in there):
        raise Refused("notice_is_there", field="number")
    notice = Notice(
        dialogue_id=dialogue.id, kind=kind, place=draft.place, number=draft.number, url=draft.url,
        published_on=draft.published_on, by_id=by_id(by),
    )  # fmt: skip
    db.session.add(notice)
    record(
        "dialogues.notice_added", subject=notice, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, kind=kind.value, place=draft.place.value,
    )  # fmt: skip
    return notice


def remove_notice(dialogue: Dialogue, notice_id: int, *, by: Actor | None) -> None:
    """One that was put in by mistake. That of an announced competition stays: input has ended because of it."""
    refuse_closed(dialogue)
    notice = queries.find_notice(dialogue.id, notice_id)
    if notice is None:
        return  # somebody was first
    if notice.kind is NoticeKind.COMPETITION and dialogue.state is not DialogueState.DRAFT:
        raise Conflict("competition_stays_announced")
    db.session.delete(notice)
    touch(dialogue, by, part="notice", path="#notices")
    record(
        "dialogues.notice_removed", subject=("dialogues_notice", notice_id), by=by,
        organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id,
    )  # fmt: skip
