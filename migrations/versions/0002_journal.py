"""The journal and its one door: a function of the owner that hashes entries onto the chain.

The site and the worker may read the table and call the function; nobody but the owner may insert, update, delete or
truncate. The function takes its lock last of all in a transaction, since core calls it just before the commit.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CANONICAL = """
CREATE FUNCTION journal_canonical(seq bigint, key text, at timestamptz, what text, subject_type text, subject_id bigint,
                                  by_id bigint, organisation_id bigint, data jsonb)
RETURNS text LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
  SELECT jsonb_build_array(seq, key, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), what, subject_type, subject_id,
                           by_id, organisation_id, data)::text
$$
"""

APPEND = """
CREATE FUNCTION journal_append(entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entry jsonb;
  last_seq bigint;
  last_hash bytea;
  canonical text;
BEGIN
  PERFORM pg_advisory_xact_lock(7306);
  SELECT j.seq, j.hash INTO last_seq, last_hash FROM journal_entry j ORDER BY j.seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  FOR entry IN SELECT * FROM jsonb_array_elements(entries) LOOP
    last_seq := last_seq + 1;
    canonical := journal_canonical(last_seq, entry->>'key', (entry->>'at')::timestamptz, entry->>'what',
      entry->>'subject_type', (entry->>'subject_id')::bigint, (entry->>'by_id')::bigint,
      (entry->>'organisation_id')::bigint, coalesce(entry->'data', '{}'));
    INSERT INTO journal_entry (seq, at, key, what, subject_type, subject_id, by_id, organisation_id, data, canonical,
                               previous, hash)
    VALUES (last_seq, (entry->>'at')::timestamptz, entry->>'key', entry->>'what', entry->>'subject_type',
            (entry->>'subject_id')::bigint, (entry->>'by_id')::bigint, (entry->>'organisation_id')::bigint,
            coalesce(entry->'data', '{}'), canonical, last_hash,
            sha256(last_hash || convert_to(canonical, 'UTF8')))
    RETURNING hash INTO last_hash;
  END LOOP;
  RETURN last_seq;
END
$$
"""
SIGNATURE = "journal_canonical(bigint, text, timestamptz, text, text, bigint, bigint, bigint, jsonb)"


def upgrade() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("what", sa.String(80), nullable=False),
        sa.Column("subject_type", sa.String(60), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("data", JSONB(), nullable=False),
        sa.Column("canonical", sa.String(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_journal_entry"),
        sa.UniqueConstraint("key", name="uq_journal_entry_key"),
    )
    op.create_index("ix_journal_entry_subject", "journal_entry", ["subject_type", "subject_id"])
    op.create_index("ix_journal_entry_what", "journal_entry", ["what"])
    op.execute(CANONICAL)
    op.execute(APPEND)
    op.execute("REVOKE ALL ON FUNCTION journal_append(jsonb) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION journal_append(jsonb) TO samhandel_web, samhandel_worker")
    grant("journal_entry", "select")


def downgrade() -> None:
    op.execute("DROP FUNCTION journal_append(jsonb)")
    op.execute(f"DROP FUNCTION {SIGNATURE}")
    op.drop_table("journal_entry")
