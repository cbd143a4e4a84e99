"""Who is told that a batch is out, and what of it stands in a notice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select, text
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.dialogues.models import Dialogue, Translation
from app.blueprints.forum.models import Follow
from app.blueprints.forum.terms.following import Level
from app.blueprints.parity.models import Participant
from app.blueprints.questions.models import Answer, Batch, Entry, Question
from app.blueprints.questions.terms.questions import BatchState, QuestionState
from app.core.clock import now
from app.core.db import db

REACH = timedelta(days=31)  # what is older is told by no digest any more
IN_A_NOTICE = 5  # questions


def batch_told(batch_id: int) -> Row[Any] | None:
    """A batch that is out: of which dialogue, in which space, led by whom, and when."""
    query = (
        select(Batch.id, Batch.dialogue_id, Batch.published_at, Dialogue.space_id, Dialogue.organisation_id)
        .join(Dialogue, Dialogue.id == Batch.dialogue_id)
        .where(Batch.id == batch_id, Batch.state == BatchState.PUBLISHED)
    )
    return db.session.execute(query).one_or_none()


def answered(batch_id: int) -> list[int]:
    """The questions that it answers, and those that were merged into them. With the eyes of a host."""
    first = select(Answer.question_id).where(Answer.batch_id == batch_id, Answer.question_id.is_not(None))
    merged = and_(Question.merged_into_id.in_(first), Question.state == QuestionState.MERGED)
    return list(
        db.session.scalars(select(Question.id).where(or_(Question.id.in_(first), merged)).order_by(Question.id))
    )


def taking_part(batch: Row[Any], by_id: int | None) -> Select[Any]:
    """`person_id` of those who write for a firm that takes part; not of whoever wants nothing of this dialogue.

    With the eyes of a host.
    """
    silent = exists().where(
        Follow.person_id == Membership.person_id, Follow.space_id == batch.space_id, Follow.level == Level.NOTHING
    )
    return (
        select(Membership.person_id)
        .join(Participant, Participant.organisation_id == Membership.organisation_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Participant.dialogue_id == batch.dialogue_id,
            Membership.ended_at.is_(None),
            Membership.role.in_((Role.OWNER, Role.EDITOR)),
            Person.closed_at.is_(None),
            Person.id != (by_id or 0),
            ~silent,
        )
    )


def following(batch: Row[Any], by_id: int | None) -> Select[Any]:
    """`person_id` of everybody who follows the dialogue, or its buyer and has said nothing of the dialogue itself."""
    nearer = aliased(Follow)
    said_nearer = exists().where(nearer.person_id == Follow.person_id, nearer.space_id == batch.space_id)
    return (
        select(Follow.person_id)
        .join(Person, Person.id == Follow.person_id)
        .where(
            Person.closed_at.is_(None),
            Person.id != (by_id or 0),
            Follow.level == Level.ALL,
            Follow.since < batch.published_at,
            or_(Follow.space_id == batch.space_id, and_(Follow.host_id == batch.organisation_id, ~said_nearer)),
        )
    )


# Of each dialogue that somebody follows, by her word on it or else by that on its buyer, the batches since.
_FOLLOWED = text("""
SELECT f.person_id, b.id, b.published_at
  FROM questions_batch b JOIN dialogues_dialogue d ON d.id = b.dialogue_id
  JOIN forum_follow f ON f.space_id = d.space_id
 WHERE b.state = 'published' AND b.published_at > :reach AND f.level = 'all' AND f.since < b.published_at
UNION ALL
SELECT f.person_id, b.id, b.published_at
  FROM questions_batch b JOIN dialogues_dialogue d ON d.id = b.dialogue_id
  JOIN forum_follow f ON f.host_id = d.organisation_id
 WHERE b.state = 'published' AND b.published_at > :reach AND f.level = 'all' AND f.since < b.published_at
   AND NOT EXISTS (SELECT FROM forum_follow n WHERE n.person_id = f.person_id AND n.space_id = d.space_id)
""")


def _followed(reach: datetime) -> Any:
    columns = {"person_id": Person.id.type, "id": Batch.id.type, "published_at": Batch.published_at.type}
    return _FOLLOWED.bindparams(reach=reach).columns(**columns).subquery()


def pending() -> Select[Any]:
    """For the digest: (person_id, newest_at) of what has come in the dialogues that people follow."""
    followed = _followed(now() - REACH)
    return select(followed.c.person_id, followed.c.published_at.label("newest_at"))


def since(person_id: int, moment: datetime) -> list[int]:
    """The batches that one person follows and that came after `moment`, the newest first, ten at most."""
    followed = _followed(max(moment, now() - REACH))
    query = (
        select(followed.c.id)
        .where(followed.c.person_id == person_id)
        .group_by(followed.c.id, followed.c.published_at)
        .order_by(followed.c.published_at.desc(), followed.c.id.desc())
        .limit(10)
    )
    return list(db.session.scalars(query))


def told(batch_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """Batches that are out, with the dialogue's title in its own language and, by language, in `others`."""
    fresh, changed = (
        select(func.count()).select_from(Entry).where(Entry.batch_id == Batch.id, condition).scalar_subquery()
        for condition in (Entry.version == 1, Entry.version > 1)
    )
    other = (
        select(func.jsonb_object_agg(Translation.lang, Translation.title))
        .where(Translation.dialogue_id == Dialogue.id)
        .scalar_subquery()
    )
    query = (
        select(
            Batch.id, Batch.dialogue_id, Batch.published_at, Batch.deadline, Dialogue.lang, Dialogue.title,
            Dialogue.closes_on, other.label("others"), fresh.label("fresh"), changed.label("changed"),
        )
        .join(Dialogue, Dialogue.id == Batch.dialogue_id)
        .where(Batch.id.in_(batch_ids), Batch.state == BatchState.PUBLISHED)
    )  # fmt: skip
    return {row.id: row for row in db.session.execute(query)}


def first_of(batch_id: int) -> Sequence[Row[Any]]:
    """The first five answers of a batch that everybody can read."""
    query = (
        select(Entry.number, Entry.version, Entry.lang, Entry.words)
        .where(Entry.batch_id == batch_id, Entry.hidden_at.is_(None))
        .order_by(Entry.number)
        .limit(IN_A_NOTICE)
    )
    return db.session.execute(query).all()
