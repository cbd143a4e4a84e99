"""Tables of code lists. A list that has been loaded never changes: a new file is a new edition beside the old."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.codelists.terms import Kind
from app.core.db import Base


class CodeList(Base):
    """An edition of a list, as it was loaded. In force is the one of the latest version, and of these the last loaded.

    The first of each are shipped, short, with `complete` false; what used a code of an old edition keeps its name.
    """

    __tablename__ = "codelists_list"
    __table_args__ = (
        Index("ix_codelists_list_in_force", "kind", "version", "id"),
        {"comment": "seeded by migrations"},
    )

    kind: Mapped[Kind]
    version: Mapped[str] = mapped_column(String(20))
    # The name of the file, and the SHA-256 of what was read from it: the same again changes nothing.
    source: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    codes: Mapped[int]
    complete: Mapped[bool]


class CodeEntry(Base):
    """A code and its names. `words` is what is searched: code and names, folded (`rules.searching`)."""

    __tablename__ = "codelists_entry"
    __table_args__ = (
        UniqueConstraint("list_id", "code"),
        Index("ix_codelists_entry_parent", "list_id", "parent"),
        Index("ix_codelists_entry_code", "code"),
        {"comment": "seeded by migrations"},
    )

    list_id: Mapped[int] = mapped_column(ForeignKey("codelists_list.id"))
    code: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str | None] = mapped_column(String(16))
    nb: Mapped[str] = mapped_column(Text)
    nn: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
