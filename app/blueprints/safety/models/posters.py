"""The poster on the wall: an address at which anybody who stands there may tell of a near miss."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.safety.models.hours import OF_SITE
from app.core.db import Base


class Poster(Base):
    """A printed QR code. Its token opens a form and nothing else, so it is kept as it is: it must be printed again.

    Not under row-level security: whoever scans it is nobody, and the row tells nothing but whose poster it is.
    """

    __tablename__ = "safety_poster"
    __table_args__ = (
        UniqueConstraint("token"),
        UniqueConstraint("organisation_id", "id", name="uq_safety_poster_owner"),
        ForeignKeyConstraint(*OF_SITE, name="fk_safety_poster_site"),
        CheckConstraint("length(token) >= 20", name="is_not_guessed"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    site_id: Mapped[int | None] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(String(120), default="")
    token: Mapped[str] = mapped_column(String(40))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    ended_at: Mapped[datetime | None]
