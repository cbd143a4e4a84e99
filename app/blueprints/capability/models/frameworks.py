"""Frameworks are everybody's, and a version never changes once it is here."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base
from app.core.localized import Localized, LocalizedText

SEEDED = {"comment": "seeded by migrations"}


class Framework(Base):
    """A version of the dimensions. `scale` names the six levels in general: a list of {nb, nn, en}.

    A buyer's own dimensions are a framework of its own (`organisation_id`); the common ones belong to nobody.
    """

    __tablename__ = "capability_framework"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("jsonb_array_length(scale) = 6", name="scale_has_six_levels"),
        SEEDED,
    )

    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    valid_from: Mapped[date]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    scale: Mapped[list[Any]] = mapped_column(JSONB)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    dimensions: Mapped[list["Dimension"]] = relationship(
        back_populates="framework", order_by="Dimension.position", lazy="raise_on_sql"
    )

    def level_name(self, number: int, locale: str) -> str:
        return Localized(self.scale[number]).in_(locale)

    def as_data(self) -> dict[str, Any]:
        """As it is exchanged: the shape of `framework/default.json`. Dimensions and levels must have been read."""
        return {
            "code": self.code,
            "version": self.version,
            "valid_from": self.valid_from.isoformat(),
            "name": dict(self.name),
            "scale": [dict(text) for text in self.scale],
            "dimensions": [dimension.as_data() for dimension in self.dimensions],
        }


class Dimension(Base):
    """One thing to be good at. `about` says in a sentence what it covers, `short_name` fits a chart."""

    __tablename__ = "capability_dimension"
    __table_args__ = (UniqueConstraint("framework_id", "code"), UniqueConstraint("framework_id", "position"), SEEDED)

    framework_id: Mapped[int] = mapped_column(ForeignKey("capability_framework.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[Localized] = mapped_column(LocalizedText)
    short_name: Mapped[Localized] = mapped_column(LocalizedText)
    about: Mapped[Localized] = mapped_column(LocalizedText)
    framework: Mapped[Framework] = relationship(back_populates="dimensions", lazy="raise_on_sql")
    levels: Mapped[list["Level"]] = relationship(order_by="Level.number", lazy="raise_on_sql")

    def as_data(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": dict(self.name),
            "short_name": dict(self.short_name),
            "about": dict(self.about),
            "levels": [dict(level.descriptor) for level in self.levels],
        }

    def texts_in(self, locale: str) -> list[str]:
        """The six descriptors in a language."""
        return [level.descriptor.in_(locale) for level in self.levels]


class Level(Base):
    """What can be seen in a firm that stands at this level of the dimension."""

    __tablename__ = "capability_level"
    __table_args__ = (
        UniqueConstraint("dimension_id", "number"),
        CheckConstraint("number BETWEEN 0 AND 5", name="number_is_a_level"),
        SEEDED,
    )

    dimension_id: Mapped[int] = mapped_column(ForeignKey("capability_dimension.id"))
    number: Mapped[int]
    descriptor: Mapped[Localized] = mapped_column(LocalizedText)
