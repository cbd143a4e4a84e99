"""Translations of what people write, who made and who checked them; and how a person wants them shown."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from migrations.tables import grant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLE, REQUEST = "bilingual_translation", "bilingual_translation_request"
CHECKS = (
    ("status", "status IN ('requested', 'machine', 'draft', 'in_review', 'approved', 'superseded', 'withdrawn')"),
    ("method", "method IN ('human', 'author', 'machine', 'edited')"),
    (
        "langs_are_two_that_we_know",
        "lang IN ('nb', 'nn', 'en') AND source_lang IN ('nb', 'nn', 'en') AND lang <> source_lang",
    ),
    ("checked_by_another", "reviewer_id <> translator_id"),
    ("checked_by_none_who_wrote", "reviewer_id <> ALL (hands)"),
    (
        "approved_by_somebody",
        "status NOT IN ('approved', 'superseded') OR (reviewer_id IS NOT NULL AND approved_at IS NOT NULL)",
    ),
    ("freshness", "behind IN ('fresh', 'minor', 'stale')"),
    ("says_something", "status IN ('requested', 'draft', 'withdrawn') OR body <> ''"),
    ("machine_has_a_name", "status <> 'machine' OR (method = 'machine' AND engine <> '')"),
    ("has_a_maker", "status IN ('requested', 'machine', 'withdrawn') OR translator_id IS NOT NULL"),
    ("withdrawn_has_a_date", "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)"),
    ("is_of_a_revision", "source_revision >= 1"),
    ("counts_its_requests", "wanted >= 0"),
)
REFERENCES = (
    ("host_id", "accounts_organisation"),
    ("author_id", "accounts_person"),
    ("requested_by", "accounts_person"),
    ("translator_id", "accounts_person"),
    ("translator_for", "accounts_organisation"),
    ("reviewer_id", "accounts_person"),
    ("reviewer_for", "accounts_organisation"),
    ("withdrawn_by", "accounts_person"),
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("host_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("visible", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("behind", sa.String(32), server_default="fresh", nullable=False),
        sa.Column("source_lang", sa.String(2), nullable=False),
        sa.Column("source_revision", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("engine", sa.String(40), server_default="", nullable=False),
        sa.Column("engine_version", sa.String(80), server_default="", nullable=False),
        sa.Column("unknown_words", ARRAY(sa.String(80)), server_default="{}", nullable=False),
        sa.Column("glossary_version", sa.Integer(), nullable=True),
        sa.Column("requested_by", sa.BigInteger(), nullable=True),
        sa.Column("translator_id", sa.BigInteger(), nullable=True),
        sa.Column("translator_for", sa.BigInteger(), nullable=True),
        sa.Column("hands", ARRAY(sa.BigInteger()), server_default="{}", nullable=False),
        sa.Column("reviewer_id", sa.BigInteger(), nullable=True),
        sa.Column("reviewer_for", sa.BigInteger(), nullable=True),
        sa.Column("review_note", sa.Text(), server_default="", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=True),
        sa.Column("wanted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}")) for name, rule in CHECKS),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}_{table}"))
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for name, condition in (
        ("approved", "status = 'approved'"),
        ("machine", "status = 'machine'"),
        ("open", "status IN ('requested', 'draft', 'in_review')"),
    ):
        op.create_index(
            f"uq_{TABLE}_{name}", TABLE, ["kind", "subject_id", "lang"], unique=True,
            postgresql_where=sa.text(condition),
        )  # fmt: skip
    op.create_index(
        f"ix_{TABLE}_shown", TABLE, ["kind", "subject_id", "lang"],
        postgresql_where=sa.text("status IN ('approved', 'machine')"),
    )  # fmt: skip
    op.create_index(f"ix_{TABLE}_subject", TABLE, ["kind", "subject_id"])
    for name, columns, condition in (
        ("queue", ["submitted_at", "id"], "status = 'in_review'"),
        ("wanted", ["wanted", "id"], "status = 'requested'"),
        ("behind", ["changed_at", "id"], "status = 'approved' AND behind <> 'fresh'"),
    ):
        op.create_index(f"ix_{TABLE}_{name}", TABLE, columns, postgresql_where=sa.text(condition))
    for column, _ in REFERENCES:
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])
    op.create_table(
        REQUEST,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("translation_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["translation_id"], [f"{TABLE}.id"], name=op.f(f"fk_{REQUEST}_translation_id_{TABLE}")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f(f"fk_{REQUEST}_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REQUEST}")),
        sa.UniqueConstraint("translation_id", "person_id", name=op.f(f"uq_{REQUEST}_translation_id_person_id")),
    )
    op.create_index(op.f(f"ix_{REQUEST}_person_id"), REQUEST, ["person_id"])
    grant(TABLE, "select", "insert", "update")
    grant(REQUEST, "select", "insert")
    op.add_column("accounts_person", sa.Column("translate", sa.String(32), server_default="auto", nullable=False))
    op.add_column("accounts_person", sa.Column("sees_machine", sa.Boolean(), server_default="false", nullable=False))
    op.create_check_constraint(
        op.f("ck_accounts_person_translate_is_known"), "accounts_person", "translate IN ('auto', 'ask', 'never')"
    )
    op.create_check_constraint(
        op.f("ck_accounts_person_reads_what_we_know"), "accounts_person",
        "reads <@ ARRAY['nb', 'nn', 'en']::varchar[] AND cardinality(reads) > 0",
    )  # fmt: skip


def downgrade() -> None:
    op.drop_constraint(op.f("ck_accounts_person_reads_what_we_know"), "accounts_person")
    op.drop_column("accounts_person", "sees_machine")
    op.drop_column("accounts_person", "translate")
    op.drop_table(REQUEST)
    op.drop_table(TABLE)
