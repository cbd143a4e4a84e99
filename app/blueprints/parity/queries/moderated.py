"""For moderators: the dialogue around something published, and what was written down by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.parity.models import Item
from app.core.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A published thing, as `services.moderated.Shelf` asks for it."""

    id: int
    dialogue_id: int
    title: str
    texts: list[str]
    lang: str
    published_at: datetime
    hidden_at: datetime | None
    path: str
    organisation_id: int | None = None
    subject_id: int | None = None


def surroundings(
    dialogue_ids: Iterable[int], organisation_ids: Iterable[int | None]
) -> tuple[Mapping[int, Row[Any]], Mapping[int, str]]:
    """The dialogues by number, with the name of the buyer that leads; and names of organisations by number."""
    query = (
        select(
            Dialogue.id, Dialogue.title, Dialogue.state, Dialogue.host_ids, Dialogue.space_id,
            Dialogue.organisation_id, Organisation.name.label("organisation"),
        )
        .join(Organisation, Organisation.id == Dialogue.organisation_id)
        .where(Dialogue.id.in_(list(dialogue_ids)))
    )  # fmt: skip
    firms = [number for number in organisation_ids if number is not None]
    names = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(firms)))
    return {row.id: row for row in db.session.execute(query)}, {row.id: row.name for row in names}


def own_first(words: Mapping[str, str], lang: str) -> list[str]:
    """What is said in each language, each text once, the one in `lang` on top."""
    first = [words[lang]] if words.get(lang) else []
    return list(dict.fromkeys([*first, *(words[code] for code in sorted(words) if words[code])]))


def told_by_hand(ids: Sequence[int]) -> list[Written]:
    """What is published in the ledger itself, and nowhere else."""
    query = select(Item.id, Item.dialogue_id, Item.lang, Item.title, Item.words, Item.published_at, Item.hidden_at)
    query = query.where(Item.id.in_(ids), Item.subject_type == "by_hand", Item.published_at.is_not(None))
    return [
        Written(
            id=row.id, dialogue_id=row.dialogue_id, lang=row.lang, published_at=row.published_at,
            hidden_at=row.hidden_at, title=row.words.get(row.lang, {}).get("title") or row.title,
            texts=own_first({code: said.get("text", "") for code, said in row.words.items()}, row.lang),
            path=f"/dialogues/{row.dialogue_id}/told",
        )
        for row in db.session.execute(query)
    ]  # fmt: skip
