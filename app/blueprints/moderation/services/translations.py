"""A translation can be complained of, taken away and put back: its original is not touched."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.bilingual.queries.complaints import translations_for_moderators
from app.blueprints.bilingual.services import complaints, sources
from app.blueprints.bilingual.terms.translations import SHOWN
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core.i18n import locale

KIND = "translation"


def describe(ids: Sequence[int]) -> Mapping[int, Description]:
    """Versions that are shown, or that a moderator has taken away. Whose original is gone are gone with it."""
    rows = [row for row in translations_for_moderators(ids) if row.status in SHOWN or complaints.was_taken_away(row)]
    originals = sources.words_of_all((row.kind, row.subject_id) for row in rows)
    names = names_of([row.translator_id for row in rows])
    return {
        row.id: Description(
            title=row.title or original.title or original.place,
            text=row.body,
            language=row.lang,
            author_id=row.translator_id,
            author_name=names.get(row.translator_id or 0, ""),
            organisation_id=row.translator_for,
            organisation_name=row.organisation or "",
            written_at=row.approved_at or row.changed_at,
            visibility=Visibility.PUBLIC if row.status in SHOWN else Visibility.HIDDEN,
            place=original.place,
            host_id=original.host_id,
        )
        for row in rows
        if (original := originals.get((row.kind, row.subject_id))) is not None
    }


def hide(translation_id: int, *, reason_code: str, at: datetime) -> None:
    complaints.take_away(translation_id, reason_code=reason_code, at=at)


def release(translation_id: int) -> None:
    """A translation never waits for a moderator: those who check it come first."""


def url(translation_id: int) -> str:
    """The page of the original, as it reads in the page's language."""
    row = complaints.found(translation_id)
    path = sources.url(row.kind, row.subject_id)
    return path if path.startswith("/") else f"/{locale()}/translations/{translation_id}"


def can_view(actor: Any, translation_id: int) -> bool:
    """Whoever may read the original, while the translation is shown."""
    row = complaints.found(translation_id)
    handlers = sources.handlers(row.kind)
    return row.status in SHOWN and handlers is not None and handlers.may_read(actor, row.subject_id)


SUBJECT = Subject(
    describe=describe, hide=hide, restore=complaints.put_back, release=release, url=url, can_view=can_view
)
