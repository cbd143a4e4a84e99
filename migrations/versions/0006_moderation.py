"""Cases, signals and decisions.

Moderators see them; an author sees the decisions on what is her own. Whoever reports may not read, so a case is opened,
or found open, by a function of the owner: the one place that inserts cases and signals. Decisions are appended, never
changed, and the database too refuses one by somebody who wrote the thing or belongs to the organisation that did.
"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import BOTH, grant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OWNER = "samhandel_owner"
CASE, SIGNAL, DECISION = "moderation_case", "moderation_signal", "moderation_decision"
MODERATOR = "'moderator' = ANY ((SELECT app_platform())::text[])"
NOT_CONFLICTED = (
    "decided_by = (SELECT app_person())"
    " AND subject_author_id IS DISTINCT FROM (SELECT app_person())"
    " AND (subject_organisation_id IS NULL OR subject_organisation_id <> ALL ((SELECT app_organisations())::bigint[]))"
)
REASONS = "'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7'"
SOURCES = "'report', 'rule', 'pre_moderation'"

OPEN_CASE = """
CREATE FUNCTION moderation_open_case(p_subject_type text, p_subject_id bigint, p_source text, p_reason text,
                                     p_reporter_id bigint, p_note text, p_sha256 text, p_title text, p_language text,
                                     p_author_id bigint, p_organisation_id bigint, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_id bigint;
BEGIN
  IF p_reporter_id IS DISTINCT FROM (CASE WHEN p_source = 'report' THEN app_person() END) THEN
    RAISE EXCEPTION 'one reports for oneself only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO moderation_case (subject_type, subject_id, subject_title, subject_language, subject_author_id,
                               subject_organisation_id, source, reason, state, version, created_at)
  VALUES (p_subject_type, p_subject_id, p_title, p_language, p_author_id, p_organisation_id, p_source, p_reason, 'open', 1,
          p_at)
  ON CONFLICT (subject_type, subject_id) WHERE state = 'open'
  DO UPDATE SET state = 'open'
  RETURNING id INTO found_id;
  INSERT INTO moderation_signal (case_id, source, reason, reporter_id, note, snapshot_sha256, created_at)
  VALUES (found_id, p_source, p_reason, p_reporter_id, p_note, p_sha256, p_at)
  ON CONFLICT (case_id, reporter_id) DO NOTHING;
  RETURN found_id;
END
$$
"""
SIGNATURE = (
    "moderation_open_case(text, bigint, text, text, bigint, text, text, text, text, bigint, bigint, timestamptz)"
)


def _identity() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )


def _to_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["accounts_person.id"], name=op.f(f"fk_{table}_{column}_accounts_person"))


def _to_organisation(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_subject_organisation_id_accounts_organisation")
    return sa.ForeignKeyConstraint(["subject_organisation_id"], ["accounts_organisation.id"], name=name)


def _to_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["case_id"], ["moderation_case.id"], name=op.f(f"fk_{table}_case_id_moderation_case")
    )


def _protect(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.create_table(
        CASE,
        *_identity(),
        sa.Column("subject_type", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_title", sa.String(300), nullable=False),
        sa.Column("subject_language", sa.String(2), nullable=False),
        sa.Column("subject_author_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("claimed_by", sa.BigInteger(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        _to_person(CASE, "subject_author_id"),
        _to_organisation(CASE),
        _to_person(CASE, "claimed_by"),
        sa.CheckConstraint(f"source IN ({SOURCES})", name=op.f("ck_moderation_case_source")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_moderation_case_casestate")),
        sa.CheckConstraint(
            "(claimed_by IS NULL) = (claimed_until IS NULL)", name=op.f("ck_moderation_case_claim_is_whole")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_moderation_case_closed_has_time")
        ),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_moderation_case_open", CASE, ["subject_type", "subject_id"], unique=True, postgresql_where=is_open
    )
    op.create_index("ix_moderation_case_subject", CASE, ["subject_type", "subject_id"])
    op.create_index("ix_moderation_case_queue", CASE, ["created_at", "id"], postgresql_where=is_open)
    for column in ("subject_author_id", "subject_organisation_id", "claimed_by"):
        op.create_index(op.f(f"ix_moderation_case_{column}"), CASE, [column])
    grant(CASE, "select", "update")
    _protect(CASE)

    op.create_table(
        SIGNAL,
        *_identity(),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("snapshot_sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_signal")),
        _to_case(SIGNAL),
        _to_person(SIGNAL, "reporter_id"),
        sa.UniqueConstraint("case_id", "reporter_id", name=op.f("uq_moderation_signal_case_id_reporter_id")),
        sa.CheckConstraint(f"source IN ({SOURCES})", name=op.f("ck_moderation_signal_source")),
        sa.CheckConstraint(
            "(source = 'report') = (reporter_id IS NOT NULL)", name=op.f("ck_moderation_signal_report_has_reporter")
        ),
    )
    for column in ("case_id", "reporter_id"):
        op.create_index(op.f(f"ix_moderation_signal_{column}"), SIGNAL, [column])
    grant(SIGNAL, "select")
    _protect(SIGNAL)

    op.create_table(
        DECISION,
        *_identity(),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_type", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_title", sa.String(300), nullable=False),
        sa.Column("subject_author_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("reason_code", sa.String(32), nullable=True),
        sa.Column("reason_version", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("statement_language", sa.String(2), nullable=False),
        sa.Column("snapshot_sha256", sa.String(64), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decision")),
        _to_case(DECISION),
        _to_person(DECISION, "subject_author_id"),
        _to_organisation(DECISION),
        _to_person(DECISION, "decided_by"),
        sa.CheckConstraint("action IN ('approve', 'hide', 'restore')", name=op.f("ck_moderation_decision_action")),
        sa.CheckConstraint(f"reason_code IN ({REASONS})", name=op.f("ck_moderation_decision_reasoncode")),
        sa.CheckConstraint(
            "action <> 'hide' OR (reason_code IS NOT NULL AND reason_version IS NOT NULL)",
            name=op.f("ck_moderation_decision_hiding_has_a_reason"),
        ),
        sa.CheckConstraint(
            "action = 'approve' OR btrim(facts) <> ''", name=op.f("ck_moderation_decision_facts_are_given")
        ),
        sa.CheckConstraint(
            "decided_by IS DISTINCT FROM subject_author_id",
            name=op.f("ck_moderation_decision_nobody_decides_on_their_own"),
        ),
        sa.CheckConstraint(
            "statement_language IN ('nb', 'nn', 'en')", name=op.f("ck_moderation_decision_language_is_known")
        ),
    )
    for column in ("case_id", "subject_author_id", "subject_organisation_id", "decided_by"):
        op.create_index(op.f(f"ix_moderation_decision_{column}"), DECISION, [column])
    grant(DECISION, "select", "insert")
    _protect(DECISION)

    own = "subject_author_id = (SELECT app_person())"
    for role in BOTH:
        short = role.removeprefix("samhandel_")
        op.execute(f"CREATE POLICY {short}_read ON {CASE} FOR SELECT TO {role} USING ({MODERATOR})")
        op.execute(
            f"CREATE POLICY {short}_handle ON {CASE} FOR UPDATE TO {role} USING ({MODERATOR}) WITH CHECK ({MODERATOR})"
        )
        op.execute(f"CREATE POLICY {short}_read ON {SIGNAL} FOR SELECT TO {role} USING ({MODERATOR})")
        op.execute(f"CREATE POLICY {short}_read ON {DECISION} FOR SELECT TO {role} USING ({MODERATOR} OR {own})")
        op.execute(
            f"CREATE POLICY {short}_decide ON {DECISION} FOR INSERT TO {role} WITH CHECK ({MODERATOR} AND {NOT_CONFLICTED})"
        )
    # The function below works as the owner, whom row-level security binds too.
    for table in (CASE, SIGNAL):
        op.execute(f"CREATE POLICY owner_opens ON {table} TO {OWNER} USING (true) WITH CHECK (true)")
    op.execute(OPEN_CASE)
    op.execute(f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {', '.join(BOTH)}")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {SIGNATURE}")
    for table in (DECISION, SIGNAL, CASE):
        op.drop_table(table)
