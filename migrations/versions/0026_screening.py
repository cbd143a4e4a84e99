"""Word lists with their history, and numbers that a person has looked at."""

import sqlalchemy as sa
from alembic import op

from migrations.tables import BOTH, confidential, grant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

WORD, NUMBER = "screening_word", "screening_number"
MODERATOR = "'moderator' = ANY ((SELECT app_platform())::text[])"
OWN = "person_id = (SELECT app_person())"
# Those of the organisation need to see that a number may be written; by then it is no longer there to be read.
LET_THROUGH = "(state = 'allowed' AND organisation_id = ANY ((SELECT app_organisations())::bigint[]))"


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _person(name: str, *, nullable: bool) -> sa.Column:
    return sa.Column(name, sa.BigInteger, sa.ForeignKey("accounts_person.id"), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        WORD,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("word", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        _person("added_by", nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        _person("removed_by", nullable=True),
        sa.CheckConstraint("language IN ('nb', 'nn', 'en')", name="language_is_known"),
        sa.CheckConstraint("word = lower(btrim(word)) AND length(word) >= 4", name="is_kept_as_it_is_compared"),
        sa.CheckConstraint("(removed_at IS NULL) = (removed_by IS NULL)", name="somebody_removed_it"),
    )
    op.create_index(
        "uq_screening_word_in_use",
        WORD,
        ["language", "word"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    for column in ("added_by", "removed_by"):
        op.create_index(f"ix_screening_word_{column}", WORD, [column])
    grant(WORD, "select", "insert")
    for role in BOTH:
        op.execute(f"GRANT UPDATE (removed_at, removed_by) ON {WORD} TO {role}")

    op.create_table(
        NUMBER,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        _person("person_id", nullable=False),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id")),
        sa.Column("hash", sa.String(24), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("what", _one_of("numberis", ("account", "serial", "reference", "other")), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("state", _one_of("numberstate", ("waiting", "allowed", "refused")), nullable=False),
        sa.Column("reason", sa.String(4)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="what_is_decided_has_a_time"),
        sa.CheckConstraint("(state = 'refused') = (reason IS NOT NULL)", name="a_refusal_has_a_reason"),
        sa.CheckConstraint("state <> 'waiting' OR sealed IS NOT NULL", name="what_waits_can_be_read"),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name="lang_is_known"),
    )
    op.create_index(
        "uq_screening_number_waiting",
        NUMBER,
        ["person_id", "organisation_id", "hash"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_screening_number_allowed", NUMBER, ["hash"], postgresql_where=sa.text("state = 'allowed'"))
    for column in ("person_id", "organisation_id"):
        op.create_index(f"ix_screening_number_{column}", NUMBER, [column])
    grant(NUMBER, "select", "insert")
    for role in BOTH:
        op.execute(f"GRANT UPDATE (sealed, state, reason, decided_at) ON {NUMBER} TO {role}")
    confidential(NUMBER, rule=f"{OWN} OR {MODERATOR} OR {LET_THROUGH}", write=MODERATOR, make=OWN)


def downgrade() -> None:
    op.drop_table(NUMBER)
    op.drop_table(WORD)
