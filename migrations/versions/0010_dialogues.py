"""Market dialogues: dialogues with needs, phases and translations; threads, posts and their revisions.

Nothing here is confidential: a draft is kept from others by its policy. A revision may be read and added, never changed.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import grant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("dialogue", "translation", "phase", "need", "thread", "post", "revision")


def upgrade() -> None:
    op.create_table(
        "dialogues_dialogue",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("background_html", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "closed",
                name="dialoguestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("thread_count", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name=op.f("ck_dialogues_dialogue_lang_is_known")),
        sa.CheckConstraint(
            "state = 'draft' OR (title <> '' AND summary <> '' AND opens_on IS NOT NULL AND closes_on IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_dialogues_dialogue_published_is_complete"),
        ),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_dialogues_dialogue_opens_before_it_closes")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["accounts_person.id"], name=op.f("fk_dialogues_dialogue_changed_by_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["accounts_person.id"], name=op.f("fk_dialogues_dialogue_created_by_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_dialogues_dialogue_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_dialogue")),
    )
    op.create_index(op.f("ix_dialogues_dialogue_changed_by"), "dialogues_dialogue", ["changed_by"], unique=False)
    op.create_index(op.f("ix_dialogues_dialogue_created_by"), "dialogues_dialogue", ["created_by"], unique=False)
    op.create_index(
        "ix_dialogues_dialogue_open",
        "dialogues_dialogue",
        ["closes_on", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        op.f("ix_dialogues_dialogue_organisation_id"), "dialogues_dialogue", ["organisation_id"], unique=False
    )
    op.create_index(
        "ix_dialogues_dialogue_published",
        "dialogues_dialogue",
        ["published_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_dialogues_dialogue_shown",
        "dialogues_dialogue",
        ["closes_on", "id"],
        unique=False,
        postgresql_where=sa.text("state <> 'draft'"),
    )
    op.create_table(
        "dialogues_translation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dialogue_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name=op.f("ck_dialogues_translation_lang_is_known")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_dialogues_translation_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues_dialogue.id"],
            name=op.f("fk_dialogues_translation_dialogue_id_dialogues_dialogue"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_translation")),
        sa.UniqueConstraint("dialogue_id", "lang", name=op.f("uq_dialogues_translation_dialogue_id_lang")),
    )
    op.create_index(op.f("ix_dialogues_translation_by_id"), "dialogues_translation", ["by_id"], unique=False)
    op.create_table(
        "dialogues_phase",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dialogue_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", JSONB(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_dialogues_phase_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues_dialogue.id"],
            name=op.f("fk_dialogues_phase_dialogue_id_dialogues_dialogue"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_phase")),
    )
    op.create_index(op.f("ix_dialogues_phase_dialogue_id"), "dialogues_phase", ["dialogue_id"], unique=False)
    op.create_table(
        "dialogues_need",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dialogue_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "goods", "service", "outcome", name="needkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("affected", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("open_for", sa.Text(), nullable=False),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name=op.f("ck_dialogues_need_lang_is_known")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues_dialogue.id"],
            name=op.f("fk_dialogues_need_dialogue_id_dialogues_dialogue"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_need")),
    )
    op.create_index(op.f("ix_dialogues_need_dialogue_id"), "dialogues_need", ["dialogue_id"], unique=False)
    op.create_table(
        "dialogues_thread",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dialogue_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_hidden", sa.Boolean(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("last_post_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name=op.f("ck_dialogues_thread_lang_is_known")),
        sa.CheckConstraint("post_count BETWEEN 0 AND seq", name=op.f("ck_dialogues_thread_counts_its_posts")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts_person.id"], name=op.f("fk_dialogues_thread_author_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues_dialogue.id"], name=op.f("fk_dialogues_thread_dialogue_id_dialogues_dialogue")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_dialogues_thread_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_thread")),
    )
    op.create_index(op.f("ix_dialogues_thread_author_id"), "dialogues_thread", ["author_id"], unique=False)
    op.create_index(op.f("ix_dialogues_thread_dialogue_id"), "dialogues_thread", ["dialogue_id"], unique=False)
    op.create_index(
        "ix_dialogues_thread_latest",
        "dialogues_thread",
        ["dialogue_id", "last_post_at", "id"],
        unique=False,
        postgresql_where=sa.text("seq > 0"),
    )
    op.create_index(op.f("ix_dialogues_thread_organisation_id"), "dialogues_thread", ["organisation_id"], unique=False)
    op.create_table(
        "dialogues_post",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "supplier",
                "buyer",
                "interest",
                "ministry",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "visible",
                "waiting",
                "hidden",
                "withdrawn",
                name="poststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'hidden') = (hidden_at IS NOT NULL)", name=op.f("ck_dialogues_post_hidden_has_a_date")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_dialogues_post_withdrawn_has_a_date")
        ),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name=op.f("ck_dialogues_post_lang_is_known")),
        sa.CheckConstraint(
            "state <> 'visible' OR seq IS NOT NULL", name=op.f("ck_dialogues_post_visible_has_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts_person.id"], name=op.f("fk_dialogues_post_author_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_dialogues_post_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["dialogues_post.id"], name=op.f("fk_dialogues_post_parent_id_dialogues_post")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["dialogues_thread.id"], name=op.f("fk_dialogues_post_thread_id_dialogues_thread")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_post")),
        sa.UniqueConstraint("thread_id", "seq", name=op.f("uq_dialogues_post_thread_id_seq")),
    )
    op.create_index(op.f("ix_dialogues_post_author_id"), "dialogues_post", ["author_id"], unique=False)
    op.create_index(op.f("ix_dialogues_post_organisation_id"), "dialogues_post", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_dialogues_post_parent_id"), "dialogues_post", ["parent_id"], unique=False)
    op.create_index(
        "ix_dialogues_post_unnumbered",
        "dialogues_post",
        ["thread_id"],
        unique=False,
        postgresql_where=sa.text("seq IS NULL"),
    )
    op.create_table(
        "dialogues_revision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lang IN ('nb', 'nn', 'en')", name=op.f("ck_dialogues_revision_lang_is_known")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_dialogues_revision_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["dialogues_post.id"], name=op.f("fk_dialogues_revision_post_id_dialogues_post")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues_revision")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_dialogues_revision_post_id_number")),
    )
    op.create_index(op.f("ix_dialogues_revision_by_id"), "dialogues_revision", ["by_id"], unique=False)

    grant("dialogues_dialogue", "select", "insert", "update")
    grant("dialogues_translation", "select", "insert", "update", "delete")
    grant("dialogues_phase", "select", "insert", "update", "delete")
    grant("dialogues_need", "select", "insert", "update", "delete")
    grant("dialogues_thread", "select", "insert", "update")
    grant("dialogues_post", "select", "insert", "update")
    grant("dialogues_revision", "select", "insert")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(f"dialogues_{name}")
