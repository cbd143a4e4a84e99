"""Translations on their way: one to be worked on, those of one text, and the set-based writes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

from markupsafe import Markup
from sqlalchemy import Select, case, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import defer

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.models import Translation, TranslationRequest
from app.blueprints.bilingual.terms.presenting import Freshness, Words
from app.blueprints.bilingual.terms.translations import OPEN, Status
from app.core.db import db

# For lists: a text may be long, and a list shows none. Asked for all the same, it is an error, not a statement more.
WITHOUT_TEXT = tuple(defer(text, raiseload=True) for text in (Translation.title, Translation.body, Translation.html))
_NO_SYNC = {"synchronize_session": False}


def not_there() -> NoReturn:
    """What is hidden answers as what was never there."""
    raise NoResultFound


def get_translation(translation_id: int) -> Translation:
    return db.session.scalars(select(Translation).where(Translation.id == translation_id)).one()


def lock_translation(translation_id: int) -> Translation:
    """The row as it is now, not to be changed by anybody else until this transaction ends."""
    query = select(Translation).where(Translation.id == translation_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def in_state(kind: str, subject_id: int, lang: str, *states: Status) -> Translation | None:
    """The version of a text in a language that is in one of the states, of which there is at most one."""
    query = select(Translation).where(*_of(kind, subject_id), Translation.lang == lang, Translation.status.in_(states))
    return db.session.scalars(query).one_or_none()


def open_row(kind: str, subject_id: int, lang: str) -> Translation | None:
    """What is asked for, drafted or under review."""
    return in_state(kind, subject_id, lang, *OPEN)


def versions_made(kind: str, subject_id: int) -> Sequence[Translation]:
    """Every version of a text in every language, the newest first; without what they say."""
    query = select(Translation).where(*_of(kind, subject_id)).order_by(Translation.id.desc())
    return db.session.scalars(query.options(*WITHOUT_TEXT)).all()


def insert_open(words: Words, lang: str, at: datetime, *, requested_by: int | None) -> int | None:
    """A new row that is asked for; None when there is an open one, also one that somebody else is just making."""
    values: dict[str, Any] = {
        "kind": words.kind,
        "subject_id": words.id,
        "host_id": words.host_id,
        "author_id": words.author_id,
        "source_lang": words.lang,
        "source_revision": words.revision,
        "lang": lang,
        "title": "",
        "body": "",
        "html": Markup(),
        "status": Status.REQUESTED,
        "method": "human",
        "requested_by": requested_by,
        "changed_at": at,
        "version": 1,
    }
    statement = upsert(Translation).values(**values).on_conflict_do_nothing().returning(Translation.id)
    return db.session.execute(statement).scalar_one_or_none()


def add_request(translation_id: int, person_id: int) -> bool:
    """Count the person among those who want it; False when she is counted already."""
    statement = (
        upsert(TranslationRequest)
        .values(translation_id=translation_id, person_id=person_id)
        .on_conflict_do_nothing()
        .returning(TranslationRequest.id)
    )
    if db.session.execute(statement).scalar_one_or_none() is None:
        return False
    counted = update(Translation).where(Translation.id == translation_id).values(wanted=Translation.wanted + 1)
    db.session.execute(counted, execution_options=_NO_SYNC)
    return True


def pass_on_requests(from_id: int, to_id: int) -> None:
    """Whoever asked for the one now waits for the other."""
    asked = select(literal(to_id), TranslationRequest.person_id).where(TranslationRequest.translation_id == from_id)
    db.session.execute(
        insert(TranslationRequest).from_select(["translation_id", "person_id"], asked),
    )
    number = select(func.count()).where(TranslationRequest.translation_id == to_id).scalar_subquery()
    statement = update(Translation).where(Translation.id == to_id).values(wanted=number)
    db.session.execute(statement, execution_options=_NO_SYNC)


def has_asked(translation_ids: Sequence[int], person_id: int) -> set[int]:
    """Those of the translations that the person has asked for."""
    query = select(TranslationRequest.translation_id).where(
        TranslationRequest.translation_id.in_(translation_ids), TranslationRequest.person_id == person_id
    )
    return set(db.session.scalars(query)) if translation_ids else set()


def askers_of(translation_id: int, *, but: Sequence[int | None]) -> Select[Any]:
    """Who asked for it, as a SELECT with `person_id`, without those who know already."""
    return select(TranslationRequest.person_id).where(
        TranslationRequest.translation_id == translation_id,
        TranslationRequest.person_id.not_in([number for number in but if number is not None]),
    )


def withdraw_every(kind: str, subject_id: int, at: datetime, *, lang: str | None = None) -> list[int]:
    """Every version of a text, or those in one language, is withdrawn with it; gives which ones."""
    statement = (
        update(Translation)
        .where(*_of(kind, subject_id), Translation.status != Status.WITHDRAWN)
        .values(status=Status.WITHDRAWN, withdrawn_at=at, changed_at=at, version=Translation.version + 1)
        .returning(Translation.id)
    )
    if lang is not None:
        statement = statement.where(Translation.lang == lang)
    return sorted(db.session.scalars(statement, execution_options=_NO_SYNC))


def states_of(kind: str, subject_id: int) -> dict[int, str]:
    """What each version of a text is, held, by its number; those that are withdrawn are left out."""
    query = select(Translation.id, Translation.status).where(
        *_of(kind, subject_id), Translation.status != Status.WITHDRAWN
    )
    rows = db.session.execute(query.order_by(Translation.id).with_for_update())
    return {row.id: row.status.value for row in rows}


def put_back(kind: str, subject_id: int, were: Mapping[int, str], was: int, now_is: int) -> list[int]:
    """These versions are what they were, and those of revision `was` are of `now_is`, which says the same."""
    revision = case((Translation.source_revision == was, now_is), else_=Translation.source_revision)
    back: list[int] = []
    for status in sorted(set(were.values())):
        numbers = [number for number, state in were.items() if state == status]
        statement = (
            update(Translation)
            .where(*_of(kind, subject_id), Translation.id.in_(numbers), Translation.status == Status.WITHDRAWN)
            .values(status=Status(status), withdrawn_at=None, source_revision=revision, version=Translation.version + 1)
            .returning(Translation.id)
        )
        back += db.session.scalars(statement, execution_options=_NO_SYNC)
    return sorted(back)


def keep_up(words: Words, at: datetime) -> None:
    """What the queues must know of an original, as it is now. Held rows are waited for, so that no verdict slips by."""
    rows = (*_of(words.kind, words.id), Translation.status != Status.WITHDRAWN)
    db.session.execute(select(Translation.id).where(*rows).order_by(Translation.id).with_for_update())
    behind = case(
        (Translation.source_revision >= words.revision, Freshness.FRESH.value),
        (Translation.source_revision >= words.substantive, Freshness.MINOR.value),
        else_=Freshness.STALE.value,
    )
    values = {
        "visible": words.visible,
        "host_id": words.host_id,
        "behind": case((Translation.status == Status.APPROVED, behind), else_=Freshness.FRESH.value),
        "changed_at": at,
    }
    db.session.execute(update(Translation).where(*rows).values(values), execution_options=_NO_SYNC)


def give_host(kind: str, subjects: Select[Any], host_id: int | None) -> None:
    """What these texts have of versions is from now on in the queue of another host."""
    statement = update(Translation).where(Translation.kind == kind, Translation.subject_id.in_(subjects))
    db.session.execute(statement.values(host_id=host_id), execution_options=_NO_SYNC)


def _of(kind: str, subject_id: int) -> tuple[Any, ...]:
    return Translation.kind == kind, Translation.subject_id == subject_id


def organisations(ids: Collection[int | None]) -> dict[int, str]:
    """What organisations are called, by id."""
    wanted = {number for number in ids if number}
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(query)} if wanted else {}


def among(ids: Sequence[int]) -> list[Translation]:
    """Several translations, by number, for notices that tell of them."""
    return list(db.session.scalars(select(Translation).where(Translation.id.in_(ids))))
