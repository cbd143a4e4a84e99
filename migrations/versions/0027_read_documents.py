"""What the detectors found in uploaded documents, and how far they have read; and files that wait for a moderator."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BOTH, BY_ORGANISATION, confidential, grant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

DOCUMENT = "screening_document"
KINDS = ("pdf", "png", "jpeg", "docx", "xlsx", "odt", "txt", "csv")
OWN = BY_ORGANISATION.format(column="organisation_id")
MODERATOR = "'moderator' = ANY ((SELECT app_platform())::text[])"


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        DOCUMENT,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("file_id", sa.BigInteger, nullable=False),
        sa.Column("kind", _one_of("filekind", KINDS), nullable=False),
        sa.Column("state", _one_of("readstate", ("waiting", "reading", "read", "unreadable")), nullable=False),
        sa.Column("why", _one_of("whynot", ("encrypted", "broken", "too_long", "unsupported", "gone"))),
        sa.Column("pages_done", sa.Integer, nullable=False),
        sa.Column("pages_total", sa.Integer),
        sa.Column("characters", sa.Integer),
        sa.Column("found", JSONB, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("organisation_id", "file_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_screening_document_organisation_id_attachments_file",
        ),
        sa.CheckConstraint("(state = 'unreadable') = (why IS NOT NULL)", name="what_was_not_read_says_why"),
        sa.CheckConstraint("pages_done >= 0 AND pages_done <= pages_total", name="reads_no_more_than_there_is"),
        sa.CheckConstraint("(state IN ('read', 'unreadable')) = (read_at IS NOT NULL)", name="what_is_over_has_an_end"),
    )
    op.create_index(
        "ix_screening_document_unread",
        DOCUMENT,
        ["created_at"],
        postgresql_where=sa.text("state IN ('waiting', 'reading')"),
    )
    grant(DOCUMENT, "select", "insert", "update")
    confidential(DOCUMENT, rule=f"{OWN} OR {MODERATOR}", write=OWN)
    op.add_column("forum_attachment", sa.Column("screened", sa.String(32), nullable=False, server_default="passed"))
    op.execute(f"GRANT UPDATE (screened) ON forum_attachment TO {', '.join(BOTH)}")
    op.create_check_constraint("screened", "forum_attachment", "screened IN ('waiting', 'passed', 'withheld')")


def downgrade() -> None:
    op.drop_constraint("ck_forum_attachment_screened", "forum_attachment")
    op.drop_column("forum_attachment", "screened")
    op.drop_table(DOCUMENT)
