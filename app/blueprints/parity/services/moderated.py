"""What a moderator can do to what a room has published in a dialogue: hide it where it stands, and show it again.

A room says where its rows are (`Shelf`); the ledger then says no title of what is hidden, until it is shown again.
What was written down by hand, and is published in the ledger alone, is this room's own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import can_read_dialogue
from app.blueprints.journal.services import record
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.blueprints.parity.queries import moderated as queries
from app.blueprints.parity.services import ledger
from app.core.i18n import locale

TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The published rows of a room, for `subject_of`.

    `rows(ids)`: id, dialogue_id, title, texts (list, in its own language first), lang, published_at, hidden_at, path
    (behind the language), organisation_id (whose it is; None: the buyer that leads). `hide(row, reason_code, at)`
    writes it, `at` None shows it again, and gives False when it stood so already. `item(row)`: kind, type and number
    of what it is about in the ledger; None where it is not there. `name`: as the journal has it ("meetings.entry").
    """

    name: str
    rows: Callable[[Sequence[int]], Sequence[Any]]
    hide: Callable[[Any, str, datetime | None], bool]
    item: Callable[[Any], tuple[str, str, int] | None]


def subject_of(shelf: Shelf) -> Subject:
    """The acts of a moderator on what stands on the shelf. None of it ever waits for one."""

    def change(number: int, reason_code: str, at: datetime | None) -> None:
        for row in shelf.rows([number]):
            if not shelf.hide(row, reason_code, at):
                return
            if item := shelf.item(row):
                kind, subject_type, subject_id = item
                ledger.hidden(row.dialogue_id, kind, [subject_id], at=at, subject_type=subject_type)
            subject = (shelf.name.replace(".", "_"), number)
            if at:
                record(
                    f"{shelf.name}_hidden", subject=subject, by=None, dialogue_id=row.dialogue_id, reason=reason_code
                )
            else:
                record(f"{shelf.name}_shown_again", subject=subject, by=None, dialogue_id=row.dialogue_id)

    def describe(ids: Sequence[int]) -> Mapping[int, Description]:
        rows = shelf.rows(ids)
        about = queries.surroundings({row.dialogue_id for row in rows}, {row.organisation_id for row in rows})
        return {row.id: _described(row, *about) for row in rows}

    def url(number: int) -> str:
        (row,) = shelf.rows([number])
        return f"/{locale()}{row.path}"

    def can_view(actor: Anyone, number: int) -> bool:
        rows = shelf.rows([number])
        dialogues, _names = queries.surroundings({row.dialogue_id for row in rows}, ())
        return bool(rows) and can_read_dialogue(actor, dialogues[rows[0].dialogue_id])

    return Subject(
        describe=describe,
        hide=lambda number, *, reason_code, at: change(number, reason_code, at),
        restore=lambda number: change(number, "", None),
        release=lambda _number: None,
        url=url,
        can_view=can_view,
    )


def _described(row: Any, dialogues: Mapping[int, Any], names: Mapping[int, str]) -> Description:
    dialogue = dialogues[row.dialogue_id]
    author = row.organisation_id or dialogue.organisation_id
    return Description(
        title=row.title,
        text="\n\n".join(row.texts),
        language=row.lang,
        author_id=None,
        author_name="",
        organisation_id=author,
        organisation_name=names.get(author, dialogue.organisation),
        written_at=row.published_at,
        visibility=Visibility.PUBLIC if row.hidden_at is None else Visibility.HIDDEN,
        place=dialogue.title,
        host_id=dialogue.organisation_id,
        host_name=dialogue.organisation,
        scope=f"space:{dialogue.space_id}",
    )


def _hide_told(row: Any, _reason: str, at: datetime | None) -> bool:
    if (row.hidden_at is None) is (at is None):
        return False
    ledger.hidden_item(row.dialogue_id, row.id, at=at)
    return True


OF_TOLD = subject_of(Shelf(name="parity.item", rows=queries.told_by_hand, hide=_hide_told, item=lambda _row: None))
