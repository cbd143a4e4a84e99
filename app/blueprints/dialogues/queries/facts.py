"""What stands beside a dialogue: who hosts it, its codes and notices, and what the rooms above add. One statement."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Row, Select, any_, bindparam, cast, literal, null, select, union_all
from sqlalchemy.types import Date, String

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import DialogueCode, Host, Invited, Notice
from app.blueprints.dialogues.terms.process import HostState
from app.core.db import read

DIALOGUE: Any = bindparam("dialogue")
FIRMS: Any = any_(bindparam("firms", type_=ARRAY(BigInteger)))
"""For `column == FIRMS`: an organisation for which the reader is here."""
INVITED = "invited"
_NO_DAY = cast(null(), Date)


def piece(what: str, code: Any, *, words: Any = "", day: Any = _NO_DAY, place: Any = 0) -> Select[Any]:
    """A select of facts named `what`; whoever adds it says from where, of DIALOGUE and perhaps of FIRMS."""
    return select(
        literal(what).label("what"), cast(code, String).label("code"), cast(words, String).label("words"),
        literal("").label("url"), cast(day, Date).label("day"), cast(place, BigInteger).label("place"),
    )  # fmt: skip


_pieces: list[Select[Any]] = [
    piece("host", Organisation.id, words=Organisation.name, place=Host.id)
    .join(Organisation, Organisation.id == Host.organisation_id)
    .where(Host.dialogue_id == DIALOGUE, Host.state == HostState.HOST),
    select(
        cast(DialogueCode.kind, String), DialogueCode.code, literal(""), literal(""), _NO_DAY, DialogueCode.id
    ).where(DialogueCode.dialogue_id == DIALOGUE),
    select(
        literal("notice"), cast(Notice.place, String), Notice.number, Notice.url, Notice.published_on, Notice.id
    ).where(Notice.dialogue_id == DIALOGUE),
    piece(INVITED, Invited.organisation_id, place=Invited.id)
    .where(Invited.dialogue_id == DIALOGUE, Invited.organisation_id == FIRMS),
]  # fmt: skip


def add(facts: Select[Any]) -> None:
    """A room above wants to know something of every dialogue that is shown: a `piece`, with its own tables."""
    _pieces.append(facts)
    _statement.cache_clear()


@cache
def _statement() -> Any:
    return union_all(*_pieces).order_by("what", "place")


def facts_of(dialogue_id: int, organisation_ids: Sequence[int] = ()) -> Sequence[Row[Any]]:
    """Rows of (what, code, words, url, day): `what` is host, notice, the kind of a code, or what a room has added.

    `organisation_ids`: those for which the reader is here.
    """
    return read(_statement(), {"dialogue": dialogue_id, "firms": list(organisation_ids)}).all()
