"""A firm answers: saved as it goes, for itself alone.

Saving never asks what time it is: whatever somebody has written is kept. Handing in does: see `handing_in`.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, BinaryIO

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments import services as attachments
from app.blueprints.attachments.models import File
from app.blueprints.attachments.queries import get_file
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.services.taking import refuse_uninvited
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.queries.writing import flush
from app.blueprints.inputs.models import Input, Working
from app.blueprints.inputs.queries import answers as queries
from app.blueprints.inputs.terms.answers import InputState, Lane, Typed
from app.core.clock import now
from app.core.db import lent
from app.core.downloads import Download
from app.core.errors import Conflict, StaleVersion


def begin(dialogue: Any, organisation_id: int, lang: str, *, by: Actor) -> Input:
    """The firm's input here; the one there is, if it was begun before."""
    found = queries.find_input(dialogue.id, organisation_id)
    if found is not None:
        return found
    _refuse_closed(dialogue)
    refuse_uninvited(dialogue, organisation_id)
    return queries.begin(
        {
            "dialogue_id": dialogue.id, "organisation_id": organisation_id, "lang": lang, "state": InputState.BEGUN,
            "times": 0, "questionnaire": 0, "sha256": "", "begun_by": by.person_id, "changed_at": now(), "version": 1,
        }
    )  # fmt: skip


def typed_of(input_id: int) -> dict[int, Typed]:
    """Every answer as it stands for the firm, by question."""
    return {number: typed for page in queries.workings_of(input_id) for number, typed in unpack(page).items()}


def unpack(page: Working | None) -> dict[int, Typed]:
    """The answers of one section, by question."""
    return {int(number): _typed(plain) for number, plain in page.answers.items()} if page else {}


def _typed(plain: dict[str, Any]) -> Typed:
    return Typed(**plain | {"chosen": tuple(plain.get("chosen", ())), "lane": Lane(plain.get("lane", Lane.BUYER))})


def save(
    dialogue: Any, mine: Input, section_id: int, typed: Mapping[int, Typed], version: int, *, by: Actor
) -> Working:
    """Keep one section as it stands, for the firm. `version` 0: its author has seen none.

    StaleVersion when a colleague has saved the same section since it was read.
    """
    _refuse_closed(dialogue)
    for number, each in typed.items():
        refuse_identity_numbers(each.text, field=f"text_{number}")
        refuse_identity_numbers(each.reason, field=f"reason_{number}")
    page = queries.working_of(mine.id, section_id)
    held = unpack(page)
    answers = {
        str(number): asdict(each) | {"file_id": held[number].file_id if number in held else None}
        for number, each in typed.items()
    }
    if page is None:
        return _first(mine, section_id, answers, by)
    if page.version != version:
        raise StaleVersion(name_of(page.changed_by), page.changed_at)
    if page.answers != answers:
        _write(page, answers, by)
    return page


def _first(mine: Input, section_id: int, answers: dict[str, Any], by: Actor) -> Working:
    is_new = queries.add_working(
        {
            "dialogue_id": mine.dialogue_id, "organisation_id": mine.organisation_id, "input_id": mine.id,
            "section_id": section_id, "answers": answers, "changed_by": by.person_id, "changed_at": now(), "version": 1,
        }
    )  # fmt: skip
    page = queries.working_of(mine.id, section_id)
    if page is None or not is_new:
        raise StaleVersion(name_of(page.changed_by if page else None), page.changed_at if page else None)
    return page


def _write(page: Working, answers: dict[str, Any], by: Actor) -> None:
    page.answers, page.changed_at, page.changed_by = answers, now(), by.person_id
    if not flush():
        raise StaleVersion


def attach(
    dialogue: Any, mine: Input, question: Any, organisation: Organisation, upload: BinaryIO, name: str, *, by: Actor
) -> File:
    """The file that answers a question, without what says who wrote it; in the place of the one before."""
    _refuse_closed(dialogue)
    file = attachments.take_in(organisation, upload, name, by=by, stripped=True)
    _set_file(mine, question, file.id, by)
    return file


def detach(dialogue: Any, mine: Input, question: Any, *, by: Actor) -> None:
    """The answer has no file; the firm still holds it where it keeps its files."""
    _refuse_closed(dialogue)
    _set_file(mine, question, None, by)


def _set_file(mine: Input, question: Any, file_id: int | None, by: Actor) -> None:
    page = queries.working_of(mine.id, question.section_id)
    answers = dict(page.answers) if page else {}
    plain = asdict(_typed(answers.get(str(question.id), {})))
    answers[str(question.id)] = plain | {"file_id": file_id}
    if page is None:
        _first(mine, question.section_id, answers, by)
    else:
        _write(page, answers, by)


def open_own(file_id: int) -> Download:
    """A file of the firm's own; row-level security finds no other."""
    return attachments.serve(get_file(file_id))


def open_file(answer: Any) -> Download:
    """The file of an answer that was handed in, for somebody who has been found to read the answer."""
    with lent(answer.organisation_id):
        file = get_file(answer.file_id)
    return attachments.serve(file)


def _refuse_closed(dialogue: Any) -> None:
    if dialogue.state in (DialogueState.DRAFT, DialogueState.CLOSED):
        raise Conflict("dialogue_is_closed")
