"""What came in, kind by kind, through the doors of the rooms below; and what of it has been gathered."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.forum.models import Post, Revision, Space, Thread
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.inputs.queries import themes as inputs
from app.blueprints.meetings.queries import themes as notes
from app.blueprints.outcome.models import Source, Theme
from app.blueprints.outcome.terms import Contribution, SourceKind
from app.blueprints.questions.queries import themes as questions
from app.core.db import db
from app.core.text import excerpt

EXCERPT = 300  # characters
MOST_COUNTED = 1_000
MOST = 50
"""Contributions on a page: every door gives so many from behind a number."""


def came_in(dialogue_id: int, kind: SourceKind, after: int | None = None) -> tuple[list[Contribution], str | None]:
    """A page of what came in of this kind, the oldest first, and the key of the next page."""
    rows = _DOORS[kind](dialogue_id, after)
    found = [
        Contribution(
            kind=kind, id=row.id, title=row.title or "", excerpt=row.excerpt, lang=row.lang,
            organisation_id=row.organisation_id, at=row.at, confidential=getattr(row, "confidential", False),
        )
        for row in rows
    ]  # fmt: skip
    return found, str(found[-1].id) if len(found) == MOST else None


def standing_posts(dialogue_id: int) -> Select[Any]:
    """Posts in the dialogue's threads that everybody may read, and that no host has written."""
    return (
        select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .join(Dialogue, Dialogue.space_id == Space.id)
        .where(
            Dialogue.id == dialogue_id,
            Post.state == PostState.VISIBLE,
            Post.organisation_id != func.all(Dialogue.host_ids),
        )
    )


def _posts(dialogue_id: int, after: int | None) -> list[Any]:
    query = (
        standing_posts(dialogue_id)
        .add_columns(
            Thread.title,
            Thread.title_hidden,
            Revision.html,
            Post.lang,
            Post.organisation_id,
            Post.posted_at.label("at"),
        )
        .join(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.revision))
        .where(Post.id > (after or 0))
        .order_by(Post.id)
        .limit(MOST)
    )
    return [
        Contribution(
            kind=SourceKind.POST, id=row.id, title="" if row.title_hidden else row.title,
            excerpt=excerpt(row.html, EXCERPT - 1), lang=row.lang, organisation_id=row.organisation_id, at=row.at,
        )
        for row in db.session.execute(query)
    ]  # fmt: skip


_DOORS: dict[SourceKind, Callable[[int, int | None], Sequence[Any]]] = {
    SourceKind.INPUT: inputs.contributions,
    SourceKind.QUESTION: questions.contributions,
    SourceKind.POST: _posts,
    SourceKind.NOTE: notes.contributions,
}
_STANDING: dict[SourceKind, Callable[[int], Select[Any]]] = {
    SourceKind.INPUT: inputs.standing,
    SourceKind.QUESTION: questions.standing,
    SourceKind.POST: standing_posts,
    SourceKind.NOTE: notes.standing,
}


def counts(dialogue_id: int) -> dict[SourceKind, tuple[bool, int]]:
    """Of each kind whether any came in, and how many are neither in a theme nor set aside. One statement.

    Counting stops at one more than `MOST_COUNTED`: a page says "more than" rather than read on.
    """
    columns: list[Any] = []
    for kind, standing in _STANDING.items():
        came = standing(dialogue_id).subquery()
        gathered = select(Source.id).where(
            Source.dialogue_id == dialogue_id, Source.kind == kind, Source.subject_id == came.c.id
        )
        left = select(came.c.id).where(~gathered.exists()).limit(MOST_COUNTED + 1)
        columns += [
            select(came.c.id).exists().label(kind.value),
            select(func.count()).select_from(left.subquery()).scalar_subquery().label(f"{kind}_left"),
        ]
    row = db.session.execute(select(*columns)).mappings().one()
    return {kind: (row[kind.value], row[f"{kind}_left"]) for kind in SourceKind}


def ungathered(dialogue_id: int) -> int:
    """How many contributions are neither in a theme nor set aside; of each kind at most one more than the most."""
    return sum(left for _came, left in counts(dialogue_id).values())


def gathered(dialogue_id: int, kind: SourceKind, ids: Sequence[int]) -> dict[int, list[int | None]]:
    """In which themes each of these is; None among them: set aside."""
    query = select(Source.subject_id, Source.theme_id).where(
        Source.dialogue_id == dialogue_id, Source.kind == kind, Source.subject_id.in_(ids)
    )
    found: dict[int, list[int | None]] = {}
    for subject_id, theme_id in db.session.execute(query):
        found.setdefault(subject_id, []).append(theme_id)
    return found


def put(rows: Sequence[dict[str, Any]]) -> int:
    """Into the theme, or aside; what is there already stays as it is. Gives how many are new."""
    statement = insert(Source).values(list(rows)).on_conflict_do_nothing().returning(Source.id)
    return len(db.session.execute(statement).all()) if rows else 0


def take_from_aside(dialogue_id: int, kind: SourceKind, ids: Sequence[int]) -> None:
    """What is put in a theme is no longer set aside."""
    db.session.execute(
        delete(Source).where(
            Source.dialogue_id == dialogue_id,
            Source.kind == kind,
            Source.subject_id.in_(ids),
            Source.theme_id.is_(None),
        )
    )


def sources_of(dialogue_id: int, theme_id: int | None) -> Sequence[Row[Any]]:
    """What a theme was gathered from, or what was set aside; with the firm's name where it is known. At most 500."""
    query = (
        select(
            Source.id, Source.kind, Source.subject_id, Source.lang, Source.title, Source.excerpt, Source.at,
            Source.told_at, Source.organisation_id, Organisation.name.label("organisation"),
        )
        .outerjoin(Organisation, Organisation.id == Source.organisation_id)
        .where(Source.dialogue_id == dialogue_id, Source.theme_id.is_not_distinct_from(theme_id))
        .order_by(Source.at, Source.id)
        .limit(500)
    )  # fmt: skip
    return db.session.execute(query).all()


def firms_named(ids: Sequence[int | None]) -> dict[int, str]:
    """The names of the organisations among these."""
    known = {number for number in ids if number is not None}
    if not known:
        return {}
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(known)))
    return {row.id: row.name for row in rows}


def get_source(source_id: int) -> Source:
    return db.session.scalars(select(Source).where(Source.id == source_id)).one()


def came_from(theme_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many contributions of each kind stand in each of these themes."""
    query = (
        select(Source.theme_id, Source.kind, func.count())
        .where(Source.theme_id.in_(theme_ids))
        .group_by(Source.theme_id, Source.kind)
    )
    found: dict[int, dict[str, int]] = {}
    for theme_id, kind, number in db.session.execute(query):
        found.setdefault(theme_id, {})[kind.value] = number
    return found


# ---- who is told


def take_untold(theme_ids: Sequence[int], at: datetime) -> Sequence[Row[Any]]:
    """Mark as told, `at`, the contributions to these published themes that are not, and give them.

    kind, subject_id, organisation_id. Two jobs that ask at once get each of them once: the rows are locked meanwhile.
    """
    published = select(Theme.id).where(Theme.id.in_(theme_ids), Theme.published_version.is_not(None))
    statement = (
        update(Source)
        .where(Source.theme_id.in_(published), Source.told_at.is_(None))
        .values(told_at=at)
        .returning(Source.kind, Source.subject_id, Source.organisation_id)
    )
    return db.session.execute(statement).all()


def tell_anew(theme_ids: Sequence[int]) -> None:
    """What came of these has become another: whoever was told is told once more."""
    db.session.execute(update(Source).where(Source.theme_id.in_(theme_ids)).values(told_at=None))


def count_untold(dialogue_id: int) -> int:
    """Contributions in themes whose contributors have not been told."""
    query = select(func.count()).where(
        Source.dialogue_id == dialogue_id, Source.theme_id.is_not(None), literal_column("told_at IS NULL")
    )
    return db.session.scalar(query) or 0
