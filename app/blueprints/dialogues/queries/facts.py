"""What stands beside a dialogue: who hosts it, by which codes it is found, and its notices. One statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, cast, literal, null, select, union_all
from sqlalchemy.types import Date, String

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import DialogueCode, Host, Notice
from app.blueprints.dialogues.terms.process import HostState
from app.core.db import read

_ID: Any = bindparam("dialogue")
_NO_DAY = cast(null(), Date)
_FACTS: Any = union_all(
    select(
        literal("host").label("what"), cast(Organisation.id, String).label("code"), Organisation.name.label("words"),
        literal("").label("url"), _NO_DAY.label("day"), Host.id.label("place"),
    )
    .join(Organisation, Organisation.id == Host.organisation_id)
    .where(Host.dialogue_id == _ID, Host.state == HostState.HOST),
    select(
        cast(DialogueCode.kind, String), DialogueCode.code, literal(""), literal(""), _NO_DAY, DialogueCode.id
    ).where(DialogueCode.dialogue_id == _ID),
    select(
        literal("notice"), cast(Notice.place, String), Notice.number, Notice.url, Notice.published_on, Notice.id
    ).where(Notice.dialogue_id == _ID),
).order_by("what", "place")  # fmt: skip


def facts_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """Rows of (what, code, words, url, day): `what` is host, notice, or the kind of a code."""
    return read(_FACTS, {"dialogue": dialogue_id}).all()
