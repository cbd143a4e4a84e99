"""improvement: evidence, requests, and a plan that grows

Evidence and who may open it; what buyers ask for; actions with start, cost, dependencies, comments and a calendar.
`improvement_advised()` and `improvement_opened()` tell row-level security whose plan an adviser reads, and which
evidence of others' the actor's organisations may open: each reads one table by its receiver, once a statement."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BY_ORGANISATION, confidential, grant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATUSES = "status IN ('planned', 'started', 'done', 'effect_seen', 'dropped')"
ADVISED = "organisation_id = ANY ((SELECT improvement_advised())::bigint[])"
OPENED = "id = ANY ((SELECT improvement_opened())::bigint[])"
OWN = BY_ORGANISATION.format(column="organisation_id")


def upgrade() -> None:
    change_actions()
    make_tables()
    guard_tables()


def change_actions() -> None:
    op.execute("ALTER TABLE improvement_action DROP CONSTRAINT ck_improvement_action_actionstatus")
    op.execute("ALTER TABLE improvement_action DROP CONSTRAINT ck_improvement_action_what_is_over_has_an_end")
    for column in (
        sa.Column("details", sa.Text, nullable=False, server_default=""),
        sa.Column("starts_on", sa.Date),
        sa.Column("cost", sa.BigInteger),
        sa.Column("support", sa.Text, nullable=False, server_default=""),
        sa.Column("expected", sa.String(40), nullable=False, server_default=""),
        sa.Column("effect", sa.Text, nullable=False, server_default=""),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("effect_seen_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("improvement_action", column)
    op.execute("UPDATE improvement_action SET status = 'planned' WHERE status = 'open'")
    for name, condition in (
        ("actionstatus", STATUSES),
        ("what_is_over_has_an_end", "(status IN ('planned', 'started')) = (finished_at IS NULL)"),
        ("a_seen_effect_has_a_day", "(status = 'effect_seen') = (effect_seen_at IS NOT NULL)"),
        ("due_after_start", "due_on >= starts_on"),
        ("cost_is_not_negative", "cost >= 0"),
    ):
        op.create_check_constraint(name, "improvement_action", condition)
    op.create_unique_constraint("uq_improvement_action_organisation", "improvement_action", ["organisation_id", "id"])


def make_tables() -> None:
    op.create_table(
        "improvement_evidence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "file",
                "link",
                "register",
                "statement",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "withdrawn",
                "erased",
                name="evidencestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("facts", JSONB(none_as_null=True), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("record_from", sa.Date(), nullable=True),
        sa.Column("record_to", sa.Date(), nullable=True),
        sa.Column(
            "visibility",
            sa.Enum(
                "private",
                "shared",
                "on_request",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("strength", sa.SmallInteger(), nullable=False),
        sa.Column("reminded", sa.SmallInteger(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT personal OR title = ''", name=op.f("ck_improvement_evidence_a_person_is_not_named")),
        sa.CheckConstraint(
            "source <> 'file' OR file_id IS NOT NULL", name=op.f("ck_improvement_evidence_a_file_is_there")
        ),
        sa.CheckConstraint(
            "source <> 'link' OR link <> '' OR state = 'erased'",
            name=op.f("ck_improvement_evidence_a_link_leads_somewhere"),
        ),
        sa.CheckConstraint(
            "source <> 'register' OR facts IS NOT NULL", name=op.f("ck_improvement_evidence_a_fact_is_there")
        ),
        sa.CheckConstraint(
            "record_to >= record_from", name=op.f("ck_improvement_evidence_records_end_after_they_begin")
        ),
        sa.CheckConstraint("strength BETWEEN 0 AND 4", name=op.f("ck_improvement_evidence_strength_is_known")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_improvement_evidence_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_improvement_evidence_changed_by_id_accounts_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_improvement_evidence_file",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_evidence_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_evidence")),
        sa.UniqueConstraint("organisation_id", "id", name="uq_improvement_evidence_owner"),
    )
    op.create_index(
        op.f("ix_improvement_evidence_changed_by_id"), "improvement_evidence", ["changed_by_id"], unique=False
    )
    op.create_index(
        "ix_improvement_evidence_ends",
        "improvement_evidence",
        ["valid_to"],
        unique=False,
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_index(
        "ix_improvement_evidence_file", "improvement_evidence", ["file_id", "organisation_id"], unique=False
    )
    op.create_index(
        "ix_improvement_evidence_firm",
        "improvement_evidence",
        ["organisation_id", "state", "type", "valid_to", "id"],
        unique=False,
    )

    op.create_table(
        "improvement_unfinished",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_unfinished_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_improvement_unfinished_person_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_unfinished")),
    )
    op.create_index(
        "ix_improvement_unfinished_organisation_id",
        "improvement_unfinished",
        ["organisation_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_improvement_unfinished_person_id"),
        "improvement_unfinished",
        ["person_id"],
        unique=False,
    )

    op.create_table(
        "improvement_permit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "organisation_id <> receiver_id", name=op.f("ck_improvement_permit_one_needs_none_for_oneself")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["accounts_person.id"], name=op.f("fk_improvement_permit_given_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_permit_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_permit_receiver_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_improvement_permit_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_permit")),
        sa.UniqueConstraint(
            "organisation_id",
            "evidence_id",
            "receiver_id",
            "person_id",
            "ground",
            name="uq_improvement_permit_ground",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_improvement_permit_person_id"), "improvement_permit", ["person_id"], unique=False)
    op.create_index(op.f("ix_improvement_permit_given_by_id"), "improvement_permit", ["given_by_id"], unique=False)
    op.create_index("ix_improvement_permit_ground", "improvement_permit", ["organisation_id", "ground"], unique=False)
    op.create_index(
        "ix_improvement_permit_receiver", "improvement_permit", ["receiver_id", "evidence_id"], unique=False
    )

    op.create_table(
        "improvement_opening",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_opening_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_improvement_opening_person_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_opening_receiver_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_opening")),
    )
    op.create_index(
        "ix_improvement_opening_evidence", "improvement_opening", ["organisation_id", "evidence_id", "id"], unique=False
    )
    op.create_index(op.f("ix_improvement_opening_person_id"), "improvement_opening", ["person_id"], unique=False)
    op.create_index(op.f("ix_improvement_opening_receiver_id"), "improvement_opening", ["receiver_id"], unique=False)

    op.create_table(
        "improvement_request",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("asker_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "pointed",
                "declined",
                "withdrawn",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("pointer", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_improvement_request_what_is_answered_has_an_end")
        ),
        sa.CheckConstraint(
            "state <> 'answered' OR evidence_id IS NOT NULL", name=op.f("ck_improvement_request_an_answer_is_there")
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR answer <> ''", name=op.f("ck_improvement_request_a_refusal_has_a_reason")
        ),
        sa.CheckConstraint(
            "state <> 'pointed' OR pointer <> '' OR evidence_id IS NOT NULL",
            name=op.f("ck_improvement_request_it_points_somewhere"),
        ),
        sa.CheckConstraint("organisation_id <> asker_id", name=op.f("ck_improvement_request_one_asks_somebody_else")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["accounts_person.id"], name=op.f("fk_improvement_request_asked_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_request_asker_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["accounts_person.id"], name=op.f("fk_improvement_request_ended_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_request_evidence",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_request_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_request")),
    )
    op.create_index(op.f("ix_improvement_request_asked_by_id"), "improvement_request", ["asked_by_id"], unique=False)
    op.create_index("ix_improvement_request_asker", "improvement_request", ["asker_id", "id"], unique=False)
    op.create_index(op.f("ix_improvement_request_ended_by_id"), "improvement_request", ["ended_by_id"], unique=False)
    op.create_index(
        "ix_improvement_request_evidence", "improvement_request", ["evidence_id", "organisation_id"], unique=False
    )
    op.create_index(
        "ix_improvement_request_firm", "improvement_request", ["organisation_id", "state", "due_on", "id"], unique=False
    )
    op.create_index(
        "uq_improvement_request_open",
        "improvement_request",
        ["organisation_id", "asker_id", "type"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "improvement_dependency",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("action_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("action_id <> needs_id", name=op.f("ck_improvement_dependency_nothing_waits_for_itself")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_dependency_action",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "needs_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_dependency_needs",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_dependency")),
        sa.UniqueConstraint("organisation_id", "action_id", "needs_id", name="uq_improvement_dependency_pair"),
    )

    op.create_table(
        "improvement_action_evidence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("action_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_action_evidence_action",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_action_evidence_evidence",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_action_evidence")),
        sa.UniqueConstraint("organisation_id", "action_id", "evidence_id", name="uq_improvement_action_evidence_pair"),
    )

    op.create_table(
        "improvement_adviser",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) = (accepted_at IS NULL)", name=op.f("ck_improvement_adviser_who_accepted_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["accounts_person.id"], name=op.f("fk_improvement_adviser_invited_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_adviser_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_improvement_adviser_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_adviser")),
    )
    op.create_index(
        op.f("ix_improvement_adviser_invited_by_id"), "improvement_adviser", ["invited_by_id"], unique=False
    )
    op.create_index(
        "ix_improvement_adviser_person", "improvement_adviser", ["person_id", "organisation_id"], unique=False
    )
    op.create_index(
        "uq_improvement_adviser_person",
        "improvement_adviser",
        ["organisation_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_improvement_adviser_token", "improvement_adviser", ["organisation_id", "token_hash"], unique=True
    )

    op.create_table(
        "improvement_comment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("action_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("is_adviser", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("body <> ''", name=op.f("ck_improvement_comment_something_is_said")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_comment_action",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_comment_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_improvement_comment_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_comment")),
    )
    op.create_index(
        "ix_improvement_comment_action", "improvement_comment", ["organisation_id", "action_id", "id"], unique=False
    )
    op.create_index(op.f("ix_improvement_comment_person_id"), "improvement_comment", ["person_id"], unique=False)

    op.create_table(
        "improvement_feed",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_improvement_feed_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_improvement_feed_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_improvement_feed_token_hash")),
    )
    op.create_index("ix_improvement_feed_person", "improvement_feed", ["person_id"], unique=False)
    op.create_index(
        "uq_improvement_feed_current",
        "improvement_feed",
        ["organisation_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def guard_tables() -> None:
    op.execute(
        "CREATE FUNCTION improvement_advised() RETURNS bigint[] LANGUAGE sql STABLE AS $$"
        " SELECT coalesce(array_agg(organisation_id), '{}') FROM public.improvement_adviser"
        " WHERE person_id = app_person() AND ended_at IS NULL AND until >= current_date $$"
    )
    op.execute(
        "CREATE FUNCTION improvement_opened() RETURNS bigint[] LANGUAGE sql STABLE AS $$"
        " SELECT coalesce(array_agg(DISTINCT evidence_id), '{}') FROM public.improvement_permit"
        " WHERE receiver_id = ANY (app_organisations()) AND withdrawn_at IS NULL"
        " AND (until IS NULL OR until >= current_date) AND (person_id IS NULL OR person_id = app_person()) $$"
    )
    for table in ("evidence", "permit", "request", "adviser", "comment", "feed"):
        grant(f"improvement_{table}", "select", "insert", "update")
    for table in ("opening", "action_evidence"):
        grant(f"improvement_{table}", "select", "insert")
    grant("improvement_dependency", "select", "insert", "delete")
    grant("improvement_unfinished", "select", "insert", "delete")
    confidential("improvement_evidence", rule=f"{OWN} OR {OPENED}", write=OWN)
    confidential("improvement_unfinished")
    receiver = BY_ORGANISATION.format(column="receiver_id")
    asker = BY_ORGANISATION.format(column="asker_id")
    confidential("improvement_permit", rule=f"{OWN} OR {receiver}", write=OWN)
    confidential("improvement_opening", rule=f"{OWN} OR {receiver}")
    confidential("improvement_request", rule=f"{OWN} OR {asker}", make=asker)  # nobody is made to have asked
    # Whoever advises sees that she does; to let somebody in, and for how long, is the firm's alone.
    confidential("improvement_adviser", rule=f"{OWN} OR person_id = app_person()", write=OWN)
    for table in ("dependency", "action_evidence"):
        confidential(f"improvement_{table}", rule=f"{OWN} OR {ADVISED}", write=OWN)
    own_words = f"{OWN} OR ({ADVISED} AND person_id = app_person())"  # an adviser speaks for nobody else
    confidential("improvement_comment", rule=f"{OWN} OR {ADVISED}", write=own_words)
    drop_policies("")
    confidential("improvement_action", rule=f"{OWN} OR {ADVISED}", write=OWN)


def drop_policies(*kinds: str) -> None:
    for role in ("web", "worker"):
        for kind in kinds:
            op.execute(f"DROP POLICY {role}{kind} ON improvement_action")


def downgrade() -> None:
    drop_policies("", "_insert", "_update", "_delete")
    confidential("improvement_action")
    for table in (
        "feed",
        "comment",
        "adviser",
        "action_evidence",
        "dependency",
        "request",
        "opening",
        "permit",
        "unfinished",
        "evidence",
    ):
        op.execute(f"DROP TABLE improvement_{table} CASCADE")
    op.execute("DROP FUNCTION improvement_advised(), improvement_opened()")
    op.drop_constraint("uq_improvement_action_organisation", "improvement_action")
    for name in ("a_seen_effect_has_a_day", "due_after_start", "cost_is_not_negative", "what_is_over_has_an_end"):
        op.execute(f"ALTER TABLE improvement_action DROP CONSTRAINT ck_improvement_action_{name}")
    op.execute("ALTER TABLE improvement_action DROP CONSTRAINT ck_improvement_action_actionstatus")
    for column in ("details", "starts_on", "cost", "support", "expected", "effect", "started_at", "effect_seen_at"):
        op.drop_column("improvement_action", column)
    op.execute("UPDATE improvement_action SET status = 'open' WHERE status IN ('planned', 'started')")
    op.execute("UPDATE improvement_action SET status = 'done' WHERE status = 'effect_seen'")
    op.create_check_constraint("actionstatus", "improvement_action", "status IN ('open', 'done', 'dropped')")
    op.create_check_constraint(
        "what_is_over_has_an_end", "improvement_action", "(status = 'open') = (finished_at IS NULL)"
    )
