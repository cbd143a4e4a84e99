"""Organisations as the register knows them, and who acts for them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.accounts.terms import Authority, Check, ClaimKind, ClaimState, Kind, RegisterState, Role
from app.core.db import Base

NORWAY = "0192"  # ISO 6523 code of organisation numbers in Norway


class Organisation(Base):
    """A scheme and a number, and what the register said of it last. Who holds a role in it there is never kept."""

    __tablename__ = "accounts_organisation"
    __table_args__ = (
        UniqueConstraint("scheme", "number"),
        CheckConstraint("scheme <> '0192' OR number ~ '^[0-9]{9}$'", name="norwegian_number_has_nine_digits"),
        CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount_is_not_negative"),
    )

    scheme: Mapped[str] = mapped_column(String(20), default=NORWAY)
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(300))
    # A moderator has hidden the name: `name` is a placeholder since then, and the register does not change it.
    name_hidden_at: Mapped[datetime | None]
    sort_key: Mapped[str] = mapped_column(String(300), default="", index=True)
    kind: Mapped[Kind]
    check: Mapped[Check] = mapped_column(default=Check.UNCHECKED)
    authority: Mapped[Authority] = mapped_column(default=Authority.UNPROVEN)
    verified_at: Mapped[datetime | None]

    form_code: Mapped[str | None] = mapped_column(String(10))
    municipality_number: Mapped[str | None] = mapped_column(String(4))
    municipality: Mapped[str | None] = mapped_column(String(80))
    county: Mapped[str | None] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2), default="NO")
    industry_code: Mapped[str | None] = mapped_column(String(10))
    industry_version: Mapped[str | None] = mapped_column(String(10))
    industry_name: Mapped[str | None] = mapped_column(String(300))
    headcount: Mapped[int | None]
    vat_registered: Mapped[bool | None]
    bankrupt: Mapped[bool] = mapped_column(default=False)
    winding_up: Mapped[bool] = mapped_column(default=False)
    deleted_on: Mapped[date | None]
    written_form: Mapped[str | None] = mapped_column(String(2))
    mail_domain: Mapped[str | None] = mapped_column(String(253))
    register_state: Mapped[RegisterState] = mapped_column(default=RegisterState.PENDING)
    register_checked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class HiddenName(Base):
    """What an organisation was called before a moderator hid its name; for moderators and its own people."""

    __tablename__ = "accounts_hidden_name"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), unique=True)
    name: Mapped[str] = mapped_column(String(300))


class Membership(Base):
    """A person's role in an organisation. One row a pair; a member who left has `ended_at`."""

    __tablename__ = "accounts_membership"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id"),
        Index(
            "ix_accounts_membership_owners",
            "organisation_id",
            postgresql_where=text("role = 'owner' AND ended_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    role: Mapped[Role]
    ended_at: Mapped[datetime | None]


class Invitation(Base):
    """An owner's invitation to an address; expires, can be withdrawn, is accepted once."""

    __tablename__ = "accounts_invitation"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    withdrawn_at: Mapped[datetime | None]


class Claim(Base):
    """Somebody asks to join, or contests who owns, an organisation that is here already."""

    __tablename__ = "accounts_claim"
    __table_args__ = (
        Index(
            "uq_accounts_claim_open",
            "organisation_id",
            "person_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    kind: Mapped[ClaimKind]
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.OPEN)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
