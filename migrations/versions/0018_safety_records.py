"""safety: sites, posters, investigations, remarks, days lost, and who was hurt"""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import BY_ORGANISATION, confidential, grant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OWN = BY_ORGANISATION.format(column="organisation_id")
# A worker reads what she herself has reported.
MINE = "recorded_by_id = (SELECT app_person()) AND organisation_id = ANY ((SELECT app_workplaces())::bigint[])"
EVENT_CHECKS = {
    "only_a_near_miss_has_no_name": "kind = 'near_miss' OR (channel = 'office' AND NOT anonymous)",
    "nobody_is_known_of_the_anonymous": "NOT anonymous OR recorded_by_id IS NULL",
    "a_poster_is_known": "(channel = 'poster') = (poster_id IS NOT NULL)",
}
HOURS_CHECKS = {
    "days_are_lost_of_days_agreed": "(agreed_days IS NULL) = (lost_days IS NULL)",
    "no_more_is_lost_than_agreed": "lost_days >= 0 AND lost_days <= agreed_days",
}
PERSON_CHECKS = {
    "a_name_leaves_some_day": "name = '' OR leaves_on IS NOT NULL",
    "what_has_left_is_gone": "left_at IS NULL OR name = ''",
}
REPORTED = {
    "nb": "Innmeldte arbeidsulykker med mer enn tre dagers fravær, per 1\u00a0000 ansatte, delt på 1,7 for å bli "
    "per million timer. Strengere enn H1, som teller fra første dag, og underrapportert: Det virkelige tallet er høyere.",
    "nn": "Innmelde arbeidsulykker med meir enn tre dagars fråvær, per 1\u00a0000 tilsette, delt på 1,7 for å bli "
    "per million timar. Strengare enn H1, som tel frå første dag, og underrapportert: Det verkelege talet er høgare.",
    "en": "Reported accidents with more than three days' absence, per 1,000 employees, divided by 1.7 to become per "
    "million hours. Stricter than H1, which counts from the first day, and under-reported: the true figure is higher.",
}
SSB = "Statistisk sentralbyrå, rapporterte arbeidsulykker 2018, gjengitt av kursconsult.no"
POWER = ("Kraft, vatn og avfall", "Power, water and waste", "Kraft, vann og avfall")
# Section, reported accidents per 1,000 employees in 2018, name in nn, en and nb. An employee works about 1,700 hours.
BRANCHES = (
    ("", "3.7", ("Alle næringar", "All industries", "Alle næringer")),
    ("A", "6.6", ("Jordbruk, skogbruk og fiske", "Farming, forestry and fishing", "Jordbruk, skogbruk og fiske")),
    ("C", "5.0", ("Industri", "Manufacturing", "Industri")),
    ("D", "7.0", POWER),
    ("E", "7.0", POWER),
    ("F", "5.2", ("Byggje- og anleggsverksemd", "Building and construction", "Bygge- og anleggsvirksomhet")),
    ("H", "6.6", ("Transport og lagring", "Transport and storage", "Transport og lagring")),
)
SECTORS = [
    {
        "section": section,
        "name": dict(zip(("nn", "en", "nb"), names, strict=True)),
        "year": 2018,
        "per_million": (Decimal(per_thousand) / Decimal("1.7")).quantize(Decimal("0.001")),
        "definition": REPORTED,
        "source": SSB,
        "checked_on": date(2026, 11, 22),
    }
    for section, per_thousand, names in BRANCHES
]
FILLED = (
    ("safety_event", ("channel", "language", "anonymous")),
    ("safety_event_person", ("name", "version")),
    ("safety_hours_revision", ("sites",)),
)


def upgrade() -> None:
    make_tables()
    change_hours()
    change_events()
    guard_tables()


def make_tables() -> None:
    sector = op.create_table(
        "safety_sector_rate",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("section", sa.String(length=1), nullable=False),
        sa.Column("name", JSONB, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("per_million", sa.Numeric(precision=8, scale=3), nullable=False),
        sa.Column("definition", JSONB, nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.CheckConstraint("per_million > 0", name=op.f("ck_safety_sector_rate_rate_is_above_0")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_sector_rate")),
        sa.UniqueConstraint("section", "year", name=op.f("uq_safety_sector_rate_section_year")),
        comment="seeded by migrations",
    )
    op.bulk_insert(sector, SECTORS)

    op.create_table(
        "safety_site",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_safety_site_has_a_name")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_safety_site_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["accounts_person.id"], name=op.f("fk_safety_site_recorded_by_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_site")),
        sa.UniqueConstraint("organisation_id", "id", name="uq_safety_site_owner"),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_safety_site_organisation_id_name")),
    )

    op.create_index(op.f("ix_safety_site_recorded_by_id"), "safety_site", ["recorded_by_id"], unique=False)

    op.create_table(
        "safety_hours_site",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("hours_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("own", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("hired_in", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.CheckConstraint("own >= 0 AND hired_in >= 0", name=op.f("ck_safety_hours_site_hours_are_not_negative")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "hours_id"],
            ["safety_hours.organisation_id", "safety_hours.id"],
            name="fk_safety_hours_site_hours",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "site_id"],
            ["safety_site.organisation_id", "safety_site.id"],
            name="fk_safety_hours_site_site",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_hours_site")),
        sa.UniqueConstraint(
            "organisation_id", "hours_id", "site_id", name=op.f("uq_safety_hours_site_organisation_id_hours_id_site_id")
        ),
    )

    op.create_table(
        "safety_poster",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(token) >= 20", name=op.f("ck_safety_poster_is_not_guessed")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["accounts_person.id"], name=op.f("fk_safety_poster_made_by_id_accounts_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "site_id"],
            ["safety_site.organisation_id", "safety_site.id"],
            name="fk_safety_poster_site",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_safety_poster_organisation_id_accounts_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_poster")),
        sa.UniqueConstraint("organisation_id", "id", name="uq_safety_poster_owner"),
        sa.UniqueConstraint("token", name=op.f("uq_safety_poster_token")),
    )

    op.create_index(op.f("ix_safety_poster_made_by_id"), "safety_poster", ["made_by_id"], unique=False)

    op.create_table(
        "safety_event_reporter",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("leaves_on", sa.Date(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("left_at IS NULL OR name = ''", name=op.f("ck_safety_event_reporter_what_has_left_is_gone")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["safety_event.organisation_id", "safety_event.id"],
            name="fk_safety_event_reporter_event",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_event_reporter")),
        sa.UniqueConstraint(
            "organisation_id", "event_id", name=op.f("uq_safety_event_reporter_organisation_id_event_id")
        ),
    )

    op.create_index(
        "ix_safety_event_reporter_leaves",
        "safety_event_reporter",
        ["leaves_on"],
        unique=False,
        postgresql_where=sa.text("name <> ''"),
    )

    op.create_table(
        "safety_event_notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("duty_code", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.Time(), nullable=True),
        sa.Column("told_by", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("told_by <> ''", name=op.f("ck_safety_event_notice_says_by_whom")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["safety_event.organisation_id", "safety_event.id"],
            name="fk_safety_event_notice_event",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_safety_event_notice_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_event_notice")),
    )

    op.create_index(
        "ix_safety_event_notice_event", "safety_event_notice", ["organisation_id", "event_id", "id"], unique=False
    )

    op.create_index(
        op.f("ix_safety_event_notice_recorded_by_id"), "safety_event_notice", ["recorded_by_id"], unique=False
    )

    op.create_table(
        "safety_investigation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("direct_causes", sa.Text(), nullable=False),
        sa.Column("underlying_causes", sa.Text(), nullable=False),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.Column("took_part", sa.String(length=200), nullable=False),
        sa.Column("with_representative", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_at IS NULL OR underlying_causes <> ''", name=op.f("ck_safety_investigation_closed_with_causes")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["safety_event.organisation_id", "safety_event.id"],
            name="fk_safety_investigation_event",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_safety_investigation_recorded_by_id_accounts_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_investigation")),
        sa.UniqueConstraint(
            "organisation_id", "event_id", name=op.f("uq_safety_investigation_organisation_id_event_id")
        ),
    )

    op.create_index(
        op.f("ix_safety_investigation_recorded_by_id"), "safety_investigation", ["recorded_by_id"], unique=False
    )

    op.create_table(
        "safety_remark",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "editor",
                "reader",
                "safety_representative",
                "worker",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("body <> ''", name=op.f("ck_safety_remark_something_is_said")),
        sa.CheckConstraint("(event_id IS NULL) <> (year IS NULL)", name=op.f("ck_safety_remark_is_about_one_thing")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["safety_event.organisation_id", "safety_event.id"],
            name="fk_safety_remark_event",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["accounts_organisation.id"],
            name=op.f("fk_safety_remark_organisation_id_accounts_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_safety_remark_person_id_accounts_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_remark")),
    )

    op.create_index("ix_safety_remark_event", "safety_remark", ["organisation_id", "event_id", "id"], unique=False)

    op.create_index(op.f("ix_safety_remark_person_id"), "safety_remark", ["person_id"], unique=False)

    op.create_index("ix_safety_remark_year", "safety_remark", ["organisation_id", "year", "id"], unique=False)


def change_hours() -> None:
    op.add_column("safety_hours", sa.Column("agreed_days", sa.Numeric(precision=9, scale=2), nullable=True))

    op.add_column("safety_hours", sa.Column("lost_days", sa.Numeric(precision=9, scale=2), nullable=True))

    op.add_column("safety_hours_revision", sa.Column("agreed_days", sa.Numeric(precision=9, scale=2), nullable=True))

    op.add_column("safety_hours_revision", sa.Column("lost_days", sa.Numeric(precision=9, scale=2), nullable=True))

    op.add_column("safety_hours_revision", sa.Column("sites", JSONB, nullable=False, server_default="[]"))

    for name, condition in HOURS_CHECKS.items():
        op.create_check_constraint(name, "safety_hours", condition)


def change_events() -> None:
    op.add_column(
        "safety_event",
        sa.Column(
            "mechanism",
            sa.Enum(
                "fall_same_level",
                "fall_from_height",
                "struck",
                "cut",
                "caught",
                "strain",
                "vehicle",
                "machine",
                "electricity",
                "heat_or_fire",
                "chemical",
                "violence",
                "other",
                name="mechanism",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
    )

    op.add_column("safety_event", sa.Column("site_id", sa.BigInteger(), nullable=True))

    op.add_column(
        "safety_event",
        sa.Column(
            "channel",
            sa.Enum("office", "worker", "poster", name="channel", native_enum=False, create_constraint=True, length=32),
            nullable=False,
            server_default="office",
        ),
    )

    op.add_column("safety_event", sa.Column("language", sa.String(length=2), nullable=False, server_default=""))

    op.add_column("safety_event", sa.Column("anonymous", sa.Boolean(), nullable=False, server_default="false"))

    op.add_column("safety_event", sa.Column("poster_id", sa.BigInteger(), nullable=True))

    op.add_column("safety_event", sa.Column("photo_id", sa.BigInteger(), nullable=True))

    op.add_column("safety_event", sa.Column("sent_key", sa.Uuid(), nullable=True))

    op.add_column("safety_event", sa.Column("receipt_hash", sa.LargeBinary(), nullable=True))

    op.add_column("safety_event", sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column("safety_event", sa.Column("corrected_by_id", sa.BigInteger(), nullable=True))

    op.create_foreign_key(
        op.f("fk_safety_event_corrected_by_id_accounts_person"),
        "safety_event",
        "accounts_person",
        ["corrected_by_id"],
        ["id"],
    )

    op.create_index(op.f("ix_safety_event_corrected_by_id"), "safety_event", ["corrected_by_id"], unique=False)

    op.add_column("safety_event_person", sa.Column("name", sa.String(length=120), nullable=False, server_default=""))

    op.add_column("safety_event_person", sa.Column("leaves_on", sa.Date(), nullable=True))

    op.add_column("safety_event_person", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column("safety_event_person", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    op.add_column(
        "safety_event_revision",
        sa.Column(
            "mechanism",
            sa.Enum(
                "fall_same_level",
                "fall_from_height",
                "struck",
                "cut",
                "caught",
                "strain",
                "vehicle",
                "machine",
                "electricity",
                "heat_or_fire",
                "chemical",
                "violence",
                "other",
                name="mechanism",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
    )

    op.add_column("safety_event_revision", sa.Column("site_id", sa.BigInteger(), nullable=True))

    for table, columns in FILLED:
        for column in columns:
            op.alter_column(table, column, server_default=None)
    op.drop_index(op.f("ix_safety_event_recorded_by_id"), table_name="safety_event")

    op.create_index("ix_safety_event_mine", "safety_event", ["recorded_by_id", "organisation_id", "id"], unique=False)

    op.create_index(
        "ix_safety_event_poster", "safety_event", ["organisation_id", "poster_id", "recorded_at"], unique=False
    )

    op.create_index("ix_safety_event_receipt", "safety_event", ["organisation_id", "receipt_hash"], unique=False)

    op.create_index(
        "ix_safety_event_site", "safety_event", ["organisation_id", "site_id", "happened_on", "id"], unique=False
    )

    op.create_unique_constraint("uq_safety_event_sent", "safety_event", ["organisation_id", "sent_key"])

    op.create_foreign_key(
        "fk_safety_event_photo",
        "safety_event",
        "attachments_file",
        ["organisation_id", "photo_id"],
        ["organisation_id", "id"],
    )

    op.create_foreign_key(
        "fk_safety_event_site", "safety_event", "safety_site", ["organisation_id", "site_id"], ["organisation_id", "id"]
    )

    op.create_foreign_key(
        "fk_safety_event_poster",
        "safety_event",
        "safety_poster",
        ["organisation_id", "poster_id"],
        ["organisation_id", "id"],
    )

    op.create_index(
        "ix_safety_event_person_leaves",
        "safety_event_person",
        ["leaves_on"],
        unique=False,
        postgresql_where=sa.text("name <> ''"),
    )

    for name, condition in EVENT_CHECKS.items():
        op.create_check_constraint(name, "safety_event", condition)
    for name, condition in PERSON_CHECKS.items():
        op.create_check_constraint(name, "safety_event_person", condition)


def guard_tables() -> None:
    grant("safety_sector_rate", "select")
    for table in ("site", "poster", "event_reporter", "investigation", "remark"):
        grant(f"safety_{table}", "select", "insert", "update")
    grant("safety_event_notice", "select", "insert")
    grant("safety_hours_site", "select", "insert", "update", "delete")
    for table in PROTECTED:
        confidential(table)
    for role in ("web", "worker"):
        op.execute(f"DROP POLICY {role} ON safety_event")
    confidential("safety_event", rule=f"{OWN} OR ({MINE})", write=OWN)
    # Whoever stands before a poster works for nobody yet; its own firm alone makes it and takes it down.
    confidential("safety_poster", rule="true", write=OWN)


def downgrade() -> None:
    for role in ("web", "worker"):
        for verb in ("", "_insert", "_update", "_delete"):
            op.execute(f"DROP POLICY {role}{verb} ON safety_event")
    confidential("safety_event")
    for name in EVENT_CHECKS:
        op.execute(f"ALTER TABLE safety_event DROP CONSTRAINT ck_safety_event_{name}")
    for name in HOURS_CHECKS:
        op.execute(f"ALTER TABLE safety_hours DROP CONSTRAINT ck_safety_hours_{name}")
    for name in PERSON_CHECKS:
        op.execute(f"ALTER TABLE safety_event_person DROP CONSTRAINT ck_safety_event_person_{name}")
    for column in (
        "mechanism", "site_id", "channel", "language", "anonymous", "poster_id", "photo_id", "sent_key", "receipt_hash",
        "corrected_at", "corrected_by_id",
    ):  # fmt: skip
        op.execute(f"ALTER TABLE safety_event DROP COLUMN {column} CASCADE")
    op.drop_index("ix_safety_event_mine", "safety_event")
    op.create_index("ix_safety_event_recorded_by_id", "safety_event", ["recorded_by_id"])
    for table, columns in (
        ("safety_event_person", ("name", "leaves_on", "left_at", "version")),
        ("safety_event_revision", ("mechanism", "site_id")),
        ("safety_hours", ("agreed_days", "lost_days")),
        ("safety_hours_revision", ("agreed_days", "lost_days", "sites")),
    ):
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column} CASCADE")
    for table in (*PROTECTED[:-1], "safety_poster", "safety_site", "safety_sector_rate"):
        op.drop_table(table)


PROTECTED = (
    "safety_hours_site",
    "safety_event_notice",
    "safety_event_reporter",
    "safety_investigation",
    "safety_remark",
    "safety_site",
)
