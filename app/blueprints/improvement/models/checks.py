"""Whether an action worked, as somebody saw who had not carried it out."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class EffectCheck(Base):
    """One look at whether a finished action had its effect: when, how, and what was seen. Never changed."""

    __tablename__ = "improvement_effect_check"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_effect_check_action",
        ),
        CheckConstraint("method <> ''", name="says_how"),
        Index("ix_improvement_effect_check_action", "organisation_id", "action_id", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    action_id: Mapped[int] = mapped_column(BigInteger)
    checked_on: Mapped[date]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    effective: Mapped[bool]
    method: Mapped[str] = mapped_column(Text)
    seen: Mapped[str] = mapped_column(Text, default="")
