"""The glossary: concepts, their terms in three languages, and what they said before."""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import confidential, grant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STARTER_SET = Path(__file__).with_name("0020_glossary.json")
MINE = "person_id = (SELECT app_person())"


def own(name: str) -> list[sa.Column]:
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    ]


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "bilingual_glossary",
        *own("bilingual_glossary"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_bilingual_glossary_there_is_one")),
        comment="seeded by migrations",
    )
    concept = op.create_table(
        "bilingual_concept",
        *own("bilingual_concept"),
        sa.Column(
            "domain",
            one_of(
                "domain",
                "procurement",
                "dialogue",
                "supplier_development",
                "hms",
                "environment",
                "ict",
                "moderation",
            ),
            nullable=False,
        ),
        sa.Column("term_key", sa.String(length=120), nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("term_key <> ''", name=op.f("ck_bilingual_concept_it_has_an_english_term")),
        sa.CheckConstraint(
            "coalesce(content #>> '{words,en,approved}', '') <> '' AND coalesce(content #>> '{words,nb,approved}', '') <> ''"
            " AND coalesce(content #>> '{words,nn,approved}', '') <> ''",
            name=op.f("ck_bilingual_concept_one_approved_term_a_language"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["accounts_person.id"], name=op.f("fk_bilingual_concept_changed_by_id_accounts_person")
        ),
        sa.UniqueConstraint("domain", "term_key", name=op.f("uq_bilingual_concept_domain_term_key")),
        comment="seeded by migrations",
    )
    op.create_index(op.f("ix_bilingual_concept_changed_by_id"), "bilingual_concept", ["changed_by_id"])
    op.create_table(
        "bilingual_concept_version",
        *own("bilingual_concept_version"),
        sa.Column("concept_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", one_of("conceptevent", "added", "changed", "withdrawn", "brought_back"), nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["bilingual_concept.id"],
            name=op.f("fk_bilingual_concept_version_concept_id_bilingual_concept"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_bilingual_concept_version_by_id_accounts_person")
        ),
        sa.UniqueConstraint("concept_id", "number", name=op.f("uq_bilingual_concept_version_concept_id_number")),
        comment="seeded by migrations",
    )
    op.create_index(op.f("ix_bilingual_concept_version_by_id"), "bilingual_concept_version", ["by_id"])
    op.create_table(
        "bilingual_glossary_file",
        *own("bilingual_glossary_file"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_bilingual_glossary_file_person_id_accounts_person")
        ),
        sa.UniqueConstraint("person_id", name=op.f("uq_bilingual_glossary_file_person_id")),
    )
    fill(concept)
    grant("bilingual_glossary", "select", "update")
    grant("bilingual_concept", "select", "insert", "update")
    grant("bilingual_concept_version", "select", "insert")
    grant("bilingual_glossary_file", "select", "insert", "delete")
    confidential("bilingual_glossary_file", rule=MINE)


def fill(concept: sa.Table) -> None:
    """The starter set, written for this product: version 1 of each concept, by nobody."""
    starter = json.loads(STARTER_SET.read_text(encoding="utf-8"))
    rows = [
        {
            "domain": content["domain"],
            "term_key": " ".join(content["words"]["en"]["approved"].casefold().split()),
            "content": content,
            "changed_at": sa.func.now(),
            "version": 1,
        }
        for content in starter
    ]
    for row in rows:
        op.execute(concept.insert().values(row))
    op.execute(
        "INSERT INTO bilingual_concept_version (concept_id, number, event, content, at)"
        " SELECT id, 1, 'added', content, changed_at FROM bilingual_concept ORDER BY id"
    )
    op.execute("INSERT INTO bilingual_glossary (id, version) OVERRIDING SYSTEM VALUE VALUES (1, 1)")


def downgrade() -> None:
    for table in ("glossary_file", "concept_version", "concept", "glossary"):
        op.drop_table(f"bilingual_{table}")
