"""People who are silenced or suspended until a time, and lawyers.

Both times stand with the person, so that who is behind a request is still one statement. Nothing ends them but the
clock, or a moderator: no job has to run for somebody to be let in again.
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ROLES = "ck_accounts_platform_grant_platformrole"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE accounts_person ADD COLUMN silenced_until timestamptz, ADD COLUMN suspended_until timestamptz"
    )
    op.execute(f"ALTER TABLE accounts_platform_grant DROP CONSTRAINT {ROLES}")
    op.execute(
        f"ALTER TABLE accounts_platform_grant ADD CONSTRAINT {ROLES}"
        " CHECK (role IN ('moderator', 'administrator', 'lawyer'))"
    )


def downgrade() -> None:
    """Whoever is silenced or suspended no longer is, and nobody is a lawyer."""
    op.execute("DELETE FROM accounts_platform_grant WHERE role = 'lawyer'")
    op.execute(f"ALTER TABLE accounts_platform_grant DROP CONSTRAINT {ROLES}")
    op.execute(
        f"ALTER TABLE accounts_platform_grant ADD CONSTRAINT {ROLES} CHECK (role IN ('moderator', 'administrator'))"
    )
    op.execute("ALTER TABLE accounts_person DROP COLUMN suspended_until, DROP COLUMN silenced_until")
