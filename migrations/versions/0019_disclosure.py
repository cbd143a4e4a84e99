"""disclosure: what a buyer may see of a firm's safety

`disclosure_consented()` tells row-level security which firms let the actor's organisations see their years."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BY_ORGANISATION, WEB, WORKER, confidential, grant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OWN = BY_ORGANISATION.format(column="organisation_id")
RECEIVER = BY_ORGANISATION.format(column="receiver_id")
CHECKER = BY_ORGANISATION.format(column="by_organisation_id")
CHANGING = {
    "disclosure_year": "content, written_at",
    "disclosure_consent": "firm_key, withdrawn_at, withdrawn_by_id",
    "disclosure_verification": "told_on, ended_at, ended_because",
}
CONSENTED = "organisation_id = ANY ((SELECT disclosure_consented())::bigint[])"


def upgrade() -> None:
    op.create_table(
        "disclosure_consent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("firm_key", sa.String(length=300), nullable=False),
        sa.Column("pooled", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_disclosure_consent_says_what_for")),
        sa.CheckConstraint("organisation_id <> receiver_id", name=op.f("ck_disclosure_consent_is_given_to_another")),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["accounts_person.id"], name=op.f("fk_disclosure_consent_given_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_consent_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_consent_receiver_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_disclosure_consent_withdrawn_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_consent")),
    )

    op.create_index(op.f("ix_disclosure_consent_given_by_id"), "disclosure_consent", ["given_by_id"], unique=False)

    op.create_index(
        "ix_disclosure_consent_receiver",
        "disclosure_consent",
        ["receiver_id", "withdrawn_at", "until", "organisation_id"],
        unique=False,
    )

    op.create_index(
        "ix_disclosure_consent_portfolio",
        "disclosure_consent",
        ["receiver_id", "firm_key", "organisation_id"],
        unique=False,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )

    op.create_index(
        op.f("ix_disclosure_consent_withdrawn_by_id"), "disclosure_consent", ["withdrawn_by_id"], unique=False
    )

    op.create_index(
        "uq_disclosure_consent_live",
        "disclosure_consent",
        ["organisation_id", "receiver_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )

    op.create_table(
        "disclosure_year",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2200", name=op.f("ck_disclosure_year_is_a_year")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_year_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_year")),
        sa.UniqueConstraint("organisation_id", "year", name=op.f("uq_disclosure_year_organisation_id_year")),
    )

    op.create_table(
        "disclosure_verification",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "datum",
            sa.Enum(
                "injuries",
                "sickness",
                "actions",
                "near_misses",
                "training",
                "points",
                "participation",
                name="datum",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("by_organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("by_person_id", sa.BigInteger(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(length=40), nullable=False),
        sa.CheckConstraint("method <> ''", name=op.f("ck_disclosure_verification_says_how")),
        sa.CheckConstraint(
            "(level = 1) = (by_organisation_id = organisation_id)",
            name=op.f("ck_disclosure_verification_nobody_checks_itself"),
        ),
        sa.CheckConstraint("expires_on > verified_on", name=op.f("ck_disclosure_verification_expires_later")),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("ck_disclosure_verification_level_is_known")),
        sa.ForeignKeyConstraint(
            ["by_organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_verification_by_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_disclosure_verification_by_person_id_accounts_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_disclosure_verification_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_verification_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_verification")),
    )

    op.create_index("ix_disclosure_verification_by", "disclosure_verification", ["by_organisation_id"], unique=False)

    op.create_index(
        op.f("ix_disclosure_verification_by_person_id"), "disclosure_verification", ["by_person_id"], unique=False
    )

    op.create_index(
        "ix_disclosure_verification_evidence",
        "disclosure_verification",
        ["organisation_id", "evidence_id"],
        unique=False,
    )

    op.create_index(
        "uq_disclosure_verification_live",
        "disclosure_verification",
        ["organisation_id", "year", "datum", "by_organisation_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "disclosure_reading",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "opened",
            sa.Enum("page", "portfolio", "export", name="opened", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_reading_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_disclosure_reading_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_reading_receiver_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_reading")),
    )

    op.create_index("ix_disclosure_reading_firm", "disclosure_reading", ["organisation_id", "id"], unique=False)

    op.create_index(op.f("ix_disclosure_reading_person_id"), "disclosure_reading", ["person_id"], unique=False)

    op.create_index("ix_disclosure_reading_receiver", "disclosure_reading", ["receiver_id"], unique=False)

    op.create_table(
        "disclosure_pool",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_disclosure_pool_receiver_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_pool")),
        sa.UniqueConstraint("receiver_id", "year", name=op.f("uq_disclosure_pool_receiver_id_year")),
    )

    op.execute(
        "CREATE FUNCTION disclosure_consented() RETURNS bigint[] LANGUAGE sql STABLE AS $$"
        " SELECT coalesce(array_agg(organisation_id), '{}') FROM public.disclosure_consent"
        " WHERE receiver_id = ANY (app_organisations()) AND withdrawn_at IS NULL AND until >= current_date $$"
    )
    # What was agreed to, and what was checked, can end and not be rewritten; by nobody, the firm included.
    for table, changing in CHANGING.items():
        grant(table, "select", "insert")
        op.execute(f"GRANT UPDATE ({changing}) ON {table} TO {WEB}, {WORKER}")
    grant("disclosure_reading", "select", "insert")
    grant("disclosure_pool", "select")
    grant("disclosure_pool", "insert", to=(WORKER,))
    confidential("disclosure_year", rule=f"{OWN} OR {CONSENTED}", write=OWN)
    confidential("disclosure_consent", rule=f"{OWN} OR {RECEIVER}", write=OWN)
    # Whoever checks writes in its own name, of a firm that lets it see; the firm ends what no longer holds.
    confidential(
        "disclosure_verification",
        rule=f"{OWN} OR {CHECKER} OR {CONSENTED}",
        write=f"{OWN} OR {CHECKER}",
        make=f"{CHECKER} AND (by_organisation_id = organisation_id OR {CONSENTED})",
    )
    confidential("disclosure_reading", rule=f"{OWN} OR {RECEIVER}", write=RECEIVER, make=f"{RECEIVER} AND {CONSENTED}")
    confidential("disclosure_pool", rule=RECEIVER)


def downgrade() -> None:
    for table in ("pool", "reading", "verification", "year", "consent"):
        op.execute(f"DROP TABLE disclosure_{table} CASCADE")
    op.execute("DROP FUNCTION disclosure_consented()")
