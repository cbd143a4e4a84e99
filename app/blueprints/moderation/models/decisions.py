"""Decisions, which are never changed; proposals, samples, what became of a decision, and measures against people."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.moderation.terms.decisions import Action, Settled, WhySecond
from app.blueprints.moderation.terms.measures import MeasureKind
from app.core.db import Base

NEEDS_REASON = "('return', 'redact', 'hide', 'move', 'lock', 'refer_buyer', 'warn', 'silence', 'suspend')"
TAKES_AWAY = "('return', 'redact', 'hide', 'refer_buyer', 'silence')"
CODES = "ARRAY['M1','M2','M3','M4','M5','M6','M7','P1','P2','P3','P4','P5']::varchar[]"


class Decision(Base):
    """What was decided, on what ground, and the statement of reasons word for word as it is sent. Append-only.

    `reasons` and `reason_versions` stand side by side. `mark` is what undoing needs (ids and numbers).
    `seen_by_machine` says that a rule had pointed at the text. `rules_version` is that of the house rules in force.
    `again_id` and `again_by` are the earlier decision, and who made it, that this one answers (an appeal). `final_at`:
    from then on it can no longer be undone, and the author is told.
    """

    __tablename__ = "moderation_decision"
    __table_args__ = (
        UniqueConstraint("id", "decided_by", name="uq_moderation_decision_id_decided_by"),
        ForeignKeyConstraint(
            ["again_id", "again_by"],
            ["moderation_decision.id", "moderation_decision.decided_by"],
            name="fk_moderation_decision_again_id_moderation_decision",
        ),
        CheckConstraint(f"action NOT IN {NEEDS_REASON} OR cardinality(reasons) > 0", name="taking_away_has_a_reason"),
        CheckConstraint("cardinality(reasons) = cardinality(reason_versions)", name="reasons_have_versions"),
        CheckConstraint(f"reasons <@ {CODES}", name="reasons_are_known"),
        CheckConstraint("action = 'approve' OR btrim(facts) <> ''", name="facts_are_given"),
        CheckConstraint("decided_by IS DISTINCT FROM subject_author_id", name="nobody_decides_on_their_own"),
        CheckConstraint("again_by IS NULL OR again_by <> decided_by", name="another_person_decides_an_appeal"),
        CheckConstraint("proposed_by IS NULL OR proposed_by <> decided_by", name="the_second_is_another_person"),
        CheckConstraint("action <> 'suspend' OR proposed_by IS NOT NULL", name="two_people_suspend"),
        CheckConstraint(
            f"action NOT IN {TAKES_AWAY} OR NOT reasons && ARRAY['M3','M4']::varchar[] OR proposed_by IS NOT NULL",
            name="two_people_for_m3_and_m4",
        ),
        CheckConstraint("NOT own_ministry OR proposed_by IS NOT NULL", name="two_people_for_the_own_ministry"),
        CheckConstraint("(action IN ('silence', 'suspend')) = (until IS NOT NULL)", name="measures_have_an_end"),
        CheckConstraint("statement_language IN ('nb', 'nn', 'en')", name="language_is_known"),
        Index("ix_moderation_decision_created", "created_at"),
        Index("ix_moderation_decision_thing", "subject_type", "subject_id", "id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    subject_title: Mapped[str] = mapped_column(String(300))
    subject_language: Mapped[str] = mapped_column(String(2))
    subject_author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    subject_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    action: Mapped[Action]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(String(4)), default=list)
    reason_versions: Mapped[list[int]] = mapped_column(ARRAY(Integer), default=list)
    facts: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[date | None]
    own_ministry: Mapped[bool] = mapped_column(default=False, server_default="false")
    seen_by_machine: Mapped[bool] = mapped_column(default=False, server_default="false")
    rules_version: Mapped[int | None]
    was: Mapped[str] = mapped_column(String(20), default="", server_default="")
    mark: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    statement: Mapped[str] = mapped_column(Text)
    statement_language: Mapped[str] = mapped_column(String(2))
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    decided_by: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    again_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    again_by: Mapped[int | None] = mapped_column(BigInteger)
    final_at: Mapped[datetime]


class Settlement(Base):
    """What became of a decision: it stands, or was undone in its half minute. Whoever is first settles it, once."""

    __tablename__ = "moderation_settlement"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        Index(
            "ix_moderation_settlement_undone",
            "created_at",
            postgresql_include=["decision_id"],
            postgresql_where=text("how = 'undone'"),
        ),
        CheckConstraint("(how = 'undone') = (by_id IS NOT NULL)", name="somebody_undid_it"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"))
    how: Mapped[Settled]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Proposal(Base):
    """What a first moderator would decide, for a second to decide upon. Appended only.

    `draft` is the decision's form as JSON; `hidden` that it was hidden at once (M3 and M4 do not stay in public while
    they wait), and `was` how it stood before. `why` says why there must be two.
    """

    __tablename__ = "moderation_proposal"

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    why: Mapped[WhySecond]
    draft: Mapped[dict[str, Any]] = mapped_column(JSONB)
    was: Mapped[str] = mapped_column(String(20), default="", server_default="")
    hidden: Mapped[bool] = mapped_column(default=False, server_default="false")


class Sample(Base):
    """A decision that a second moderator judges again, without seeing the first. Changes nothing by itself."""

    __tablename__ = "moderation_sample"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        ForeignKeyConstraint(
            ["decision_id", "first_by"],
            ["moderation_decision.id", "moderation_decision.decided_by"],
            name="fk_moderation_sample_decision_id_moderation_decision",
        ),
        CheckConstraint("judged_by IS NULL OR judged_by <> first_by", name="another_person_judges"),
        CheckConstraint("num_nonnulls(judged_by, judged_at, action, agrees) IN (0, 4)", name="a_judgment_is_whole"),
        Index("ix_moderation_sample_judged", "judged_at", postgresql_where=text("judged_at IS NOT NULL")),
    )

    decision_id: Mapped[int] = mapped_column(BigInteger)
    first_by: Mapped[int] = mapped_column(BigInteger, index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    judged_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    judged_at: Mapped[datetime | None]
    action: Mapped[Action | None]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(String(4)), default=list, server_default="{}")
    facts: Mapped[str] = mapped_column(Text, default="", server_default="")
    agrees: Mapped[bool | None]


class Measure(Base):
    """A warning, a silence or a suspension of a person. Whether it holds is asked of the clock; lifted is over."""

    __tablename__ = "moderation_measure"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        CheckConstraint("(kind = 'warning') = (until IS NULL)", name="what_lasts_has_an_end"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    kind: Mapped[MeasureKind]
    until: Mapped[datetime | None]
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
