"""How a person stands to a dialogue: one statement, since every confidential page asks it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, insert

from app.blueprints.accounts.terms import Actor, Role
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.forum.models import Post, Thread
from app.blueprints.impartiality.models import Declaration, Refusal
from app.blueprints.impartiality.terms import Standing, Why
from app.blueprints.parity.models import Participant
from app.blueprints.parity.models import Standing as Numbers
from app.core.db import db, read

_DIALOGUE = bindparam("dialogue", type_=BIGINT)
_ONE = select(literal_column("1").label("one")).subquery()
_STANDING = (
    select(
        func.coalesce(Numbers.participants, 0).label("version"),
        Declaration.participants_version.label("declared_for"),
        Declaration.stance,
        Declaration.ruled_out_at,
        exists()
        .where(
            Participant.dialogue_id == _DIALOGUE,
            Participant.organisation_id == func.any(bindparam("acting_for", type_=ARRAY(BIGINT))),
        )
        .label("acts_for"),
    )
    .select_from(_ONE)
    .outerjoin(Numbers, and_(true(), Numbers.dialogue_id == _DIALOGUE))
    .outerjoin(
        Declaration,
        and_(
            Declaration.dialogue_id == _DIALOGUE,
            Declaration.person_id == bindparam("person"),
            Declaration.current.is_(True),
        ),
    )
)


def standing(dialogue_id: int, actor: Actor) -> Standing:
    """An owner or editor of one that takes part acts for it, whatever she declares."""
    acting_for = [fact.organisation_id for fact in actor.memberships if fact.role in (Role.OWNER, Role.EDITOR)]
    row = read(_STANDING, {"dialogue": dialogue_id, "person": actor.person_id, "acting_for": acting_for}).one()
    return Standing(
        version=row.version, declared_for=row.declared_for, stance=row.stance, ruled_out=row.ruled_out_at is not None,
        acts_for=row.acts_for,
    )  # fmt: skip


def note_refusal(dialogue_id: int, person_id: int, why: Why, version: int, at: datetime) -> None:
    """One row for each reason and list of participants, however often she tries."""
    statement = insert(Refusal).values(
        dialogue_id=dialogue_id, person_id=person_id, why=why, participants_version=version, last_at=at, created_at=at
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["dialogue_id", "person_id", "why", "participants_version"],
            set_={"times": Refusal.times + 1, "last_at": at},
        )
    )


def dialogue_of_post(post_id: int) -> Row[Any] | None:
    """The dialogue (id, organisation_id) in whose threads a post stands; None for one of a forum."""
    query = (
        select(Dialogue.id, Dialogue.organisation_id)
        .join(Thread, Thread.space_id == Dialogue.space_id)
        .join(Post, Post.thread_id == Thread.id)
        .where(Post.id == post_id)
    )
    return db.session.execute(query).one_or_none()
