"""The queue: Procrastinate's tables in a schema of their own, where autogenerate does not look."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).with_name("0003_jobs.sql")
ROLES = "samhandel_web, samhandel_worker"


def upgrade() -> None:
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs, public")
    # Straight to the driver: SQLAlchemy would read the percent signs as placeholders.
    op.get_bind().connection.driver_connection.execute(SCHEMA.read_text(encoding="utf-8"))
    op.execute("SET LOCAL search_path = public, jobs")
    op.execute(f"GRANT USAGE ON SCHEMA jobs TO {ROLES}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO {ROLES}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO {ROLES}")
    op.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO {ROLES}")


def downgrade() -> None:
    op.execute("DROP SCHEMA jobs CASCADE")
