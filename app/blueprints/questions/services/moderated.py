"""What a moderator can do to a published answer: hide it at its number, and show it again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import can_read_dialogue
from app.blueprints.journal.services import record
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import Kind
from app.blueprints.questions.queries import entries as queries
from app.blueprints.questions.rules.entries import present
from app.core.i18n import locale

ANSWER = "answer"


def describe(ids: Sequence[int]) -> Mapping[int, Description]:
    """Question and answer in the language in which it was asked, or the first there is. The buyer answers for it."""
    return {row.id: _described(row) for row in queries.for_moderators(ids)}


def _described(row: Any) -> Description:
    said = present(row.words, row.lang, row.lang)
    every = [row.words[code]["text"] for code in sorted(row.words) if row.words[code].get("text")]
    return Description(
        title=said.question,
        text="\n\n".join([said.text, *(words for words in every if words != said.text)]),
        language=said.lang,
        author_id=None,
        author_name="",
        organisation_id=row.organisation_id,
        organisation_name=row.organisation,
        written_at=row.published_at,
        visibility=Visibility.PUBLIC if row.hidden_at is None else Visibility.HIDDEN,
        place=row.title,
        host_id=row.organisation_id,
        host_name=row.organisation,
        scope=f"space:{row.space_id}",
    )


def hide(entry_id: int, *, reason_code: str, at: datetime) -> None:
    """On every page, feed and export its number and its time stay, and the reason; not its words."""
    _written(queries.hide(entry_id, reason_code, at), at, "questions.answer_hidden", reason=reason_code)


def restore(entry_id: int) -> None:
    _written(queries.hide(entry_id, "", None), None, "questions.answer_shown_again")


def _written(row: Any, at: datetime | None, what: str, **data: Any) -> None:
    if row is not None:
        ledger.hidden(row.dialogue_id, Kind.ANSWER, [row.id], at=at, subject_type="questions_entry")
        record(what, subject=("questions_entry", row.id), by=None, number=row.number, version=row.version, **data)


def release(_entry_id: int) -> None:
    """None ever waits for a moderator."""


def url(entry_id: int) -> str:
    (row,) = queries.for_moderators([entry_id])
    version = "" if row.current else f"#version-{row.version}"
    return f"/{locale()}/dialogues/{row.dialogue_id}/questions/{row.number}{version}"


def can_view(actor: Anyone, entry_id: int) -> bool:
    rows = queries.for_moderators([entry_id])
    return bool(rows) and can_read_dialogue(actor, _Dialogue(rows[0]))


class _Dialogue:
    """The dialogue of an entry, as the policy asks for it."""

    def __init__(self, row: Any) -> None:
        self.organisation_id, self.host_ids, self.state = row.organisation_id, row.host_ids, row.dialogue_state


SUBJECT = Subject(describe=describe, hide=hide, restore=restore, release=release, url=url, can_view=can_view)
