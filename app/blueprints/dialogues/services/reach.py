"""Whom a dialogue is open to, and by which codes it is found."""

from collections.abc import Iterable

from app.blueprints.accounts.queries.receivers import find_receiver
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, Kind
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries import process as queries
from app.blueprints.dialogues.services.writing import by_id, refuse_over, touch
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.process import CodeKind, OpenTo, ReachDraft
from app.blueprints.journal.services import record
from app.core.errors import Conflict, Refused

INVITABLE = (Kind.SUPPLIER, Kind.INTEREST)
MOST_CODES = 40


def save_reach(dialogue: Dialogue, draft: ReachDraft, *, by: Actor | None) -> None:
    """Open to all, or to those who meet a criterion. What has been opened to all is not shut again."""
    refuse_over(dialogue)
    refuse_identity_numbers(draft.criterion, field="criterion")
    if draft.open_to is OpenTo.INVITED and not draft.criterion:
        raise Refused("criterion_is_missing", field="criterion")
    published = dialogue.state is not DialogueState.DRAFT
    if published and dialogue.open_to is OpenTo.ALL and draft.open_to is OpenTo.INVITED:
        raise Refused("open_stays_open", field="open_to")
    dialogue.open_to = draft.open_to
    dialogue.criterion = draft.criterion if draft.open_to is OpenTo.INVITED else ""
    touch(dialogue, by, draft.version, part="reach")
    record(
        "dialogues.reach_saved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        open_to=draft.open_to.value,
    )  # fmt: skip


def invite(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """A verified firm or interest organisation that meets the criterion. It is told when the dialogue is published."""
    refuse_over(dialogue)
    refuse_silenced(by)
    if dialogue.open_to is not OpenTo.INVITED:
        raise Conflict("dialogue_is_open_to_all")
    if find_receiver(dialogue.organisation_id, organisation_id, kinds=INVITABLE) is None:
        raise Refused("cannot_be_invited")
    if queries.put_invitation(dialogue.id, organisation_id, by_id(by)) is None:
        return  # invited already: the same
    record(
        "dialogues.firm_invited", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        invited=organisation_id,
    )  # fmt: skip


def uninvite(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """Only in a draft: who has been told that it may take part, may."""
    if dialogue.state is not DialogueState.DRAFT:
        raise Conflict("invited_stays_invited")
    if queries.take_invitation(dialogue.id, organisation_id):
        record(
            "dialogues.firm_uninvited", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
            invited=organisation_id,
        )  # fmt: skip


def add_code(dialogue: Dialogue, kind: CodeKind, code: str, *, by: Actor | None) -> None:
    """A code of the list in force; what is there already stays."""
    refuse_over(dialogue)
    if len(queries.codes_of(dialogue.id)) >= MOST_CODES:
        raise Conflict("too_many_codes", limit=MOST_CODES)
    if queries.put_code(dialogue.id, kind, code):
        _codes_changed(dialogue, "dialogues.code_added", kind, code, by)


def remove_code(dialogue: Dialogue, kind: CodeKind, code: str, *, by: Actor | None) -> None:
    refuse_over(dialogue)
    if queries.take_code(dialogue.id, kind, code):
        _codes_changed(dialogue, "dialogues.code_removed", kind, code, by)


def _codes_changed(dialogue: Dialogue, what: str, kind: CodeKind, code: str, by: Actor | None) -> None:
    touch(dialogue, by, part="codes")
    record(what, subject=dialogue, by=by, organisation_id=dialogue.organisation_id, kind=kind.value, code=code)


def copy_codes(dialogue_id: int, codes: Iterable[tuple[CodeKind, str]]) -> None:
    """Into a new draft, as they stand in another."""
    for kind, code in codes:
        queries.put_code(dialogue_id, kind, code)
