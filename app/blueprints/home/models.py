"""That somebody has looked through a page about the site and vouches for it."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class PageReview(Base):
    """`page` is its name in the address ("privacy"). The latest counts; none is changed, and none is taken away."""

    __tablename__ = "home_page_review"
    __table_args__ = (Index("ix_home_page_review_page", "page", "id"),)

    page: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
