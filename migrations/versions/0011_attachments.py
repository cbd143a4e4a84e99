"""attachments

The worker looks after everybody's files: as "storekeeper", a name that only its own jobs take, it may see which wait for
the scanner and which bytes belong to a row. It changes a row only when it works for the row's organisation.
"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import WORKER, confidential, grant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FILE = "attachments_file"
KINDS = ("pdf", "png", "jpeg", "docx", "xlsx", "odt", "txt", "csv")
STATES = ("quarantined", "clean", "infected", "rejected", "erased")


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        FILE,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("kind", _one_of("filekind", KINDS), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("storage_key", sa.String(32), nullable=False),
        sa.Column("state", _one_of("filestate", STATES), nullable=False),
        sa.Column("verdict", sa.String(120), nullable=False),
        sa.Column("scan_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True)),
        sa.Column("scanned_by", sa.String(20), nullable=False),
        sa.Column("uploaded_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("organisation_id", "id", name="uq_attachments_file_owner"),
        sa.UniqueConstraint("organisation_id", "storage_key", name="uq_attachments_file_storage_key"),
        sa.CheckConstraint("size BETWEEN 1 AND 20971520", name="size_is_within_the_limit"),
        sa.CheckConstraint("name <> '' AND name !~ '[/\\\\[:cntrl:]]'", name="name_is_no_path"),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_is_one"),
        sa.CheckConstraint("storage_key ~ '^[0-9a-f]{32}$'", name="storage_key_says_nothing"),
        sa.CheckConstraint("(scanned_by = '') = (scanned_at IS NULL)", name="who_scanned_did_it_some_time"),
        sa.CheckConstraint(
            "state = 'erased' OR (state IN ('infected', 'rejected')) = (verdict <> '')",
            name="what_is_refused_has_a_verdict",
        ),
        sa.CheckConstraint("(state = 'erased') = (erased_at IS NOT NULL)", name="what_is_erased_was_so_some_time"),
    )
    op.create_index(
        "uq_attachments_file_living",
        FILE,
        ["organisation_id", "sha256"],
        unique=True,
        postgresql_where=sa.text("state IN ('quarantined', 'clean')"),
    )
    op.create_index(
        "ix_attachments_file_waiting", FILE, ["scan_after"], postgresql_where=sa.text("state = 'quarantined'")
    )
    op.create_index("ix_attachments_file_storage_key", FILE, ["storage_key"])
    op.create_index("ix_attachments_file_uploaded_by_id", FILE, ["uploaded_by_id"])
    grant(FILE, "select", "insert", "update")
    confidential(FILE)
    op.execute(
        f"CREATE POLICY storekeeper ON {FILE} FOR SELECT TO {WORKER}"
        " USING ('storekeeper' = ANY ((SELECT app_platform())::text[]))"
    )


def downgrade() -> None:
    op.drop_table(FILE)
