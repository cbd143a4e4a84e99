"""Dialogues: those open now, one dialogue for a page, and one with all its parts for a form. The list: `finding`.

Statements of pages that many read are built once, with parameters: building one costs as much as running it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Row,
    and_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, selectinload

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.dialogues.models import Dialogue, Document, Need, Phase, Translation
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.models import Space
from app.core.clock import today
from app.core.db import db, read
from app.core.i18n import locale as current_locale

LISTED = (
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
IS_PUBLISHED = Dialogue.state == literal_column("'published'")
IS_SHOWN = Dialogue.state != literal_column("'draft'")
# The language in which this page's readers are best served by a translation: the page's own, or what reads alike.
_OTHER = aliased(Translation)
_BEST_READ = (
    select(_OTHER.lang)
    .where(_OTHER.dialogue_id == Dialogue.id, _OTHER.lang.in_((bindparam("locale"), bindparam("alike"))))
    .order_by((_OTHER.lang == bindparam("locale")).desc())
    .limit(1)
    .scalar_subquery()
)
JOINED = (
    Dialogue.__table__.join(Organisation.__table__, Organisation.id == Dialogue.organisation_id)
    .join(Space.__table__, Space.id == Dialogue.space_id)
    .outerjoin(Translation, and_(Translation.dialogue_id == Dialogue.id, Translation.lang == _BEST_READ))
)  # fmt: skip


def reading_languages(locale: str) -> dict[str, Any]:
    """The page's language and the one that reads alike (itself, if there is none)."""
    return {"locale": locale, "alike": READ_ALIKE[locale][-1]}


_OPEN_NOW = (
    select(*LISTED)
    .select_from(JOINED)
    .where(
        IS_PUBLISHED,
        Dialogue.closes_on >= bindparam("today"),
        Dialogue.opens_on <= bindparam("today"),
    )
    .order_by(Dialogue.closes_on, Dialogue.id)
    .limit(bindparam("most"))
)


def open_now(limit: int, locale: str) -> Sequence[Row[Any]]:
    """The dialogues that take input today, those that close first on top; columns as in the list."""
    return read(_OPEN_NOW, reading_languages(locale) | {"today": today(), "most": limit}).all()


_NEED_COUNT = (
    select(func.count())
    .where(Need.dialogue_id == Dialogue.id)
    .correlate(Dialogue)
    .scalar_subquery()
    .label("need_count")
)
_DOCUMENT_COUNT = (
    select(func.count())
    .where(Document.dialogue_id == Dialogue.id, Document.published_at.is_not(None), Document.withdrawn_at.is_(None))
    .correlate(Dialogue)
    .scalar_subquery()
    .label("document_count")
)
_SHOWN = (
    select(
        *LISTED,
        _NEED_COUNT,
        _DOCUMENT_COUNT,
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
        Dialogue.is_template,
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
    .select_from(JOINED)
    .where(Dialogue.id == bindparam("id"))
)


def dialogue_shown(dialogue_id: int) -> Row[Any]:
    """One dialogue with its buyer's name and, if there is one, its title and summary in the page's language."""
    return read(_SHOWN, reading_languages(current_locale()) | {"id": dialogue_id}).one()


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
        Need.limits,
        Need.warnings,
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
