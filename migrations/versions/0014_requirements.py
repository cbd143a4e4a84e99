"""requirements: what buyers ask for, and what firms share with them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BY_ORGANISATION, confidential, grant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OWN = BY_ORGANISATION.format(column="organisation_id")
RECEIVER = BY_ORGANISATION.format(column="receiver_id")
PUBLISHED = "EXISTS (SELECT FROM requirements_profile p WHERE p.id = profile_id AND p.published_at IS NOT NULL)"


def upgrade() -> None:
    op.create_table(
        "requirements_profile",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("framework_id", sa.BigInteger(), nullable=False),
        sa.Column("own_framework_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="profilestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("copied_from_id", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at IS NULL)",
            name=op.f("ck_requirements_profile_what_is_published_has_a_time"),
        ),
        sa.CheckConstraint("language IN ('nb', 'nn', 'en')", name=op.f("ck_requirements_profile_language_is_ours")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_requirements_profile_changed_by_id_accounts_person"),
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["capability_framework.id"],
            name=op.f("fk_requirements_profile_framework_id_capability_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["own_framework_id"],
            ["capability_framework.id"],
            name=op.f("fk_requirements_profile_own_framework_id_capability_framework"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_requirements_profile_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements_profile")),
        sa.UniqueConstraint("organisation_id", "id", name="uq_requirements_profile_owner"),
    )
    op.create_index("ix_requirements_profile_buyer", "requirements_profile", ["organisation_id", "id"], unique=False)
    op.create_index(
        op.f("ix_requirements_profile_changed_by_id"), "requirements_profile", ["changed_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_requirements_profile_framework_id"), "requirements_profile", ["framework_id"], unique=False
    )
    op.create_index(
        op.f("ix_requirements_profile_own_framework_id"), "requirements_profile", ["own_framework_id"], unique=False
    )
    op.create_index(
        "ix_requirements_profile_published", "requirements_profile", ["state", "published_at", "id"], unique=False
    )

    op.create_table(
        "requirements_requirement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("dimension_code", sa.String(length=10), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("weight", sa.Numeric(precision=7, scale=3), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "NOT (must AND dimension_code = 'LOC')",
            name=op.f("ck_requirements_requirement_local_value_is_never_a_must"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_requirements_requirement_a_requirement_has_a_reason")),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_requirements_requirement_level_is_a_level")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_requirements_requirement_weight_is_positive")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["requirements_profile.organisation_id", "requirements_profile.id"],
            name="fk_requirements_requirement_profile",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements_requirement")),
        sa.UniqueConstraint("organisation_id", "profile_id", "dimension_code", name="uq_requirements_requirement_code"),
    )
    op.create_index(
        "ix_requirements_requirement_profile",
        "requirements_requirement",
        ["profile_id", "organisation_id"],
        unique=False,
    )

    op.create_table(
        "requirements_share",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("snapshot", "living", name="sharekind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "development",
                "dialogue",
                "competition",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared_by_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.BigInteger(), nullable=True),
        sa.Column("with_plan", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("consent", sa.SmallInteger(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "about = '' OR about ~ '^[a-z]+:[0-9]+$'", name=op.f("ck_requirements_share_about_is_a_reference")
        ),
        sa.CheckConstraint(
            "organisation_id <> receiver_id", name=op.f("ck_requirements_share_one_shares_with_somebody_else")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_requirements_share_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_requirements_share_receiver_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["shared_by_id"], ["accounts_person.id"], name=op.f("fk_requirements_share_shared_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_requirements_share_withdrawn_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements_share")),
        sa.UniqueConstraint("organisation_id", "id", name="uq_requirements_share_owner"),
    )
    op.create_index("ix_requirements_share_firm", "requirements_share", ["organisation_id", "id"], unique=False)
    op.create_index(
        "ix_requirements_share_receiver", "requirements_share", ["receiver_id", "purpose", "until", "id"], unique=False
    )
    op.create_index(op.f("ix_requirements_share_shared_by_id"), "requirements_share", ["shared_by_id"], unique=False)
    op.create_index(
        op.f("ix_requirements_share_withdrawn_by_id"), "requirements_share", ["withdrawn_by_id"], unique=False
    )

    op.create_table(
        "requirements_share_content",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("share_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("levels", JSONB, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "share_id"],
            ["requirements_share.organisation_id", "requirements_share.id"],
            name="fk_requirements_share_content_share",
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_requirements_share_content_receiver_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements_share_content")),
        sa.UniqueConstraint("organisation_id", "share_id", name="uq_requirements_share_content_share"),
    )
    op.create_index(
        "ix_requirements_share_content_receiver", "requirements_share_content", ["receiver_id", "until"], unique=False
    )
    op.create_index(
        "ix_requirements_share_content_share",
        "requirements_share_content",
        ["share_id", "organisation_id"],
        unique=False,
    )
    op.create_index(
        "ix_requirements_share_content_kept",
        "requirements_share_content",
        ["organisation_id", "until"],
        unique=False,
        postgresql_where=sa.text("emptied_at IS NULL"),
    )

    op.create_table(
        "requirements_share_opening",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("share_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "share_id"],
            ["requirements_share.organisation_id", "requirements_share.id"],
            name="fk_requirements_share_opening_share",
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_requirements_share_opening_receiver_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_requirements_share_opening_person_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements_share_opening")),
    )
    op.create_index(
        "ix_requirements_share_opening_share",
        "requirements_share_opening",
        ["share_id", "organisation_id", "id"],
        unique=False,
    )
    for column in ("receiver_id", "person_id"):
        op.create_index(
            op.f(f"ix_requirements_share_opening_{column}"), "requirements_share_opening", [column], unique=False
        )

    for table in ("share", "share_content"):
        grant(f"requirements_{table}", "select", "insert", "update")
    grant("requirements_share_opening", "select", "insert")
    # A draft may go altogether. What is published keeps its rows, as below, and so they keep it.
    for table in ("profile", "requirement"):
        grant(f"requirements_{table}", "select", "insert", "update", "delete")
    confidential("requirements_profile", rule=f"{OWN} OR published_at IS NOT NULL", write=OWN)
    confidential("requirements_requirement", rule=f"{OWN} OR {PUBLISHED}", write=f"{OWN} AND NOT {PUBLISHED}")
    confidential("requirements_share", rule=f"{OWN} OR {RECEIVER}", write=OWN)
    confidential("requirements_share_content", rule=f"{OWN} OR ({RECEIVER} AND until >= current_date)", write=OWN)
    confidential("requirements_share_opening", rule=f"{OWN} OR {RECEIVER}", write=RECEIVER)


def downgrade() -> None:
    for table in ("share_opening", "share_content", "share", "requirement", "profile"):
        op.drop_table(f"requirements_{table}")
