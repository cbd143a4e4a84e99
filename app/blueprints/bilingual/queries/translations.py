"""Versions to be shown, whatever the kind of their texts: statements that a room joins its own tables to.

Whether a text itself may be seen is not asked here: the room asks, in the same statement.
"""

from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, any_, bindparam, literal_column, select
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.terms.presenting import EMPTY, Origin, Version
from app.blueprints.bilingual.terms.translations import SHOWN, Status
from app.core.clock import local

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
