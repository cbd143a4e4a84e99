"""Who was told what, when, and when everybody was told."""

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with its room."""


def downgrade() -> None:
    """The same."""
