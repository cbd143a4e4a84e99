"""People, their sessions and second factors, links in mails and waits; organisations and who acts for them.

Everybody may read which organisations there are and who acts for them, so nothing here is under row-level security; what is
secret (passwords, tokens, codes) is stored hashed or sealed.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from migrations.tables import grant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MAY = {
    "accounts_organisation": ("select", "insert", "update"),
    "accounts_person": ("select", "insert", "update"),
    "accounts_throttle": ("select", "insert", "update", "delete"),
    "accounts_claim": ("select", "insert", "update"),
    "accounts_invitation": ("select", "insert", "update"),
    "accounts_membership": ("select", "insert", "update"),
    "accounts_platform_grant": ("select", "insert", "delete"),
    "accounts_recovery_code": ("select", "insert", "update", "delete"),
    "accounts_session": ("select", "insert", "update", "delete"),
    "accounts_token": ("select", "insert", "update", "delete"),
}


def words(name: str, *values: str) -> sa.Enum:
    """A column of one of these words: text with a CHECK."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "accounts_organisation",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("kind", words("kind", "supplier", "buyer", "interest", "ministry"), nullable=False),
        sa.Column("check", words("check", "unchecked", "matched", "verified"), nullable=False),
        sa.Column("authority", words("authority", "unproven", "domain", "staff"), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_code", sa.String(length=10), nullable=True),
        sa.Column("municipality_number", sa.String(length=4), nullable=True),
        sa.Column("municipality", sa.String(length=80), nullable=True),
        sa.Column("county", sa.String(length=80), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("industry_code", sa.String(length=10), nullable=True),
        sa.Column("industry_version", sa.String(length=10), nullable=True),
        sa.Column("industry_name", sa.String(length=300), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("vat_registered", sa.Boolean(), nullable=True),
        sa.Column("bankrupt", sa.Boolean(), nullable=False),
        sa.Column("winding_up", sa.Boolean(), nullable=False),
        sa.Column("deleted_on", sa.Date(), nullable=True),
        sa.Column("written_form", sa.String(length=2), nullable=True),
        sa.Column("mail_domain", sa.String(length=253), nullable=True),
        sa.Column(
            "register_state",
            words("registerstate", "pending", "found", "unknown", "deleted", "removed", "elsewhere"),
            nullable=False,
        ),
        sa.Column("register_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "scheme <> '0192' OR number ~ '^[0-9]{9}$'",
            name=op.f("ck_accounts_organisation_norwegian_number_has_nine_digits"),
        ),
        sa.CheckConstraint(
            "headcount IS NULL OR headcount >= 0", name=op.f("ck_accounts_organisation_headcount_is_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_organisation")),
        sa.UniqueConstraint("scheme", "number", name=op.f("uq_accounts_organisation_scheme_number")),
    )
    op.create_index(op.f("ix_accounts_organisation_sort_key"), "accounts_organisation", ["sort_key"], unique=False)
    op.create_table(
        "accounts_person",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("reads", ARRAY(sa.String(length=2)), nullable=False),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unread", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("locale IN ('nb', 'nn', 'en')", name=op.f("ck_accounts_person_locale_is_known")),
        sa.CheckConstraint(
            "closed_at IS NOT NULL OR email IS NOT NULL", name=op.f("ck_accounts_person_open_account_has_address")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_accounts_person_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_person")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_person_email")),
    )
    op.create_table(
        "accounts_throttle",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_throttle")),
        sa.UniqueConstraint("key", name=op.f("uq_accounts_throttle_key")),
    )
    op.create_table(
        "accounts_claim",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", words("claimkind", "join", "contest", "verify"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", words("claimstate", "open", "granted", "refused", "withdrawn"), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts_person.id"], name=op.f("fk_accounts_claim_decided_by_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_accounts_claim_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_claim_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_claim")),
    )
    op.create_index(op.f("ix_accounts_claim_decided_by"), "accounts_claim", ["decided_by"], unique=False)
    op.create_index(op.f("ix_accounts_claim_organisation_id"), "accounts_claim", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_accounts_claim_person_id"), "accounts_claim", ["person_id"], unique=False)
    op.create_index(
        "uq_accounts_claim_open",
        "accounts_claim",
        ["organisation_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "accounts_invitation",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", words("role", "owner", "editor", "reader"), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["accounts_person.id"], name=op.f("fk_accounts_invitation_accepted_by_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["accounts_person.id"], name=op.f("fk_accounts_invitation_invited_by_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_accounts_invitation_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_invitation_token_hash")),
    )
    op.create_index(op.f("ix_accounts_invitation_accepted_by"), "accounts_invitation", ["accepted_by"], unique=False)
    op.create_index(op.f("ix_accounts_invitation_invited_by"), "accounts_invitation", ["invited_by"], unique=False)
    op.create_index(
        op.f("ix_accounts_invitation_organisation_id"), "accounts_invitation", ["organisation_id"], unique=False
    )
    op.create_table(
        "accounts_membership",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("role", words("role", "owner", "editor", "reader"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_accounts_membership_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_membership_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_membership")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", name=op.f("uq_accounts_membership_person_id_organisation_id")
        ),
    )
    op.create_index(
        op.f("ix_accounts_membership_organisation_id"), "accounts_membership", ["organisation_id"], unique=False
    )
    op.create_index(
        "ix_accounts_membership_owners",
        "accounts_membership",
        ["organisation_id"],
        unique=False,
        postgresql_where=sa.text("role = 'owner' AND ended_at IS NULL"),
    )
    op.create_table(
        "accounts_platform_grant",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", words("platformrole", "moderator", "administrator"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_platform_grant_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_platform_grant")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_accounts_platform_grant_person_id_role")),
    )
    op.create_index(
        op.f("ix_accounts_platform_grant_person_id"), "accounts_platform_grant", ["person_id"], unique=False
    )
    op.create_table(
        "accounts_recovery_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_recovery_code_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_recovery_code")),
    )
    op.create_index(op.f("ix_accounts_recovery_code_code_hash"), "accounts_recovery_code", ["code_hash"], unique=False)
    op.create_index(op.f("ix_accounts_recovery_code_person_id"), "accounts_recovery_code", ["person_id"], unique=False)
    op.create_table(
        "accounts_session",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stepped_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_session_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_session_token_hash")),
    )
    op.create_index(op.f("ix_accounts_session_person_id"), "accounts_session", ["person_id"], unique=False)
    op.create_table(
        "accounts_token",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "purpose",
            words("purpose", "confirm_address", "reset_password", "change_address", "invitation"),
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("data", JSONB(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_token_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_token_token_hash")),
    )
    op.create_index(op.f("ix_accounts_token_person_id"), "accounts_token", ["person_id"], unique=False)

    for table, verbs in MAY.items():
        grant(table, *verbs)


def downgrade() -> None:
    for table in reversed(MAY):
        op.drop_table(table)
