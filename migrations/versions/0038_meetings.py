"""Notes of meetings and calls."""

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with its room."""


def downgrade() -> None:
    """The same."""
