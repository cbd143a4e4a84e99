"""Translations as those see them who judge complaints."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.models import Translation
from app.core.db import db

_ROWS = select(
    Translation.id, Translation.kind, Translation.subject_id, Translation.lang, Translation.title, Translation.body,
    Translation.status, Translation.translator_id, Translation.translator_for, Translation.approved_at,
    Translation.changed_at, Translation.withdrawn_by, Translation.withdrawn_at, Translation.method, Translation.engine,
    Translation.moderated, Organisation.name.label("organisation"),
).outerjoin(Organisation, Organisation.id == Translation.translator_for)  # fmt: skip


def translations_for_moderators(ids: Sequence[int]) -> Sequence[Row[Any]]:
    return db.session.execute(_ROWS.where(Translation.id.in_(ids))).all()


def translation_for_moderators(translation_id: int) -> Row[Any]:
    return db.session.execute(_ROWS.where(Translation.id == translation_id)).one()
