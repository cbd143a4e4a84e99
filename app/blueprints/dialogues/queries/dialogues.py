"""Dialogues: the list that everybody sees, one dialogue for a page, and one with all its parts for a form.

Statements of pages that many read are built once, with parameters: building one costs as much as running it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, selectinload

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.dialogues.models import Dialogue, Need, Phase, Translation
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.models import Space
from app.blueprints.forum.terms.spaces import Stage
from app.core.clock import today
from app.core.db import db, read
from app.core.i18n import locale as current_locale
from app.core.pages import LENGTH, cut

_LISTED = (
    Dialogue.id,
    Dialogue.lang,
    Dialogue.title,
    Dialogue.summary,
    Dialogue.state,
    Dialogue.opens_on,
    Dialogue.closes_on,
    Space.thread_count,
    Space.post_count,
    Organisation.name.label("organisation"),
    Translation.lang.label("other_lang"),
    Translation.title.label("other_title"),
    Translation.summary.label("other_summary"),
)
# Written out, not as parameters: a prepared plan can only use a partial index whose condition it can read.
_IS_PUBLISHED = Dialogue.state == literal_column("'published'")
_IS_SHOWN = Dialogue.state != literal_column("'draft'")
# The language in which this page's readers are best served by a translation: the page's own, or what reads alike.
_OTHER = aliased(Translation)
_BEST_READ = (
    select(_OTHER.lang)
    .where(_OTHER.dialogue_id == Dialogue.id, _OTHER.lang.in_((bindparam("locale"), bindparam("alike"))))
    .order_by((_OTHER.lang == bindparam("locale")).desc())
    .limit(1)
    .scalar_subquery()
)
_JOINED = (
    Dialogue.__table__.join(Organisation.__table__, Organisation.id == Dialogue.organisation_id)
    .join(Space.__table__, Space.id == Dialogue.space_id)
    .outerjoin(Translation, and_(Translation.dialogue_id == Dialogue.id, Translation.lang == _BEST_READ))
)  # fmt: skip


def _languages(locale: str) -> dict[str, Any]:
    """The page's language and the one that reads alike (itself, if there is none)."""
    return {"locale": locale, "alike": READ_ALIKE[locale][-1]}


@dataclass(frozen=True, slots=True)
class ListPage:
    """Where to go on in the list: what is open stands first (nearest deadline first), then what has closed."""

    part: str
    closes_on: date
    id: int

    @classmethod
    def parse(cls, text: str | None) -> "ListPage | None":
        """None for no key, and for one that we never gave."""
        try:
            part, day, typed = (text or "").split("_")
            number = int(typed)
            return cls(part, date.fromisoformat(day), number) if part in ("o", "c") and 0 < number < 2**63 else None
        except ValueError:
            return None


def list_dialogues(
    locale: str, *, stage: Stage | None = None, lang: str | None = None, after: str | None = None
) -> tuple[list[Row[Any]], str | None]:
    """Published dialogues in the order of the list, and the key of the next page (None on the last)."""
    key = ListPage.parse(after)
    if key and key.part == "c" and stage in (Stage.OPEN, Stage.COMING):
        return [], None
    query = _listed(stage, key.part if key else None, filtered=lang is not None)
    values = _languages(locale) | {"today": today(), "lang": lang}
    if key:
        values |= {"after_day": key.closes_on, "after_id": key.id}
    rows = read(query, values).all()
    page = cut(list(rows), lambda row: f"{row.part}_{row.closes_on.isoformat()}_{row.id}")
    return page.rows, page.after


@cache
def _listed(stage: Stage | None, part: str | None, *, filtered: bool) -> Select[Any]:
    """The statement for a filter and a place in the list: what is open, what has closed, or the one after the other."""
    parts = []
    if stage is not Stage.CLOSED and part != "c":
        parts.append(_open_part(stage, after=part == "o", filtered=filtered))
    if stage in (None, Stage.CLOSED):
        parts.append(_closed_part(after=part == "c", filtered=filtered))
    # Each part is cut to one page by its own index before they are laid together.
    found = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return (
        select(*_LISTED, found.c.part)
        .select_from(_JOINED.join(found, found.c.id == Dialogue.id))
        .order_by(found.c.place, found.c.sorting, found.c.id)
        .limit(LENGTH + 1)
    )


_TODAY = bindparam("today", type_=Dialogue.closes_on.type)
_AFTER_DAY = bindparam("after_day", type_=Dialogue.closes_on.type)
_AFTER_ID: BindParameter[int] = bindparam("after_id")


def _open_part(stage: Stage | None, *, after: bool, filtered: bool) -> Select[Any]:
    """Open or coming: published, and the last day not yet over; the nearest deadline first."""
    query = select(
        Dialogue.id,
        literal("o").label("part"),
        literal(0).label("place"),
        (Dialogue.closes_on - _TODAY).label("sorting"),
    ).where(_IS_PUBLISHED, Dialogue.closes_on >= _TODAY)
    if stage is Stage.OPEN:
        query = query.where(Dialogue.opens_on <= _TODAY)
    elif stage is Stage.COMING:
        query = query.where(Dialogue.opens_on > _TODAY)
    if filtered:
        query = query.where(Dialogue.lang == bindparam("lang"))
    if after:
        later = or_(Dialogue.closes_on > _AFTER_DAY, Dialogue.id > _AFTER_ID)
        query = query.where(Dialogue.closes_on >= _AFTER_DAY, later)
    return query.order_by(Dialogue.closes_on, Dialogue.id).limit(LENGTH + 1)


def _closed_part(*, after: bool, filtered: bool) -> Select[Any]:
    """Closed, or past the last day; what closed latest first. Closing early moves the last day, so one index serves."""
    query = select(
        Dialogue.id,
        literal("c").label("part"),
        literal(1).label("place"),
        (_TODAY - Dialogue.closes_on).label("sorting"),
    ).where(
        _IS_SHOWN,
        Dialogue.closes_on <= _TODAY,
        or_(Dialogue.state != DialogueState.PUBLISHED, Dialogue.closes_on < _TODAY),
    )
    if filtered:
        query = query.where(Dialogue.lang == bindparam("lang"))
    if after:
        later = or_(Dialogue.closes_on < _AFTER_DAY, Dialogue.id > _AFTER_ID)
        query = query.where(Dialogue.closes_on <= _AFTER_DAY, later)
    return query.order_by(Dialogue.closes_on.desc(), Dialogue.id).limit(LENGTH + 1)


_OPEN_NOW = (
    select(*_LISTED)
    .select_from(_JOINED)
    .where(
        _IS_PUBLISHED,
        Dialogue.closes_on >= bindparam("today"),
        Dialogue.opens_on <= bindparam("today"),
    )
    .order_by(Dialogue.closes_on, Dialogue.id)
    .limit(bindparam("most"))
)


def open_now(limit: int, locale: str) -> Sequence[Row[Any]]:
    """The dialogues that take input today, those that close first on top; columns as in the list."""
    return read(_OPEN_NOW, _languages(locale) | {"today": today(), "most": limit}).all()


_NEED_COUNT = (
    select(func.count())
    .where(Need.dialogue_id == Dialogue.id)
    .correlate(Dialogue)
    .scalar_subquery()
    .label("need_count")
)
_SHOWN = (
    select(
        *_LISTED,
        _NEED_COUNT,
        Dialogue.organisation_id,
        Dialogue.host_ids,
        Dialogue.purpose,
        Dialogue.scope,
        Dialogue.planned,
        Dialogue.planned_on,
        Dialogue.procurement_stage,
        Dialogue.languages,
        Dialogue.value_low,
        Dialogue.value_high,
        Dialogue.value_months,
        Dialogue.open_to,
        Dialogue.criterion,
        Dialogue.questions_until,
        Dialogue.profile_id,
        Dialogue.announced_at,
        Dialogue.reviewed_at,
        Dialogue.space_id,
        Dialogue.background_html,
        Dialogue.contact,
        Dialogue.published_at,
        Dialogue.closed_at,
        Dialogue.changed_at,
        Dialogue.version,
        Dialogue.hidden_at,
        Space.premoderation,
        Space.hours,
        Space.when_unstaffed,
    )
    .select_from(_JOINED)
    .where(Dialogue.id == bindparam("id"))
)


def dialogue_shown(dialogue_id: int) -> Row[Any]:
    """One dialogue with its buyer's name and, if there is one, its title and summary in the page's language."""
    return read(_SHOWN, _languages(current_locale()) | {"id": dialogue_id}).one()


def published_dialogue(dialogue_id: int) -> Row[Any]:
    """The same, and NoResultFound for a draft: for doors through which only what is published is reached."""
    row = dialogue_shown(dialogue_id)
    if row.state == DialogueState.DRAFT:
        raise NoResultFound
    return row


_NEEDS = (
    select(
        Need.id,
        Need.kind,
        Need.lang,
        Need.title,
        Need.affected,
        Need.baseline,
        Need.effect,
        Need.indicator,
        Need.by_when,
        Need.open_for,
        Need.hidden_at,
    )
    .where(Need.dialogue_id == bindparam("dialogue"))
    .order_by(Need.position, Need.id)
)
_PHASES = (
    select(Phase.name, Phase.starts_on, Phase.ends_on)
    .where(Phase.dialogue_id == bindparam("dialogue"))
    .order_by(Phase.position, Phase.id)
)


def needs_of(dialogue_id: int) -> Sequence[Row[Any]]:
    return read(_NEEDS, {"dialogue": dialogue_id}).all()


def phases_of(dialogue_id: int) -> Sequence[Row[Any]]:
    return read(_PHASES, {"dialogue": dialogue_id}).all()


def get_dialogue(dialogue_id: int) -> Dialogue:
    """The dialogue with needs, phases and translations, to be changed."""
    query = (
        select(Dialogue)
        .where(Dialogue.id == dialogue_id)
        .options(selectinload(Dialogue.needs), selectinload(Dialogue.phases), selectinload(Dialogue.translations))
    )
    return db.session.scalars(query).one()
