"""Spaces that are looked after: what waits, when somebody is there, and revisions that are kept from the public."""

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled by its room."""


def downgrade() -> None:
    """Filled by its room."""
