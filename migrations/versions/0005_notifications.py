"""Inbox and mail.

A person sees her own inbox and nobody else's; who puts a notice there does not read it back. A mail (with its address and
what it will say) is written by the site, and read by the worker that sends it and by administrators.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BOTH, WEB, WORKER, grant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INBOX, MAIL = "notifications_inbox_item", "notifications_mail"
OWN = "person_id = (SELECT app_person())"
ADMINISTRATOR = "'administrator' = ANY ((SELECT app_platform())::text[])"
# The count at the top of every page stands with the person, who is read there anyway; the database itself keeps it.
COUNT = f"""
CREATE FUNCTION notifications_count_unread() RETURNS trigger LANGUAGE plpgsql AS $$
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
  FOR EACH ROW EXECUTE FUNCTION notifications_count_unread()
"""
STATES = "'queued', 'handing_over', 'sent', 'uncertain', 'failed'"


def upgrade() -> None:
    op.create_table(
        INBOX,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("params", JSONB(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_inbox_item")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_notifications_inbox_item_person_id_accounts_person")
        ),
        sa.UniqueConstraint("entry_key", "person_id", name=op.f("uq_notifications_inbox_item_entry_key_person_id")),
    )
    op.create_index("ix_notifications_inbox_item_person", INBOX, ["person_id", "id"])
    op.create_index(
        "ix_notifications_inbox_item_unread", INBOX, ["person_id"], postgresql_where=sa.text("read_at IS NULL")
    )
    grant(INBOX, "select", "insert", "update (read_at)")
    op.execute(COUNT)
    op.execute(f"ALTER TABLE {INBOX} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {INBOX} FORCE ROW LEVEL SECURITY")
    for role in BOTH:
        short = role.removeprefix("samhandel_")
        op.execute(f"CREATE POLICY {short}_read ON {INBOX} FOR SELECT TO {role} USING ({OWN})")
        op.execute(f"CREATE POLICY {short}_mark ON {INBOX} FOR UPDATE TO {role} USING ({OWN}) WITH CHECK ({OWN})")
        op.execute(f"CREATE POLICY {short}_put ON {INBOX} FOR INSERT TO {role} WITH CHECK (true)")

    op.create_table(
        MAIL,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("template", sa.String(80), nullable=False),
        sa.Column("params", JSONB(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_mail")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_notifications_mail_person_id_accounts_person")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_notifications_mail_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_notifications_mail_message_id")),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_notifications_mail_mailstate")),
        sa.CheckConstraint("locale IN ('nb', 'nn', 'en')", name=op.f("ck_notifications_mail_locale_is_known")),
    )
    op.create_index(op.f("ix_notifications_mail_person_id"), MAIL, ["person_id"])
    op.create_index(op.f("ix_notifications_mail_state"), MAIL, ["state"])
    op.create_index(
        "ix_notifications_mail_waiting",
        MAIL,
        ["next_try_at"],
        postgresql_where=sa.text("state IN ('queued', 'handing_over')"),
    )
    grant(MAIL, "select", "insert", "update")
    op.execute(f"ALTER TABLE {MAIL} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {MAIL} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY web_read ON {MAIL} FOR SELECT TO {WEB} USING ({ADMINISTRATOR})")
    op.execute(
        f"CREATE POLICY web_again ON {MAIL} FOR UPDATE TO {WEB} USING ({ADMINISTRATOR}) WITH CHECK ({ADMINISTRATOR})"
    )
    op.execute(f"CREATE POLICY web_queue ON {MAIL} FOR INSERT TO {WEB} WITH CHECK (true)")
    op.execute(f"CREATE POLICY worker ON {MAIL} TO {WORKER} USING (true) WITH CHECK (true)")


def downgrade() -> None:
    op.drop_table(MAIL)
    op.drop_table(INBOX)
    op.execute("DROP FUNCTION notifications_count_unread()")
