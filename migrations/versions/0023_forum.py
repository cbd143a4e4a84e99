"""Threads move to a room of their own; follow, unread, drafts, quotes, mentions, attachments, support.

Threads and posts keep their ids, numbers and texts; each dialogue gets a space, and each post its place in the tree.
The one migration that does not leave the version before it working (docs/decisions/0014): there was none in use.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import WEB, WORKER, grant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOVED = ("thread", "post", "revision")
OWN = ("draft", "reading", "read_before", "follow")
MINE = "person_id = (SELECT app_person())"
OLD = "saved_at < now() - interval '90 days'"
LANG = "lang IN ('nb', 'nn', 'en')"
KINDS = "'supplier', 'buyer', 'interest', 'ministry'"
STATES = "'visible', 'waiting', 'hidden', 'withdrawn'"
LOCK_REASONS = "'answered', 'elsewhere', 'over', 'off_topic', 'heated'"

# A post answers one that was there before it, so parents get their path first; what lies deeper than five stays on five.
PATHS = """
WITH RECURSIVE tree AS (
  SELECT id, thread_id, int4send(seq) AS path FROM forum_post
  WHERE seq IS NOT NULL AND (parent_id IS NULL
    OR NOT EXISTS (SELECT 1 FROM forum_post p WHERE p.id = forum_post.parent_id AND p.seq IS NOT NULL))
  UNION ALL
  SELECT c.id, c.thread_id, substring(tree.path FOR 16) || int4send(c.seq) FROM forum_post c
  JOIN tree ON tree.id = c.parent_id AND tree.thread_id = c.thread_id WHERE c.seq IS NOT NULL
)
UPDATE forum_post SET path = tree.path FROM tree WHERE tree.id = forum_post.id
"""
SPACES = """
WITH made AS (
  INSERT INTO forum_space (kind, organisation_id, path, lang, names, about, state, opens_on, closes_on, machine_allowed,
    changed_at, thread_count, post_count, version)
  SELECT 'dialogue', d.organisation_id, '/dialogues/' || d.id, d.lang,
    jsonb_build_object(d.lang, d.title) || coalesce((SELECT jsonb_object_agg(t.lang, t.title) FROM dialogues_translation t
      WHERE t.dialogue_id = d.id AND t.title <> ''), '{}'::jsonb),
    '{}'::jsonb, CASE d.state WHEN 'draft' THEN 'hidden' WHEN 'published' THEN 'open' ELSE 'closed' END, d.opens_on,
    d.closes_on, false, d.changed_at, d.thread_count, d.post_count, 1
  FROM dialogues_dialogue d ORDER BY d.id RETURNING id, path
)
UPDATE dialogues_dialogue d SET space_id = made.id FROM made WHERE made.path = '/dialogues/' || d.id
"""


def upgrade() -> None:
    _spaces()
    for name in MOVED:
        _rename(f"dialogues_{name}", f"forum_{name}")
    op.execute(SPACES)
    op.alter_column("dialogues_dialogue", "space_id", nullable=False)
    op.create_unique_constraint(op.f("uq_dialogues_dialogue_space_id"), "dialogues_dialogue", ["space_id"])
    _threads()
    _posts()
    op.drop_column("dialogues_dialogue", "thread_count")
    op.drop_column("dialogues_dialogue", "post_count")
    _beside_posts()
    _own()


def _spaces() -> None:
    op.create_table(
        "forum_space",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("path", sa.String(80), nullable=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("names", JSONB(), nullable=False),
        sa.Column("about", JSONB(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("machine_allowed", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("thread_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("post_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('dialogue', 'forum')", name=op.f("ck_forum_space_spacekind")),
        sa.CheckConstraint("state IN ('hidden', 'open', 'closed')", name=op.f("ck_forum_space_spacestate")),
        sa.CheckConstraint(LANG, name=op.f("ck_forum_space_lang_is_known")),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_forum_space_opens_before_it_closes")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_forum_space_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["accounts_person.id"], name=op.f("fk_forum_space_changed_by_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_space")),
        sa.UniqueConstraint("path", name=op.f("uq_forum_space_path")),
    )
    op.create_index(op.f("ix_forum_space_organisation_id"), "forum_space", ["organisation_id"])
    op.create_index(op.f("ix_forum_space_changed_by"), "forum_space", ["changed_by"])
    op.create_index("ix_forum_space_forums", "forum_space", ["id"], postgresql_where=sa.text("kind = 'forum'"))
    grant("forum_space", "select", "insert", "update")
    op.add_column("dialogues_dialogue", sa.Column("space_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_dialogues_dialogue_space_id_forum_space"), "dialogues_dialogue", "forum_space", ["space_id"], ["id"]
    )


def _rename(old: str, new: str) -> None:
    """A table with its sequence, constraints and indexes: their names say whose they are."""
    op.rename_table(old, new)
    op.execute(f"ALTER SEQUENCE {old}_id_seq RENAME TO {new}_id_seq")
    op.execute(f"""
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT conname FROM pg_constraint WHERE conrelid = '{new}'::regclass AND conname LIKE '%{old}%' LOOP
    EXECUTE format('ALTER TABLE {new} RENAME CONSTRAINT %I TO %I', found.conname, replace(found.conname, '{old}', '{new}'));
  END LOOP;
  FOR found IN SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = '{new}'::regclass
      AND indexrelid::regclass::text LIKE '%{old}%' LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', found.name, replace(found.name, '{old}', '{new}'));
  END LOOP;
  FOR found IN SELECT conrelid::regclass::text AS tab, conname FROM pg_constraint
      WHERE confrelid = '{new}'::regclass AND conname LIKE '%{old}%' LOOP
    EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', found.tab, found.conname, replace(found.conname, '{old}', '{new}'));
  END LOOP;
END $$""")


def _threads() -> None:
    op.add_column("forum_thread", sa.Column("space_id", sa.BigInteger(), nullable=True))
    op.add_column("forum_thread", sa.Column("opening_post_id", sa.BigInteger(), nullable=True))
    op.add_column("forum_thread", sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("forum_thread", sa.Column("lock_reason", sa.String(32), nullable=True))
    for name, condition in (
        ("lockreason", f"lock_reason IN ({LOCK_REASONS})"),
        ("only_what_is_locked_has_a_reason", "lock_reason IS NULL OR locked"),
    ):
        op.create_check_constraint(op.f(f"ck_forum_thread_{name}"), "forum_thread", condition)
    op.execute(
        "UPDATE forum_thread t SET space_id = d.space_id, opening_post_id = (SELECT min(p.id) FROM forum_post p"
        " WHERE p.thread_id = t.id) FROM dialogues_dialogue d WHERE d.id = t.dialogue_id"
    )
    op.alter_column("forum_thread", "space_id", nullable=False)
    op.drop_column("forum_thread", "dialogue_id")  # its indexes go with it
    op.create_foreign_key(
        op.f("fk_forum_thread_space_id_forum_space"), "forum_thread", "forum_space", ["space_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_forum_thread_opening_post_id_forum_post"), "forum_thread", "forum_post", ["opening_post_id"], ["id"]
    )
    op.create_index(op.f("ix_forum_thread_space_id"), "forum_thread", ["space_id"])
    op.create_index(op.f("ix_forum_thread_opening_post_id"), "forum_thread", ["opening_post_id"])
    op.create_index(
        "ix_forum_thread_latest",
        "forum_thread",
        ["space_id", "last_post_at", "id"],
        postgresql_where=sa.text("seq > 0"),
    )
    op.create_index(
        "ix_forum_thread_pinned",
        "forum_thread",
        ["space_id", "pinned_at"],
        postgresql_where=sa.text("pinned_at IS NOT NULL"),
    )


def _posts() -> None:
    for column in (
        sa.Column("path", sa.LargeBinary(), nullable=True),
        sa.Column("substantive", sa.Integer(), server_default="1", nullable=False),
        sa.Column("moved_to_id", sa.BigInteger(), nullable=True),
        sa.Column("answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.BigInteger(), nullable=True),
        sa.Column("support_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("file_count", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("has_quote", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("forum_post", column)
    op.execute(PATHS)
    op.execute("UPDATE forum_post SET substantive = revision")  # nobody has said that an edit was small
    op.create_foreign_key(
        op.f("fk_forum_post_moved_to_id_forum_post"), "forum_post", "forum_post", ["moved_to_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_forum_post_answer_by_accounts_person"), "forum_post", "accounts_person", ["answer_by"], ["id"]
    )
    op.create_index(op.f("ix_forum_post_moved_to_id"), "forum_post", ["moved_to_id"])
    op.create_index(op.f("ix_forum_post_answer_by"), "forum_post", ["answer_by"])
    op.create_index(
        "ix_forum_post_posted",
        "forum_post",
        ["thread_id", "posted_at", "seq"],
        postgresql_where=sa.text("state <> 'moved'"),
    )
    op.create_index(
        "ix_forum_post_answer",
        "forum_post",
        ["thread_id", "parent_id", "seq"],
        postgresql_where=sa.text("answer_at IS NOT NULL AND state = 'visible'"),
    )
    op.create_unique_constraint(op.f("uq_forum_post_thread_id_path"), "forum_post", ["thread_id", "path"])
    op.drop_constraint(op.f("ck_forum_post_poststate"), "forum_post")
    op.drop_constraint(op.f("ck_forum_post_kind"), "forum_post")
    for name, condition in (
        ("poststate", f"state IN ({STATES}, 'moved')"),
        ("postrole", f"role IN ({KINDS}, 'moderator')"),
        ("numbered_has_a_path", "(seq IS NULL) = (path IS NULL)"),
        ("path_is_in_steps", "octet_length(path) BETWEEN 4 AND 20 AND octet_length(path) % 4 = 0"),
        ("moved_leads_on", "(state = 'moved') = (moved_to_id IS NOT NULL)"),
        ("substantive_is_a_revision", "substantive BETWEEN 1 AND revision"),
        ("answer_has_who_said_so", "(answer_at IS NULL) = (answer_by IS NULL)"),
        ("support_is_counted", "support_count >= 0"),
    ):
        op.create_check_constraint(op.f(f"ck_forum_post_{name}"), "forum_post", condition)
    op.add_column("forum_revision", sa.Column("kind", sa.String(32), nullable=True))
    op.add_column("forum_revision", sa.Column("title", sa.String(200), nullable=True))
    op.add_column("forum_revision", sa.Column("why", sa.String(200), server_default="", nullable=False))
    op.execute("UPDATE forum_revision SET kind = CASE number WHEN 1 THEN 'first' ELSE 'substantive' END")
    op.execute("UPDATE forum_revision r SET title = t.title FROM forum_thread t WHERE t.opening_post_id = r.post_id")
    op.alter_column("forum_revision", "kind", nullable=False)
    op.create_check_constraint(
        op.f("ck_forum_revision_editkind"), "forum_revision", "kind IN ('first', 'minor', 'substantive')"
    )


def _beside_posts() -> None:
    op.create_table(
        "forum_quote",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("quoted_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("translated", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(LANG, name=op.f("ck_forum_quote_lang_is_known")),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_quote_post_id_forum_post")),
        sa.ForeignKeyConstraint(["quoted_id"], ["forum_post.id"], name=op.f("fk_forum_quote_quoted_id_forum_post")),
        sa.ForeignKeyConstraint(
            ["quoted_id", "revision"],
            ["forum_revision.post_id", "forum_revision.number"],
            name="fk_forum_quote_quoted_id_revision_forum_revision",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_quote")),
        sa.UniqueConstraint("post_id", name=op.f("uq_forum_quote_post_id")),
    )
    op.create_index(op.f("ix_forum_quote_quoted_id"), "forum_quote", ["quoted_id"])
    op.create_table(
        "forum_mention",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("num_nonnulls(person_id, organisation_id) = 1", name=op.f("ck_forum_mention_calls_one")),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_mention_post_id_forum_post")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_forum_mention_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_forum_mention_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_mention")),
        sa.UniqueConstraint(
            "post_id",
            "person_id",
            "organisation_id",
            name=op.f("uq_forum_mention_post_id_person_id_organisation_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_forum_mention_person_id"), "forum_mention", ["person_id"])
    op.create_index(op.f("ix_forum_mention_organisation_id"), "forum_mention", ["organisation_id"])
    op.create_table(
        "forum_attachment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pdf', 'png', 'jpeg', 'docx', 'xlsx', 'odt', 'txt', 'csv')",
            name=op.f("ck_forum_attachment_filekind"),
        ),
        sa.CheckConstraint(
            "state IN ('quarantined', 'clean', 'infected', 'rejected', 'erased')",
            name=op.f("ck_forum_attachment_filestate"),
        ),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_attachment_post_id_forum_post")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_forum_attachment_organisation_id_attachments_file",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_attachment")),
        sa.UniqueConstraint("post_id", "file_id", name=op.f("uq_forum_attachment_post_id_file_id")),
    )
    op.create_index("ix_forum_attachment_file", "forum_attachment", ["organisation_id", "file_id"])
    op.create_table(
        "forum_support",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_support_post_id_forum_post")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_forum_support_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["accounts_person.id"], name=op.f("fk_forum_support_by_id_accounts_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_support")),
        sa.UniqueConstraint("post_id", "organisation_id", name=op.f("uq_forum_support_post_id_organisation_id")),
    )
    op.create_index(op.f("ix_forum_support_organisation_id"), "forum_support", ["organisation_id"])
    op.create_index(op.f("ix_forum_support_by_id"), "forum_support", ["by_id"])
    grant("forum_quote", "select", "insert")
    grant("forum_mention", "select", "insert")
    grant("forum_attachment", "select", "insert", "update (state)")
    grant("forum_support", "select", "insert", "delete")


def _own() -> None:
    op.create_table(
        "forum_draft",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_forum_draft_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_forum_draft_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_draft")),
        sa.UniqueConstraint("person_id", "place", name=op.f("uq_forum_draft_person_id_place")),
    )
    op.create_index(op.f("ix_forum_draft_organisation_id"), "forum_draft", ["organisation_id"])
    op.create_table(
        "forum_reading",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("last_read_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_forum_reading_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["forum_thread.id"], name=op.f("fk_forum_reading_thread_id_forum_thread")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_reading")),
        sa.UniqueConstraint("person_id", "thread_id", name=op.f("uq_forum_reading_person_id_thread_id")),
    )
    op.create_index(op.f("ix_forum_reading_thread_id"), "forum_reading", ["thread_id"])
    op.create_table(
        "forum_read_before",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("space_id", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_forum_read_before_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["forum_space.id"], name=op.f("fk_forum_read_before_space_id_forum_space")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_read_before")),
        sa.UniqueConstraint(
            "person_id",
            "space_id",
            name=op.f("uq_forum_read_before_person_id_space_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_forum_read_before_space_id"), "forum_read_before", ["space_id"])
    op.create_table(
        "forum_follow",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("space_id", sa.BigInteger(), nullable=True),
        sa.Column("host_id", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('thread', 'space', 'host')", name=op.f("ck_forum_follow_followed")),
        sa.CheckConstraint("level IN ('all', 'replies', 'nothing')", name=op.f("ck_forum_follow_level")),
        sa.CheckConstraint("num_nonnulls(thread_id, space_id, host_id) = 1", name=op.f("ck_forum_follow_follows_one")),
        sa.CheckConstraint("(kind = 'thread') = (thread_id IS NOT NULL)", name=op.f("ck_forum_follow_thread_is_one")),
        sa.CheckConstraint("(kind = 'space') = (space_id IS NOT NULL)", name=op.f("ck_forum_follow_space_is_one")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_forum_follow_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["forum_thread.id"], name=op.f("fk_forum_follow_thread_id_forum_thread")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["forum_space.id"], name=op.f("fk_forum_follow_space_id_forum_space")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["accounts_organisation.id"], name=op.f("fk_forum_follow_host_id_accounts_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_follow")),
        sa.UniqueConstraint(
            "person_id",
            "thread_id",
            "space_id",
            "host_id",
            name=op.f("uq_forum_follow_person_id_thread_id_space_id_host_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    for name in ("thread", "space", "host"):
        op.create_index(
            f"ix_forum_follow_{name}",
            "forum_follow",
            [f"{name}_id", "person_id"],
            postgresql_where=sa.text(f"{name}_id IS NOT NULL"),
        )
    for name in OWN:
        table = f"forum_{name}"
        grant(table, "select", "insert", "update", "delete")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY web ON {table} TO {WEB} USING ({MINE}) WITH CHECK ({MINE})")
        # The worker tells those who follow; drafts are nobody's business, until they are thrown away.
        seen = f"{MINE} OR {OLD}" if name == "draft" else "true"
        written = MINE if name == "draft" else "true"
        op.execute(f"CREATE POLICY worker ON {table} TO {WORKER} USING ({seen}) WITH CHECK ({written})")


def downgrade() -> None:
    for name in (*OWN, "support", "attachment", "mention", "quote"):
        op.drop_table(f"forum_{name}")
    op.add_column("dialogues_dialogue", sa.Column("thread_count", sa.Integer(), nullable=True))
    op.add_column("dialogues_dialogue", sa.Column("post_count", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE dialogues_dialogue d SET thread_count = s.thread_count, post_count = s.post_count FROM forum_space s"
        " WHERE s.id = d.space_id"
    )
    op.alter_column("dialogues_dialogue", "thread_count", nullable=False)
    op.alter_column("dialogues_dialogue", "post_count", nullable=False)
    _back_to_dialogues()
    op.drop_column("dialogues_dialogue", "space_id")
    op.drop_table("forum_space")
    for name in MOVED:
        _rename(f"forum_{name}", f"dialogues_{name}")


def _back_to_dialogues() -> None:
    """Open forums, and the numbers that moved posts left behind, did not exist in the version before."""
    op.drop_constraint(op.f("fk_forum_thread_opening_post_id_forum_post"), "forum_thread")
    moved = "(SELECT id FROM forum_post WHERE state = 'moved')"
    op.execute(f"UPDATE forum_post SET parent_id = NULL WHERE parent_id IN {moved}")
    op.execute(f"DELETE FROM forum_revision WHERE post_id IN {moved}")
    op.execute("DELETE FROM forum_post WHERE state = 'moved'")
    op.add_column("forum_thread", sa.Column("dialogue_id", sa.BigInteger(), nullable=True))
    op.execute("UPDATE forum_thread t SET dialogue_id = d.id FROM dialogues_dialogue d WHERE d.space_id = t.space_id")
    forums = "(SELECT id FROM forum_thread WHERE dialogue_id IS NULL)"
    op.execute(f"DELETE FROM forum_revision WHERE post_id IN (SELECT id FROM forum_post WHERE thread_id IN {forums})")
    op.execute(f"DELETE FROM forum_post WHERE thread_id IN {forums}")
    op.execute("DELETE FROM forum_thread WHERE dialogue_id IS NULL")
    op.alter_column("forum_thread", "dialogue_id", nullable=False)
    op.create_foreign_key(
        op.f("fk_forum_thread_dialogue_id_dialogues_dialogue"),
        "forum_thread",
        "dialogues_dialogue",
        ["dialogue_id"],
        ["id"],
    )
    for column in ("space_id", "opening_post_id", "pinned_at", "lock_reason"):
        op.drop_column("forum_thread", column)
    op.create_index(op.f("ix_forum_thread_dialogue_id"), "forum_thread", ["dialogue_id"])
    op.create_index(
        "ix_forum_thread_latest",
        "forum_thread",
        ["dialogue_id", "last_post_at", "id"],
        postgresql_where=sa.text("seq > 0"),
    )
    op.drop_index("ix_forum_post_answer", "forum_post")
    op.drop_index("ix_forum_post_posted", "forum_post")
    for name in (
        "poststate", "postrole", "numbered_has_a_path", "path_is_in_steps", "moved_leads_on", "substantive_is_a_revision",
        "answer_has_who_said_so", "support_is_counted",
    ):  # fmt: skip
        op.drop_constraint(op.f(f"ck_forum_post_{name}"), "forum_post")
    op.create_check_constraint(op.f("ck_forum_post_poststate"), "forum_post", f"state IN ({STATES})")
    op.execute("UPDATE forum_post SET role = 'ministry' WHERE role = 'moderator'")
    op.create_check_constraint(op.f("ck_forum_post_kind"), "forum_post", f"role IN ({KINDS})")
    for column in (
        "path",
        "substantive",
        "moved_to_id",
        "answer_at",
        "answer_by",
        "support_count",
        "file_count",
        "has_quote",
    ):
        op.drop_column("forum_post", column)
    for column in ("kind", "title", "why"):
        op.drop_column("forum_revision", column)
