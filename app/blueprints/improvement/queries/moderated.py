"""Evidence that a moderator judges. Row-level security shows her a piece only when there is a case about it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, update

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.attachments.models import File
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.queries.evidence import WITH_FILE
from app.blueprints.improvement.terms import EvidenceState
from app.core.db import db


def evidence_for_moderators(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Held evidence with its firm, who wrote its words, and its file's name."""
    query = (
        select(
            Evidence.id, Evidence.organisation_id, Evidence.type, Evidence.title, Evidence.scope, Evidence.statement,
            Evidence.link, Evidence.changed_at, Evidence.hidden_at, File.name.label("file_name"),
            Organisation.name.label("organisation"), Organisation.written_form, Person.id.label("author_id"),
            Person.name.label("author"),
        )
        .join(Organisation, Organisation.id == Evidence.organisation_id)
        .outerjoin(File, WITH_FILE)
        .outerjoin(Person, Person.id == Evidence.changed_by_id)
        .where(Evidence.id.in_(ids), Evidence.state == EvidenceState.HELD)
    )  # fmt: skip
    return db.session.execute(query).all()


def firm_of(evidence_id: int) -> int:
    return db.session.scalars(select(Evidence.organisation_id).where(Evidence.id == evidence_id)).one()


def mark_hidden(evidence_id: int, reason_code: str | None) -> int | None:
    """Hidden with a reason, or (None) no longer; gives its firm, or None when it was so already."""
    statement = (
        update(Evidence)
        .where(Evidence.id == evidence_id, Evidence.hidden_reason.is_distinct_from(reason_code))
        .values(hidden_reason=reason_code, hidden_at=None if reason_code is None else func.now())
        .returning(Evidence.organisation_id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement)
