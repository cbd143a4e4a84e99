"""attachments: one organisation's files"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import confidential, grant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A place held for the room that is being built: it is written there.
    op.create_table(
        "attachments_file",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.UniqueConstraint("organisation_id", "id", name="uq_attachments_file_owner"),
    )
    grant("attachments_file", "select", "insert", "update")
    confidential("attachments_file")


def downgrade() -> None:
    op.drop_table("attachments_file")
