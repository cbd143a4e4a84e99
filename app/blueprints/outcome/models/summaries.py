"""The summary as the hosts write it, in all languages. For the hosts alone."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.localized import Localized, LocalizedText


class Summary(Base):
    """One a dialogue. `bodies` is Markdown by language; `published_version`: the version that everybody reads."""

    __tablename__ = "outcome_summary"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), unique=True)
    bodies: Mapped[Localized] = mapped_column(LocalizedText)
    published_version: Mapped[int | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
