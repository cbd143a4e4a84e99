"""How often a person wants mail, digests that have gone, addresses that bounce; and an inbox that takes 50,000 at once.

A person sees and changes her own rhythm and nobody else's. The worker sees everybody's: it decides who is written to.
"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import WEB, WORKER, grant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INBOX, MAIL = "notifications_inbox_item", "notifications_mail"
PREFERENCE, DIGEST = "notifications_preference", "notifications_digest"
OWN = "person_id = (SELECT app_person())"
STATES = "'queued', 'handing_over', 'sent', 'uncertain', 'failed'"
RHYTHMS = "'immediate', 'daily', 'weekly', 'never'"

# One UPDATE a statement, however many notices it puts, marks or takes away. Locked in the order of the people: two
# announcements to the same 5,000 at once wait for each other, instead of each holding what the other needs.
COUNT_TOGETHER = f"""
CREATE FUNCTION notifications_count_unread_of(people bigint[], changes bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM accounts_person WHERE id = ANY (people) ORDER BY id FOR NO KEY UPDATE;
  UPDATE accounts_person SET unread = unread + c.change
    FROM unnest(people, changes) AS c (person_id, change) WHERE accounts_person.id = c.person_id;
END
$$;
CREATE OR REPLACE FUNCTION notifications_count_unread() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  people bigint[];
  changes bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(person_id), array_agg(change) INTO people, changes FROM
      (SELECT person_id, count(*) AS change FROM added WHERE read_at IS NULL GROUP BY person_id) AS c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(person_id), array_agg(change) INTO people, changes FROM
      (SELECT person_id, -count(*) AS change FROM gone WHERE read_at IS NULL GROUP BY person_id) AS c;
  ELSE
    SELECT array_agg(person_id), array_agg(change) INTO people, changes FROM
      (SELECT person_id, sum(change)::bigint AS change FROM (
         SELECT person_id, 1 AS change FROM added WHERE read_at IS NULL
         UNION ALL SELECT person_id, -1 FROM gone WHERE read_at IS NULL) AS each_one
       GROUP BY person_id HAVING sum(change) <> 0) AS c;
  END IF;
  IF people IS NOT NULL THEN
    PERFORM notifications_count_unread_of(people, changes);
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER count_unread ON {INBOX};
CREATE TRIGGER count_unread_added AFTER INSERT ON {INBOX} REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION notifications_count_unread();
CREATE TRIGGER count_unread_gone AFTER DELETE ON {INBOX} REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION notifications_count_unread();
CREATE TRIGGER count_unread_changed AFTER UPDATE ON {INBOX} REFERENCING OLD TABLE AS gone NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION notifications_count_unread()
"""
# As 0005 had it.
COUNT_EACH = f"""
DROP TRIGGER count_unread_added ON {INBOX};
DROP TRIGGER count_unread_gone ON {INBOX};
DROP TRIGGER count_unread_changed ON {INBOX};
CREATE OR REPLACE FUNCTION notifications_count_unread() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change integer := (TG_OP <> 'DELETE' AND NEW.read_at IS NULL)::integer
                    - (TG_OP <> 'INSERT' AND OLD.read_at IS NULL)::integer;
BEGIN
  IF change <> 0 THEN
    UPDATE accounts_person SET unread = unread + change WHERE id = coalesce(NEW.person_id, OLD.person_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER count_unread AFTER INSERT OR DELETE OR UPDATE OF read_at ON {INBOX}
  FOR EACH ROW EXECUTE FUNCTION notifications_count_unread();
DROP FUNCTION notifications_count_unread_of(bigint[], bigint[])
"""


def upgrade() -> None:
    op.execute(COUNT_TOGETHER)

    op.add_column(MAIL, sa.Column("about", sa.String(80), nullable=True))
    set_states(f"{STATES}, 'dropped'")
    op.drop_index("ix_notifications_mail_waiting", MAIL)
    op.drop_index("ix_notifications_mail_state", MAIL)
    op.create_index(
        "ix_notifications_mail_due", MAIL, ["next_try_at", "message_id"], postgresql_where=sa.text("state = 'queued'")
    )
    op.create_index(
        "ix_notifications_mail_in_hand", MAIL, ["handed_at"], postgresql_where=sa.text("state = 'handing_over'")
    )
    op.create_index("ix_notifications_mail_state_newest", MAIL, ["state", "id"])

    op.create_table(
        PREFERENCE,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("rhythm", sa.String(32), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("mails_stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounces", sa.Integer(), nullable=False),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_preference")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_notifications_preference_person_id_accounts_person")
        ),
        sa.UniqueConstraint("person_id", name=op.f("uq_notifications_preference_person_id")),
        sa.CheckConstraint(f"rhythm IN ({RHYTHMS})", name=op.f("ck_notifications_preference_rhythm")),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_notifications_preference_hour_is_of_the_day")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_notifications_preference_weekday_is_of_the_week")),
        sa.CheckConstraint("bounces >= 0", name=op.f("ck_notifications_preference_bounces_are_counted")),
    )
    grant(PREFERENCE, "select", "insert", "update")

    op.create_table(
        DIGEST,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail_key", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_digest")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_notifications_digest_person_id_accounts_person")
        ),
        sa.UniqueConstraint("person_id", "period", name=op.f("uq_notifications_digest_person_id_period")),
    )
    op.create_index("ix_notifications_digest_last", DIGEST, ["person_id", "queued_at"])
    grant(DIGEST, "select", to=(WEB,))
    grant(DIGEST, "select", "insert", "delete", to=(WORKER,))

    for table in (PREFERENCE, DIGEST):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY web ON {table} TO {WEB} USING ({OWN}) WITH CHECK ({OWN})")
        op.execute(f"CREATE POLICY worker ON {table} TO {WORKER} USING (true) WITH CHECK (true)")


def set_states(states: str) -> None:
    """Which states a mail may be in: added unchecked, then checked without keeping writers out."""
    op.execute(f"ALTER TABLE {MAIL} DROP CONSTRAINT ck_notifications_mail_mailstate")
    op.execute(
        f"ALTER TABLE {MAIL} ADD CONSTRAINT ck_notifications_mail_mailstate CHECK (state IN ({states})) NOT VALID"
    )
    op.execute(f"ALTER TABLE {MAIL} VALIDATE CONSTRAINT ck_notifications_mail_mailstate")


def downgrade() -> None:
    op.drop_table(DIGEST)
    op.drop_table(PREFERENCE)
    op.drop_index("ix_notifications_mail_state_newest", MAIL)
    op.drop_index("ix_notifications_mail_in_hand", MAIL)
    op.drop_index("ix_notifications_mail_due", MAIL)
    op.create_index("ix_notifications_mail_state", MAIL, ["state"])
    op.create_index(
        "ix_notifications_mail_waiting",
        MAIL,
        ["next_try_at"],
        postgresql_where=sa.text("state IN ('queued', 'handing_over')"),
    )
    op.execute(f"UPDATE {MAIL} SET state = 'failed', last_error = 'dropped' WHERE state = 'dropped'")
    set_states(STATES)
    op.drop_column(MAIL, "about")
    op.execute(COUNT_EACH)
