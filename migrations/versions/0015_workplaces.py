"""accounts: safety representatives and workers

A worker sees what she herself has written in the firms where she works: `app_workplaces()` tells which these are."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ROLES = "role IN ('owner', 'editor', 'reader', 'safety_representative', 'worker')"
BEFORE = "role IN ('owner', 'editor', 'reader')"
TABLES = ("accounts_membership", "accounts_invitation")


def upgrade() -> None:
    op.execute(
        "CREATE FUNCTION app_workplaces() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$"
        " SELECT coalesce(nullif(current_setting('app.workplace_ids', true), ''), '{}')::bigint[] $$"
    )
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_role")
        op.create_check_constraint("role", table, ROLES)


def downgrade() -> None:
    op.execute("DROP FUNCTION app_workplaces()")
    op.execute("DELETE FROM accounts_invitation WHERE role IN ('safety_representative', 'worker')")
    op.execute("UPDATE accounts_membership SET role = 'reader' WHERE role IN ('safety_representative', 'worker')")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_role")
        op.create_check_constraint("role", table, BEFORE)
