"""The report on advance involvement, and what it rests on."""

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with its room."""


def downgrade() -> None:
    """The same."""
