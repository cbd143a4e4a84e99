"""capability

Seeds the default framework, version 1, from the file that the room keeps. A framework never changes: a later version is
a file and a migration of its own.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import confidential, grant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DEFAULT = Path(__file__).resolve().parents[2] / "app/blueprints/capability/framework/default.json"
SEEDED = "seeded by migrations"


def upgrade() -> None:
    framework = op.create_table(
        "capability_framework",
        *base(),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("name", JSONB, nullable=False),
        sa.Column("scale", JSONB, nullable=False),
        sa.UniqueConstraint("code", "version"),
        sa.CheckConstraint("jsonb_array_length(scale) = 6", name="scale_has_six_levels"),
        comment=SEEDED,
    )
    dimension = op.create_table(
        "capability_dimension",
        *base(),
        sa.Column("framework_id", sa.BigInteger, sa.ForeignKey("capability_framework.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("name", JSONB, nullable=False),
        sa.Column("short_name", JSONB, nullable=False),
        sa.Column("about", JSONB, nullable=False),
        sa.UniqueConstraint("framework_id", "code"),
        sa.UniqueConstraint("framework_id", "position"),
        comment=SEEDED,
    )
    level = op.create_table(
        "capability_level",
        *base(),
        sa.Column("dimension_id", sa.BigInteger, sa.ForeignKey("capability_dimension.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("descriptor", JSONB, nullable=False),
        sa.UniqueConstraint("dimension_id", "number"),
        sa.CheckConstraint("number BETWEEN 0 AND 5", name="number_is_a_level"),
        comment=SEEDED,
    )
    seed(framework, dimension, level)

    op.create_table(
        "capability_assessment",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("framework_id", sa.BigInteger, sa.ForeignKey("capability_framework.id"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("submitted_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("organisation_id", "id", name="uq_capability_assessment_owner"),
        sa.CheckConstraint("submitted_at IS NOT NULL OR submitted_by_id IS NULL", name="a_submitter_has_a_time"),
    )
    op.create_index(
        "uq_capability_assessment_open",
        "capability_assessment",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    for column in ("framework_id", "started_by_id", "submitted_by_id"):
        op.create_index(f"ix_capability_assessment_{column}", "capability_assessment", [column])
    op.create_table(
        "capability_answer",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, nullable=False),
        sa.Column("assessment_id", sa.BigInteger, nullable=False),
        sa.Column("dimension_id", sa.BigInteger, sa.ForeignKey("capability_dimension.id"), nullable=False),
        sa.Column("claimed", sa.Integer),
        sa.Column("goal", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.Column("changed_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "assessment_id"],
            ["capability_assessment.organisation_id", "capability_assessment.id"],
            name="fk_capability_answer_assessment",
        ),
        sa.UniqueConstraint("organisation_id", "assessment_id", "dimension_id"),
        sa.CheckConstraint("claimed BETWEEN 0 AND 5", name="claimed_is_a_level"),
        sa.CheckConstraint("goal BETWEEN 0 AND 5", name="goal_is_a_level"),
        sa.CheckConstraint("goal IS NULL OR claimed IS NULL OR goal >= claimed", name="goal_is_not_below_claimed"),
    )
    for column in ("dimension_id", "changed_by_id"):
        op.create_index(f"ix_capability_answer_{column}", "capability_answer", [column])

    for table in ("capability_framework", "capability_dimension", "capability_level"):
        grant(table, "select")
    for table in ("capability_assessment", "capability_answer"):
        grant(table, "select", "insert", "update")
        confidential(table)


def downgrade() -> None:
    for table in ("answer", "assessment", "level", "dimension", "framework"):
        op.drop_table(f"capability_{table}")


def base() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    ]


def seed(framework: sa.Table, dimension: sa.Table, level: sa.Table) -> None:
    data = json.loads(DEFAULT.read_text(encoding="utf-8"))
    connection = op.get_bind()
    values = {key: data[key] for key in ("code", "version", "name", "scale")}
    values["valid_from"] = date.fromisoformat(data["valid_from"])
    framework_id = connection.scalar(sa.insert(framework).values(values).returning(framework.c.id))
    for position, each in enumerate(data["dimensions"], 1):
        values = {key: each[key] for key in ("code", "name", "short_name", "about")}
        values |= {"framework_id": framework_id, "position": position}
        dimension_id = connection.scalar(sa.insert(dimension).values(values).returning(dimension.c.id))
        rows = [
            {"dimension_id": dimension_id, "number": n, "descriptor": text} for n, text in enumerate(each["levels"])
        ]
        connection.execute(sa.insert(level), rows)
