"""Where threads are."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.forum.terms.spaces import PreModeration, SpaceKind, SpaceState, WhenUnstaffed
from app.core.db import Base
from app.core.localized import Localized, LocalizedText

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"


class Space(Base):
    """A dialogue's threads, or an open forum. `path` is its address after the language; counters change in SQL only.

    `hours` is when somebody looks after it, as `core.opening_hours.Hours.to_json`; None for the site's own.
    """

    __tablename__ = "forum_space"
    __table_args__ = (
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        Index("ix_forum_space_forums", "id", postgresql_where=text("kind = 'forum'")),
    )

    kind: Mapped[SpaceKind]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    path: Mapped[str | None] = mapped_column(String(80), unique=True)
    lang: Mapped[str] = mapped_column(String(2))
    names: Mapped[Localized] = mapped_column(LocalizedText)
    about: Mapped[Localized] = mapped_column(LocalizedText)
    state: Mapped[SpaceState] = mapped_column(default=SpaceState.HIDDEN)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    machine_allowed: Mapped[bool] = mapped_column(default=False)
    premoderation: Mapped[PreModeration] = mapped_column(default=PreModeration.NEW, server_default="new")
    hours: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    when_unstaffed: Mapped[WhenUnstaffed] = mapped_column(default=WhenUnstaffed.OPEN, server_default="open")
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    thread_count: Mapped[int] = mapped_column(default=0, server_default="0")
    post_count: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
