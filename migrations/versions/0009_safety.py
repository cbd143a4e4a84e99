"""safety"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.tables import confidential, grant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = ("near_miss", "first_aid", "medical_treatment", "restricted_work", "lost_time", "fatality")
OF_HOURS = (["organisation_id", "hours_id"], ["safety_hours.organisation_id", "safety_hours.id"])
OF_EVENT = (["organisation_id", "event_id"], ["safety_event.organisation_id", "safety_event.id"])


def upgrade() -> None:
    op.create_table(
        "safety_register",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.UniqueConstraint("organisation_id"),
    )
    op.create_table(
        "safety_hours",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        *hours(),
        sa.UniqueConstraint("organisation_id", "year", "month"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_safety_hours_owner"),
        sa.CheckConstraint("year BETWEEN 2000 AND 2200 AND month BETWEEN 1 AND 12", name="is_a_month"),
        sa.CheckConstraint("own >= 0 AND hired_in >= 0", name="hours_are_not_negative"),
        sa.CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount_is_not_negative"),
    )
    op.create_table(
        "safety_hours_revision",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, nullable=False),
        sa.Column("hours_id", sa.BigInteger, nullable=False),
        *hours(),
        sa.ForeignKeyConstraint(*OF_HOURS, name="fk_safety_hours_revision_hours"),
        sa.UniqueConstraint("organisation_id", "hours_id", "version"),
    )
    op.create_table(
        "safety_event",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, sa.ForeignKey("accounts_organisation.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *event(),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.UniqueConstraint("organisation_id", "number"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_safety_event_owner"),
        sa.CheckConstraint("number > 0", name="number_is_positive"),
        sa.CheckConstraint(
            "lost_days IS NULL OR (kind = 'lost_time' AND lost_days BETWEEN 1 AND 3650)",
            name="lost_days_belong_to_absence",
        ),
        sa.CheckConstraint("NOT serious OR kind <> 'near_miss'", name="a_near_miss_hurt_nobody"),
        sa.CheckConstraint("serious OR kind <> 'fatality'", name="a_death_is_serious"),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name="an_answer_has_a_time"),
    )
    op.create_index("ix_safety_event_newest", "safety_event", ["organisation_id", "happened_on", "id"])
    op.create_index("ix_safety_event_newest_of_kind", "safety_event", ["organisation_id", "kind", "happened_on", "id"])
    op.create_index("ix_safety_event_answered_by_id", "safety_event", ["answered_by_id"])
    op.create_table(
        "safety_event_person",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.BigInteger, nullable=False),
        sa.Column("relation", relation(), nullable=False),
        sa.ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_person_event"),
        sa.UniqueConstraint("organisation_id", "event_id"),
    )
    op.create_table(
        "safety_event_revision",
        *base(),
        sa.Column("organisation_id", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.BigInteger, nullable=False),
        *event(),
        sa.Column("relation", relation()),
        sa.ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_revision_event"),
        sa.UniqueConstraint("organisation_id", "event_id", "version"),
    )
    for table in ("safety_hours", "safety_hours_revision", "safety_event", "safety_event_revision"):
        op.create_index(f"ix_{table}_recorded_by_id", table, ["recorded_by_id"])

    duty = op.create_table(
        "safety_notice_duty",
        *base(),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("who", JSONB, nullable=False),
        sa.Column("how", JSONB, nullable=False),
        sa.Column("law", JSONB, nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("checked_on", sa.Date, nullable=False),
        sa.UniqueConstraint("code", "valid_from"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        comment="seeded by migrations",
    )
    op.bulk_insert(duty, DUTIES)

    for table in ("safety_register", "safety_hours", "safety_event"):
        grant(table, "select", "insert", "update")
    for table in ("safety_hours_revision", "safety_event_revision"):
        grant(table, "select", "insert")
    grant("safety_event_person", "select", "insert", "update", "delete")
    grant("safety_notice_duty", "select")
    for table in CONFIDENTIAL:
        confidential(table, "organisation_id")


def downgrade() -> None:
    for table in ("safety_notice_duty", *CONFIDENTIAL):
        op.drop_table(table)


CONFIDENTIAL = (
    "safety_event_revision",
    "safety_event_person",
    "safety_event",
    "safety_hours_revision",
    "safety_hours",
    "safety_register",
)


def base() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    ]


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def relation() -> sa.Enum:
    return choice("relation", "own", "hired_in", "other")


def hours() -> list[sa.Column[Any]]:
    return [
        sa.Column("own", sa.Numeric(9, 2), nullable=False),
        sa.Column("hired_in", sa.Numeric(9, 2), nullable=False),
        sa.Column("basis", choice("basis", "measured", "estimated"), nullable=False),
        sa.Column("headcount", sa.Integer),
        *recorded(),
    ]


def event() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", choice("eventkind", *KINDS), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("happened_at", sa.Time),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("activity", sa.String(200), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("immediate", sa.Text, nullable=False),
        sa.Column("lost_days", sa.Integer),
        sa.Column("serious", sa.Boolean, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        *recorded(),
    ]


def recorded() -> list[sa.Column[Any]]:
    return [
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger, sa.ForeignKey("accounts_person.id")),
        sa.Column("version", sa.Integer, nullable=False),
    ]


LAW = {
    "nb": "Arbeidsmiljøloven § 5-2",
    "nn": "Arbeidsmiljølova § 5-2",
    "en": "Working Environment Act, section 5-2",
}
COMMON = {"law": LAW, "valid_from": date(2006, 1, 1), "valid_to": None, "checked_on": date(2026, 11, 22)}
DUTIES = [
    {
        "code": "labour_inspection",
        "position": 1,
        "who": {"nb": "Arbeidstilsynet", "nn": "Arbeidstilsynet", "en": "The Labour Inspection Authority"},
        "how": {
            "nb": "Ring med en gang: 73 19 97 00, tast 3. Bekreft skriftlig på Arbeidstilsynets skjema etterpå.",
            "nn": "Ring med ein gong: 73 19 97 00, tast 3. Stadfest skriftleg på skjemaet til Arbeidstilsynet etterpå.",
            "en": "Call at once: 73 19 97 00, option 3. Confirm in writing afterwards on the authority's form.",
        },
        "source": "https://www.arbeidstilsynet.no/kontakt-oss/melde-ulykke/",
        **COMMON,
    },
    {
        "code": "police",
        "position": 2,
        "who": {"nb": "Nærmeste politi", "nn": "Næraste politi", "en": "The nearest police"},
        "how": {
            "nb": "Ring med en gang: 02800, eller 112 når det haster.",
            "nn": "Ring med ein gong: 02800, eller 112 når det hastar.",
            "en": "Call at once: 02800, or 112 in an emergency.",
        },
        "source": "https://www.arbeidstilsynet.no/kontakt-oss/melde-ulykke/",
        **COMMON,
    },
    {
        "code": "safety_representative",
        "position": 3,
        "who": {"nb": "Verneombudet", "nn": "Verneombodet", "en": "The safety representative"},
        "how": {
            "nb": "Gi verneombudet kopi av den skriftlige meldingen til Arbeidstilsynet.",
            "nn": "Gi verneombodet kopi av den skriftlege meldinga til Arbeidstilsynet.",
            "en": "Give the safety representative a copy of the written notice to the authority.",
        },
        "source": "https://www.arbeidstilsynet.no/kontakt-oss/melde-ulykke/",
        **COMMON,
    },
]
