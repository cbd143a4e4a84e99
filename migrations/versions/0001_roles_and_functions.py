"""The three roles' first rights, and the functions by which row-level security learns for whom a transaction works.

The roles themselves are made by whoever runs the server (docs/operations.md), or by the embedded one.
"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import grant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A setting never set is NULL, but after one transaction-local set it is '': hence nullif.
FUNCTIONS = {
    "app_person()": ("bigint", "nullif(current_setting('app.person_id', true), '')::bigint"),
    "app_organisations()": (
        "bigint[]",
        "coalesce(nullif(current_setting('app.organisation_ids', true), ''), '{}')::bigint[]",
    ),
    "app_platform()": ("text[]", "coalesce(nullif(current_setting('app.platform', true), ''), '{}')::text[]"),
}


def upgrade() -> None:
    op.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    op.execute("GRANT USAGE ON SCHEMA public TO samhandel_web, samhandel_worker")
    for signature, (kind, body) in FUNCTIONS.items():
        op.execute(
            f"CREATE FUNCTION {signature} RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT {body} $$"
        )
    op.create_table(
        "core_sent_form",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_core_sent_form"),
    )
    grant("core_sent_form", "select", "insert", "delete")


def downgrade() -> None:
    op.drop_table("core_sent_form")
    for signature in FUNCTIONS:
        op.execute(f"DROP FUNCTION {signature}")
    op.execute("REVOKE USAGE ON SCHEMA public FROM samhandel_web, samhandel_worker")
