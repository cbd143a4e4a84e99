"""A file of one organisation: what it is and in what state, never its bytes. Under row-level security."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.attachments.terms import LONGEST_NAME, LONGEST_VERDICT, MOST_BYTES, FileKind, FileState
from app.core.db import Base

LIVES = "state IN ('quarantined', 'clean')"


class File(Base):
    """`sha256` is of what was uploaded, and stays when the bytes are gone. `storage_key` is random.

    `scanned_by` is "clamd", or "" for a file that no scanner has seen. `scan_after`: not to be tried before. Other
    rooms point at (organisation_id, id), so that a row of one firm never refers to another's file.
    """

    __tablename__ = "attachments_file"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id", name="uq_attachments_file_owner"),
        UniqueConstraint("organisation_id", "storage_key", name="uq_attachments_file_storage_key"),
        Index(
            "uq_attachments_file_living", "organisation_id", "sha256", unique=True, postgresql_where=text(LIVES)
        ),  # the same file twice is one
        Index("ix_attachments_file_waiting", "scan_after", postgresql_where=text("state = 'quarantined'")),
        Index("ix_attachments_file_storage_key", "storage_key"),
        CheckConstraint(f"size BETWEEN 1 AND {MOST_BYTES}", name="size_is_within_the_limit"),
        CheckConstraint("name <> '' AND name !~ '[/\\\\[:cntrl:]]'", name="name_is_no_path"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_is_one"),
        CheckConstraint("storage_key ~ '^[0-9a-f]{32}$'", name="storage_key_says_nothing"),
        CheckConstraint("(scanned_by = '') = (scanned_at IS NULL)", name="who_scanned_did_it_some_time"),
        CheckConstraint(
            "state = 'erased' OR (state IN ('infected', 'rejected')) = (verdict <> '')",
            name="what_is_refused_has_a_verdict",
        ),
        CheckConstraint("(state = 'erased') = (erased_at IS NOT NULL)", name="what_is_erased_was_so_some_time"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    kind: Mapped[FileKind]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(32))
    state: Mapped[FileState]
    verdict: Mapped[str] = mapped_column(String(LONGEST_VERDICT), default="")
    scan_after: Mapped[datetime]
    scanned_at: Mapped[datetime | None]
    scanned_by: Mapped[str] = mapped_column(String(20), default="")
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    uploaded_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]

    already_here: ClassVar[bool] = False
    """Set by `take_in` on what it gives: the organisation held this very file before."""

    @property
    def is_ready(self) -> bool:
        """It may be opened."""
        return self.state is FileState.CLEAN

    @property
    def was_scanned(self) -> bool:
        return self.scanned_at is not None
