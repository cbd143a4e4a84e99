"""improvement: whether an action worked, seen by another person"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import BY_ORGANISATION, confidential, grant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OWN = BY_ORGANISATION.format(column="organisation_id")
ADVISED = "organisation_id = ANY ((SELECT improvement_advised())::bigint[])"  # an adviser reads the plan whole


def upgrade() -> None:
    op.add_column("improvement_action", sa.Column("finished_by_id", sa.BigInteger()))
    op.create_foreign_key(
        op.f("fk_improvement_action_finished_by_id_accounts_person"),
        "improvement_action",
        "accounts_person",
        ["finished_by_id"],
        ["id"],
    )
    op.create_index(op.f("ix_improvement_action_finished_by_id"), "improvement_action", ["finished_by_id"])
    op.create_index(
        "ix_improvement_action_about",
        "improvement_action",
        ["organisation_id", "due_on"],
        postgresql_where=sa.text("subject <> ''"),
    )

    op.create_table(
        "improvement_effect_check",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("action_id", sa.BigInteger(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("effective", sa.Boolean(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.CheckConstraint("method <> ''", name=op.f("ck_improvement_effect_check_says_how")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_improvement_effect_check_checked_by_id_accounts_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_effect_check_action",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_effect_check")),
    )

    op.create_index(
        "ix_improvement_effect_check_action",
        "improvement_effect_check",
        ["organisation_id", "action_id", "id"],
        unique=False,
    )

    op.create_index(
        op.f("ix_improvement_effect_check_checked_by_id"), "improvement_effect_check", ["checked_by_id"], unique=False
    )

    grant("improvement_effect_check", "select", "insert")
    confidential("improvement_effect_check", rule=f"{OWN} OR {ADVISED}", write=OWN)


def downgrade() -> None:
    op.drop_table("improvement_effect_check")
    op.drop_index("ix_improvement_action_about", "improvement_action")
    op.drop_column("improvement_action", "finished_by_id")
