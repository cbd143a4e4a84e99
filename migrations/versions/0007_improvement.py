"""improvement"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import confidential, grant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "improvement_action",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("owner_id", sa.BigInteger, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open", "done", "dropped", name="actionstatus", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "organisation_id"],
            ["accounts_membership.person_id", "accounts_membership.organisation_id"],
            name="fk_improvement_action_owner",
        ),
        sa.CheckConstraint("subject = '' OR subject ~ '^[a-z]+:[A-Za-z0-9:_-]+$'", name="subject_is_a_reference"),
        sa.CheckConstraint("(status = 'open') = (finished_at IS NULL)", name="what_is_over_has_an_end"),
        sa.CheckConstraint("status <> 'dropped' OR outcome <> ''", name="what_is_dropped_has_a_reason"),
    )
    op.create_index("ix_improvement_action_due", "improvement_action", ["organisation_id", "status", "due_on", "id"])
    op.create_index("ix_improvement_action_owner", "improvement_action", ["owner_id", "organisation_id"])
    op.create_index("ix_improvement_action_changed_by_id", "improvement_action", ["changed_by_id"])
    grant("improvement_action", "select", "insert", "update")
    confidential("improvement_action")


def downgrade() -> None:
    op.drop_table("improvement_action")
