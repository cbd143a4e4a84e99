"""When a public page was last looked through."""

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with its room."""


def downgrade() -> None:
    """The same."""
