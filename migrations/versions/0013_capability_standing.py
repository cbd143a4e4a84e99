"""capability: three numbers a dimension, endorsement, the timeline, and frameworks that grow

Versions of frameworks can now be added by the site, and buyers have dimensions of their own; none is ever changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BY_ORGANISATION, confidential, grant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OWN = BY_ORGANISATION.format(column="organisation_id")
REVIEWER = BY_ORGANISATION.format(column="reviewer_id")

# Whoever is a member of the firm, or was in the last 24 months, endorses nothing of it: also when she joined meanwhile.
OUTSIDER = """
CREATE FUNCTION capability_reviewer_is_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('endorsed', 'endorsed_lower') AND EXISTS (
        SELECT FROM public.accounts_membership m
        WHERE m.person_id = NEW.decided_by_id AND m.organisation_id = NEW.organisation_id
        AND (m.ended_at IS NULL OR m.ended_at > NEW.decided_at - interval '24 months')
    ) THEN
        RAISE EXCEPTION 'reviewer_is_not_outside' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    op.add_column("capability_framework", sa.Column("organisation_id", sa.BigInteger))
    op.add_column("capability_framework", sa.Column("created_by_id", sa.BigInteger))
    for column, table in (("organisation_id", "accounts_organisation"), ("created_by_id", "accounts_person")):
        op.create_foreign_key(
            f"fk_capability_framework_{column}_{table}", "capability_framework", table, [column], ["id"]
        )
        op.create_index(f"ix_capability_framework_{column}", "capability_framework", [column])
    for table in ("framework", "dimension", "level"):
        grant(f"capability_{table}", "insert")
    op.drop_index("uq_capability_assessment_open", "capability_assessment")
    op.create_index(
        "uq_capability_assessment_open",
        "capability_assessment",
        ["organisation_id", "framework_id"],
        unique=True,
        postgresql_where=sa.text("submitted_at IS NULL"),
    )

    op.create_table(
        "capability_support",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("dimension_code", sa.String(length=10), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("shows_learning", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_capability_support_level_is_one_to_five")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["accounts_person.id"], name=op.f("fk_capability_support_added_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_capability_support_evidence",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability_support")),
    )
    op.create_index(op.f("ix_capability_support_added_by_id"), "capability_support", ["added_by_id"], unique=False)
    op.create_index(
        "ix_capability_support_firm", "capability_support", ["organisation_id", "dimension_code", "id"], unique=False
    )
    op.create_index(
        "uq_capability_support_current",
        "capability_support",
        ["organisation_id", "evidence_id", "dimension_code"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "capability_review",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("reviewer_id", sa.BigInteger(), nullable=False),
        sa.Column("framework_id", sa.BigInteger(), nullable=False),
        sa.Column("dimension_code", sa.String(length=10), nullable=False),
        sa.Column("claimed", sa.SmallInteger(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "endorsed",
                "endorsed_lower",
                "returned",
                "declined",
                "withdrawn",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("no_conflict_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reminded", sa.SmallInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('endorsed', 'endorsed_lower')) = (level IS NOT NULL AND expires_on IS NOT NULL)",
            name=op.f("ck_capability_review_an_endorsement_has_level_and_end"),
        ),
        sa.CheckConstraint(
            "state <> 'endorsed' OR level = claimed", name=op.f("ck_capability_review_endorsed_is_as_claimed")
        ),
        sa.CheckConstraint(
            "state <> 'endorsed_lower' OR level < claimed", name=op.f("ck_capability_review_lower_is_lower")
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR reason <> ''", name=op.f("ck_capability_review_what_is_missing_is_said")
        ),
        sa.CheckConstraint(
            "state NOT IN ('endorsed', 'endorsed_lower') OR (no_conflict_at IS NOT NULL AND decided_by_id IS NOT NULL AND decided_at IS NOT NULL AND reason <> '')",
            name=op.f("ck_capability_review_an_endorsement_is_named_and_reasoned"),
        ),
        sa.CheckConstraint("claimed BETWEEN 0 AND 5", name=op.f("ck_capability_review_claimed_is_a_level")),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_capability_review_level_is_a_level")),
        sa.CheckConstraint("organisation_id <> reviewer_id", name=op.f("ck_capability_review_nobody_reviews_oneself")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["accounts_person.id"], name=op.f("fk_capability_review_asked_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["accounts_person.id"], name=op.f("fk_capability_review_decided_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["capability_framework.id"],
            name=op.f("fk_capability_review_framework_id_capability_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_capability_review_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_capability_review_reviewer_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability_review")),
    )
    op.create_index(op.f("ix_capability_review_asked_by_id"), "capability_review", ["asked_by_id"], unique=False)
    op.create_index(op.f("ix_capability_review_decided_by_id"), "capability_review", ["decided_by_id"], unique=False)
    op.create_index(
        "ix_capability_review_firm", "capability_review", ["organisation_id", "dimension_code", "id"], unique=False
    )
    op.create_index(op.f("ix_capability_review_framework_id"), "capability_review", ["framework_id"], unique=False)
    op.create_index("ix_capability_review_reviewer", "capability_review", ["reviewer_id", "state", "id"], unique=False)
    op.create_index(
        "uq_capability_review_open",
        "capability_review",
        ["organisation_id", "reviewer_id", "dimension_code"],
        unique=True,
        postgresql_where=sa.text("state = 'asked'"),
    )

    op.create_table(
        "capability_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("dimension_code", sa.String(length=10), nullable=False),
        sa.Column(
            "number",
            sa.Enum(
                "claimed", "evidenced", "endorsed", name="number", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("before", sa.SmallInteger(), nullable=True),
        sa.Column("after", sa.SmallInteger(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "assessment",
                "evidence",
                "evidence_ended",
                "calendar",
                "action",
                "review",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("cause_id", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("after BETWEEN 0 AND 5", name=op.f("ck_capability_event_after_is_a_level")),
        sa.CheckConstraint("before BETWEEN 0 AND 5", name=op.f("ck_capability_event_before_is_a_level")),
        sa.CheckConstraint("before IS DISTINCT FROM after", name=op.f("ck_capability_event_something_changed")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_capability_event_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_capability_event_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability_event")),
    )
    op.create_index(op.f("ix_capability_event_by_id"), "capability_event", ["by_id"], unique=False)
    op.create_index(
        "ix_capability_event_firm", "capability_event", ["organisation_id", "dimension_code", "id"], unique=False
    )

    op.execute(OUTSIDER)
    op.execute(
        "CREATE TRIGGER reviewer_is_outside BEFORE INSERT OR UPDATE ON capability_review"
        " FOR EACH ROW EXECUTE FUNCTION capability_reviewer_is_outside()"
    )
    grant("capability_support", "select", "insert", "update")
    grant("capability_review", "select", "insert", "update")
    grant("capability_event", "select", "insert")
    confidential("capability_support")
    confidential("capability_review", rule=f"{OWN} OR {REVIEWER}", make=OWN)  # nobody is endorsed unasked
    confidential("capability_event")


def downgrade() -> None:
    for table in ("event", "review", "support"):
        op.drop_table(f"capability_{table}")
    op.execute("DROP FUNCTION capability_reviewer_is_outside()")
    op.drop_index("uq_capability_assessment_open", "capability_assessment")
    op.create_index(
        "uq_capability_assessment_open",
        "capability_assessment",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    for table in ("framework", "dimension", "level"):
        op.execute(f"REVOKE INSERT ON capability_{table} FROM samhandel_web, samhandel_worker")
    op.drop_column("capability_framework", "created_by_id")
    op.drop_column("capability_framework", "organisation_id")
