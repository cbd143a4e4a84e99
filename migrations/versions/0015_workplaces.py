"""accounts: safety representatives and workers

A worker sees what she herself has written in the firms where she works: `app_workplaces()` tells which these are. And
she decides no case about her own firm, as little as a member does."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ROLES = "role IN ('owner', 'editor', 'reader', 'safety_representative', 'worker')"
BEFORE = "role IN ('owner', 'editor', 'reader')"
TABLES = ("accounts_membership", "accounts_invitation")
MODERATOR = "'moderator' = ANY ((SELECT app_platform())::text[])"
NOT_CONFLICTED = (
    "decided_by = (SELECT app_person())"
    " AND subject_author_id IS DISTINCT FROM (SELECT app_person())"
    " AND (subject_organisation_id IS NULL OR subject_organisation_id <> ALL ({own}))"
)
OWN_BEFORE = "(SELECT app_organisations())::bigint[]"
OWN = "(SELECT app_organisations() || app_workplaces())::bigint[]"


def upgrade() -> None:
    op.execute(
        "CREATE FUNCTION app_workplaces() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$"
        " SELECT coalesce(nullif(current_setting('app.workplace_ids', true), ''), '{}')::bigint[] $$"
    )
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_role")
        op.create_check_constraint("role", table, ROLES)
    let_decide(OWN)


def let_decide(own: str) -> None:
    """Whose cases a moderator may not decide."""
    for role in ("web", "worker"):
        rule = f"{MODERATOR} AND {NOT_CONFLICTED.format(own=own)}"
        op.execute(f"ALTER POLICY {role}_decide ON moderation_decision WITH CHECK ({rule})")


def downgrade() -> None:
    let_decide(OWN_BEFORE)
    op.execute("DROP FUNCTION app_workplaces()")
    op.execute("DELETE FROM accounts_invitation WHERE role IN ('safety_representative', 'worker')")
    op.execute("UPDATE accounts_membership SET role = 'reader' WHERE role IN ('safety_representative', 'worker')")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_role")
        op.create_check_constraint("role", table, BEFORE)
