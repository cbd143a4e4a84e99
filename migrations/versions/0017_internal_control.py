"""internal control: training, the eight points, the yearly review, duties"""

import json
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import confidential, grant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


DUTIES = Path(__file__).with_name("0017_duties.json")


def upgrade() -> None:
    duty = op.create_table(
        "internal_control_duty",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "applies",
            sa.Enum(
                "required",
                "agreement",
                "on_request",
                "by_risk",
                "unknown",
                name="applies",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", JSONB, nullable=False),
        sa.Column("what", JSONB, nullable=False),
        sa.Column("law", JSONB, nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("from_headcount", sa.Integer(), nullable=False),
        sa.Column("to_headcount", sa.Integer(), nullable=True),
        sa.Column("industries", JSONB(none_as_null=True), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "from_headcount >= 0 AND to_headcount >= from_headcount",
            name=op.f("ck_internal_control_duty_sizes_are_in_order"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_internal_control_duty_ends_after_it_begins")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_duty")),
        sa.UniqueConstraint(
            "code", "applies", "valid_from", name=op.f("uq_internal_control_duty_code_applies_valid_from")
        ),
        comment="seeded by migrations",
    )

    op.create_table(
        "internal_control_firm",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("industries", JSONB, nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("headcount >= 0", name=op.f("ck_internal_control_firm_headcount_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_internal_control_firm_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_firm_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_firm")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_internal_control_firm_organisation_id")),
    )

    op.create_index(
        op.f("ix_internal_control_firm_recorded_by_id"), "internal_control_firm", ["recorded_by_id"], unique=False
    )

    op.create_table(
        "internal_control_point",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not_started",
                "partly",
                "in_place",
                name="pointstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 8", name=op.f("ck_internal_control_point_is_one_of_eight")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_internal_control_point_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_point_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_point")),
        sa.UniqueConstraint("organisation_id", "id", name="uq_internal_control_point_owner"),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_internal_control_point_organisation_id_number")),
    )

    op.create_index(
        op.f("ix_internal_control_point_recorded_by_id"), "internal_control_point", ["recorded_by_id"], unique=False
    )

    op.create_table(
        "internal_control_point_revision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not_started",
                "partly",
                "in_place",
                name="pointstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "point_id"],
            ["internal_control_point.organisation_id", "internal_control_point.id"],
            name="fk_internal_control_point_revision_point",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_point_revision_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_point_revision")),
        sa.UniqueConstraint(
            "organisation_id",
            "point_id",
            "version",
            name=op.f("uq_internal_control_point_revision_organisation_id_point_id_version"),
        ),
    )

    op.create_index(
        op.f("ix_internal_control_point_revision_recorded_by_id"),
        "internal_control_point_revision",
        ["recorded_by_id"],
        unique=False,
    )

    op.create_table(
        "internal_control_review",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("took_part", sa.String(length=200), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("without_representative", sa.Boolean(), nullable=False),
        sa.Column("representative_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("representative_id", sa.BigInteger(), nullable=True),
        sa.Column("representative_comment", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(representative_signed_at IS NULL) = (representative_id IS NULL)",
            name=op.f("ck_internal_control_review_who_signed_for_the_staff_is_known"),
        ),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)",
            name=op.f("ck_internal_control_review_who_signed_for_the_firm_is_known"),
        ),
        sa.CheckConstraint(
            "signed_by_id <> representative_id", name=op.f("ck_internal_control_review_two_sides_are_two_people")
        ),
        sa.CheckConstraint(
            "NOT without_representative OR signed_at IS NOT NULL",
            name=op.f("ck_internal_control_review_alone_is_said_when_signing"),
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2200", name=op.f("ck_internal_control_review_is_a_year")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_internal_control_review_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_review_recorded_by_id_accounts_person"),
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_review_representative_id_accounts_person"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_review_signed_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_review")),
        sa.UniqueConstraint("organisation_id", "year", name=op.f("uq_internal_control_review_organisation_id_year")),
    )

    op.create_index(
        op.f("ix_internal_control_review_recorded_by_id"), "internal_control_review", ["recorded_by_id"], unique=False
    )

    op.create_index(
        "ix_internal_control_review_representative", "internal_control_review", ["representative_id"], unique=False
    )

    op.create_index("ix_internal_control_review_signed_by", "internal_control_review", ["signed_by_id"], unique=False)

    op.create_table(
        "internal_control_duty_answer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "in_place", "planned", "missing", name="dutystate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_internal_control_duty_answer_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_internal_control_duty_answer_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_duty_answer_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_duty_answer")),
        sa.UniqueConstraint(
            "organisation_id", "code", name=op.f("uq_internal_control_duty_answer_organisation_id_code")
        ),
    )

    op.create_index(
        "ix_internal_control_duty_answer_evidence",
        "internal_control_duty_answer",
        ["organisation_id", "evidence_id"],
        unique=False,
    )

    op.create_index(
        op.f("ix_internal_control_duty_answer_recorded_by_id"),
        "internal_control_duty_answer",
        ["recorded_by_id"],
        unique=False,
    )

    op.create_table(
        "internal_control_point_evidence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_internal_control_point_evidence_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "point_id"],
            ["internal_control_point.organisation_id", "internal_control_point.id"],
            name="fk_internal_control_point_evidence_point",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_point_evidence")),
        sa.UniqueConstraint(
            "organisation_id", "point_id", "evidence_id", name="uq_internal_control_point_evidence_pair"
        ),
    )

    op.create_table(
        "internal_control_training",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "course",
            sa.Enum(
                "leaders_safety",
                "representatives_safety",
                "first_aid",
                "fire",
                "hot_work",
                "work_at_height",
                "scaffolding",
                "lifting",
                "truck",
                "machines",
                "electrical",
                "chemicals",
                "welding",
                "road_work",
                "other",
                name="course",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("reminded", sa.SmallInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "course <> 'other' OR title <> ''", name=op.f("ck_internal_control_training_other_training_has_a_title")
        ),
        sa.CheckConstraint(
            "holder <> '' OR ended_at IS NOT NULL", name=op.f("ck_internal_control_training_somebody_holds_it")
        ),
        sa.CheckConstraint(
            "expires_on > completed_on", name=op.f("ck_internal_control_training_expires_after_it_was_taken")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_internal_control_training_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_internal_control_training_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_internal_control_training_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_control_training")),
    )

    op.create_index(
        "ix_internal_control_training_evidence",
        "internal_control_training",
        ["organisation_id", "evidence_id"],
        unique=False,
    )

    op.create_index(
        "ix_internal_control_training_expires",
        "internal_control_training",
        ["expires_on"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_index(
        "ix_internal_control_training_firm",
        "internal_control_training",
        ["organisation_id", "ended_at", "expires_on", "id"],
        unique=False,
    )

    op.create_index(
        op.f("ix_internal_control_training_recorded_by_id"),
        "internal_control_training",
        ["recorded_by_id"],
        unique=False,
    )

    op.bulk_insert(duty, read_duties())
    grant("internal_control_duty", "select")
    for table in ("firm", "point", "review", "duty_answer", "training"):
        grant(f"internal_control_{table}", "select", "insert", "update")
    grant("internal_control_point_revision", "select", "insert")
    grant("internal_control_point_evidence", "select", "insert", "delete")
    for table in TABLES:
        confidential(table)


def read_duties() -> list[dict[str, object]]:
    """The rows as they were on the day that each says; a later migration changes them by adding newer ones."""
    rows: list[dict[str, object]] = json.loads(DUTIES.read_text(encoding="utf-8"))
    for row in rows:
        for name in ("valid_from", "valid_to", "checked_on"):
            row[name] = date.fromisoformat(str(row[name])) if row[name] else None
    return rows


def downgrade() -> None:
    for table in (*TABLES, "internal_control_duty"):
        op.drop_table(table)


TABLES = (
    "internal_control_training",
    "internal_control_point_evidence",
    "internal_control_duty_answer",
    "internal_control_review",
    "internal_control_point_revision",
    "internal_control_point",
    "internal_control_firm",
)
