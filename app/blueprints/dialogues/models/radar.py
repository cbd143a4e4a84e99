"""What a person wants to hear of, and which dialogues she has been told of. Her own business: nobody else sees it."""

from datetime import datetime

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

CODES = ARRAY(String(16))


class Radar(Base):
    """Dialogues that fit the place (a county, a municipality; none: anywhere) and one of the subjects (none: any).

    `dimensions` are those of the common framework: a dialogue asks for them by its requirement profile.
    """

    __tablename__ = "dialogues_radar"
    __table_args__ = (
        CheckConstraint(
            "cardinality(cpv) + cardinality(industries) + cardinality(places) + cardinality(dimensions) > 0",
            name="it_looks_for_something",
        ),
        Index("ix_dialogues_radar_person", "person_id", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    name: Mapped[str] = mapped_column(String(80))
    cpv: Mapped[list[str]] = mapped_column(CODES)
    industries: Mapped[list[str]] = mapped_column(CODES)
    places: Mapped[list[str]] = mapped_column(CODES)
    dimensions: Mapped[list[str]] = mapped_column(CODES)
    alerts: Mapped[bool]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RadarTold(Base):
    """A person has been told of a dialogue, once, whatever else fits later. `entry_key`: which entry told."""

    __tablename__ = "dialogues_radar_told"
    __table_args__ = (
        UniqueConstraint("person_id", "dialogue_id"),
        Index("ix_dialogues_radar_told_entry", "dialogue_id", "entry_key", "person_id"),
        Index("ix_dialogues_radar_told_newest", "person_id", text("created_at DESC")),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    entry_key: Mapped[str] = mapped_column(String(40))
