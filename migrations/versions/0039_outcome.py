"""You said, we did; and the summary."""

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with its room."""


def downgrade() -> None:
    """The same."""
