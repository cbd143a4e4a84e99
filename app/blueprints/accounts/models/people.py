"""People, their sessions, second factors, links in mails, and throttles."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.accounts.terms import PlatformRole, Purpose
from app.core.db import Base


class Person(Base):
    """A person. A closed account keeps its number, and nothing that says who it was."""

    __tablename__ = "accounts_person"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint("locale IN ('nb', 'nn', 'en')", name="locale_is_known"),
        CheckConstraint("translate IN ('auto', 'ask', 'never')", name="translate_is_known"),
        CheckConstraint(
            "reads <@ ARRAY['nb', 'nn', 'en']::varchar[] AND cardinality(reads) > 0", name="reads_what_we_know"
        ),
        CheckConstraint("closed_at IS NOT NULL OR email IS NOT NULL", name="open_account_has_address"),
    )

    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(2), default="nb")
    reads: Mapped[list[str]] = mapped_column(ARRAY(String(2)), default=lambda: ["nb", "nn", "en"])
    # What to do with a text in another language, and whether a machine's words may be shown (`bilingual` says how).
    translate: Mapped[str] = mapped_column(String(32), default="auto", server_default="auto")
    sees_machine: Mapped[bool] = mapped_column(default=False, server_default="false")
    email_confirmed_at: Mapped[datetime | None]
    # Encrypted with a key derived from SECRET_KEY; the last accepted time step makes each code good once.
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    # A moderator's measures: until when she writes nothing that others see, and until when her powers sleep.
    silenced_until: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    # Notices not read yet, for the top of every page; a trigger on the inbox keeps it, in the same transaction.
    unread: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PlatformGrant(Base):
    """A moderator's, an administrator's or a lawyer's power."""

    __tablename__ = "accounts_platform_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    role: Mapped[PlatformRole]


class Session(Base):
    """A sign-in that lasts; the cookie holds a token, the row its SHA-256."""

    __tablename__ = "accounts_session"

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    second_factor_at: Mapped[datetime | None]
    stepped_up_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of ten codes for the day the phone is gone; good once."""

    __tablename__ = "accounts_recovery_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    used_at: Mapped[datetime | None]


class Token(Base):
    """A link in a mail: hashed, for one purpose, good until a time and once."""

    __tablename__ = "accounts_token"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    purpose: Mapped[Purpose]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Throttle(Base):
    """Failures of late behind one key, and until when to wait. The key is a keyed hash of an account or an address."""

    __tablename__ = "accounts_throttle"

    key: Mapped[str] = mapped_column(Text, unique=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    wait_until: Mapped[datetime | None]
