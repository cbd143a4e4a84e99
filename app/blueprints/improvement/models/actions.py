"""Actions of one organisation, under row-level security by organisation."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.improvement.terms import ActionStatus
from app.core.db import Base


class Action(Base):
    """Something a firm will do. Its owner is, or was, a member of that very firm: the key sees to it."""

    __tablename__ = "improvement_action"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "organisation_id"],
            ["accounts_membership.person_id", "accounts_membership.organisation_id"],
            name="fk_improvement_action_owner",
        ),
        CheckConstraint("subject = '' OR subject ~ '^[a-z]+:[A-Za-z0-9:_-]+$'", name="subject_is_a_reference"),
        CheckConstraint("(status = 'open') = (finished_at IS NULL)", name="what_is_over_has_an_end"),
        CheckConstraint("status <> 'dropped' OR outcome <> ''", name="what_is_dropped_has_a_reason"),
        Index("ix_improvement_action_due", "organisation_id", "status", "due_on", "id"),
        Index("ix_improvement_action_owner", "owner_id", "organisation_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    subject: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date]
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.OPEN)
    outcome: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
