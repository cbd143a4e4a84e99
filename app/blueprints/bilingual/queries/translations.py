"""Versions to be shown: for a page of texts with one statement, whatever their kind."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, any_, bindparam, literal_column, select
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.terms.presenting import EMPTY, READ_ALIKE, Origin, Version
from app.blueprints.bilingual.terms.translations import SHOWN, Status
from app.core.clock import local
from app.core.db import read

_CHECKED_BY = aliased(Organisation)
# Written out, not as parameters: a prepared plan can only use a partial index whose condition it can read.
_SHOWN: list[ColumnElement[Any]] = [literal_column(f"'{status.value}'") for status in SHOWN]
VERSIONS = (
    select(
        Translation.subject_id, Translation.id, Translation.lang, Translation.status, Translation.source_revision,
        Translation.title, Translation.html, Translation.engine, Translation.approved_at,
        _CHECKED_BY.name.label("checked_by"),
    )
    .outerjoin(_CHECKED_BY, _CHECKED_BY.id == Translation.reviewer_for)
    .where(
        Translation.kind == bindparam("kind"),
        # One array each: the statement is the same whatever their number, and nothing is written out when it is sent.
        Translation.subject_id == any_(bindparam("subjects", type_=ARRAY(BigInteger))),
        Translation.lang == any_(bindparam("langs", type_=ARRAY(Text))),
        Translation.status.in_(_SHOWN),
    )
)  # fmt: skip

# The same without their texts, for lists of titles.
HEADS = VERSIONS.with_only_columns(
    *(column for column in VERSIONS.selected_columns if column.key != "html"), maintain_column_froms=True
)


def versions_of(kind: str, subjects: Sequence[int], locale: str) -> dict[int, list[Version]]:
    """What may be shown of these texts to a reader of `locale`, by text: checked ones and machines'.

    Whether a text itself may be seen is not asked here: ask for those that have been found visible, and no others.
    """
    if not subjects:
        return {}
    found: dict[int, list[Version]] = {}
    for row in _rows(kind, subjects, READ_ALIKE[locale]):
        found.setdefault(row.subject_id, []).append(version(row))
    return found


def _rows(kind: str, subjects: Iterable[int], langs: Sequence[str]) -> Any:
    values = {"kind": kind, "subjects": list(subjects), "langs": list(langs)}
    return read(VERSIONS, values)


def version(row: Any) -> Version:
    """A row of `VERSIONS` or `HEADS`; a room may join its own tables to these statements."""
    return Version(
        id=row.id,
        lang=row.lang,
        origin=Origin.CHECKED if row.status == Status.APPROVED else Origin.MACHINE,
        source_revision=row.source_revision,
        title=row.title,
        html=row._mapping.get("html", EMPTY),  # noqa: SLF001 - public in SQLAlchemy, for all its underscore
        checked_by=row.checked_by or "",
        checked_on=local(row.approved_at).date() if row.approved_at else None,
        engine=row.engine,
    )
