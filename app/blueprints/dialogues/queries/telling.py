"""Whom to tell of what happens to a dialogue, and what the message says of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue, Translation
from app.blueprints.forum.models import Follow
from app.blueprints.forum.terms.following import Followed, Level
from app.core.db import db


def in_words(ids: Sequence[int]) -> dict[int, Row[Any]]:
    """Dialogues by number: lang, title, state, the other title with its language, and the name of who leads."""
    query = (
        select(
            Dialogue.id, Dialogue.lang, Dialogue.title, Dialogue.state, Translation.lang.label("other_lang"),
            Translation.title.label("other_title"), Organisation.name.label("leads"),
        )
        .join(Organisation, Organisation.id == Dialogue.organisation_id)
        .outerjoin(Translation, Translation.dialogue_id == Dialogue.id)
        .where(Dialogue.id.in_(ids))
    )  # fmt: skip
    return {row.id: row for row in db.session.execute(query)}


def space_and_lead(dialogue_id: int) -> Row[Any] | None:
    query = select(Dialogue.space_id, Dialogue.organisation_id, Dialogue.state).where(Dialogue.id == dialogue_id)
    return db.session.execute(query).one_or_none()


def followers(space_id: int, host_id: int) -> Select[tuple[int]]:
    """`person_id` of everybody who follows the dialogue; or its host, and has said nothing of the dialogue."""
    nearer = aliased(Follow)
    said = select(nearer.id).where(nearer.person_id == Follow.person_id, nearer.space_id == space_id).exists()
    return select(Follow.person_id).where(
        Follow.level == Level.ALL,
        or_(
            and_(Follow.kind == Followed.SPACE, Follow.space_id == space_id),
            and_(Follow.kind == Followed.HOST, Follow.host_id == host_id, ~said),
        ),
    )
