"""A dialogue, its needs, its phases, and its title and summary in other languages."""

from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.dialogues.terms import DialogueState, NeedKind
from app.blueprints.dialogues.terms.process import OpenTo, Planned, ProcurementStage
from app.core.db import Base
from app.core.localized import Localized, LocalizedText
from app.core.text import SafeHtml

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"


class Translation(Base):
    """Title and summary in another language, and who wrote them. The original stays in the dialogue."""

    __tablename__ = "dialogues_translation"
    __table_args__ = (UniqueConstraint("dialogue_id", "lang"), CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"))

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    updated_at: Mapped[datetime]


class Dialogue(Base):
    """A buyer's talk with the market. `lang` is the language of its texts; its threads are in a space of the forum."""

    __tablename__ = "dialogues_dialogue"
    __table_args__ = (
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        CheckConstraint(
            "state = 'draft' OR (title <> '' AND summary <> '' AND opens_on IS NOT NULL AND closes_on IS NOT NULL"
            " AND published_at IS NOT NULL)",
            name="published_is_complete",
        ),
        CheckConstraint("organisation_id = ANY (host_ids)", name="who_leads_hosts"),
        CheckConstraint(
            "lang = ANY (languages) AND languages <@ ARRAY['nb', 'nn', 'en']::varchar[]", name="languages_are_ours"
        ),
        CheckConstraint("open_to = 'all' OR criterion <> '' OR state = 'draft'", name="an_invitation_has_a_criterion"),
        CheckConstraint("value_low <= value_high", name="values_in_order"),
        CheckConstraint("value_months > 0", name="a_value_is_over_a_time"),
        CheckConstraint("NOT is_template OR state = 'draft'", name="a_template_is_never_published"),
        CheckConstraint("(state = 'announced') <= (announced_at IS NOT NULL)", name="what_is_announced_has_a_time"),
        CheckConstraint("questions_until <= closes_on", name="questions_end_with_the_input"),
        # The list: what is open, the nearest deadline first; then what has closed, the latest first.
        Index("ix_dialogues_dialogue_open", "closes_on", "id", postgresql_where=text("state = 'published'")),
        Index("ix_dialogues_dialogue_shown", "closes_on", "id", postgresql_where=text("state <> 'draft'")),
        Index("ix_dialogues_dialogue_published", "published_at", "id", postgresql_where=text("state = 'published'")),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("forum_space.id"), unique=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    background: Mapped[str] = mapped_column(Text, default="")
    background_html: Mapped[Markup] = mapped_column(SafeHtml, default=Markup(""))
    contact: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[DialogueState] = mapped_column(default=DialogueState.DRAFT)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    # Everybody who hosts: the one who leads (`organisation_id`) and those who have said yes; kept by `dialogues_host`.
    host_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default="{}")
    purpose: Mapped[str] = mapped_column(Text, default="", server_default="")
    scope: Mapped[str] = mapped_column(Text, default="", server_default="")
    planned: Mapped[Planned] = mapped_column(default=Planned.UNDECIDED, server_default="undecided")
    planned_on: Mapped[date | None]
    procurement_stage: Mapped[ProcurementStage] = mapped_column(
        default=ProcurementStage.EXPLORING, server_default="exploring"
    )
    # What is published on behalf of the dialogue (answers, summary) comes in all of these at the same moment.
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(2)), server_default="{}")
    # In whole kroner, over so many months.
    value_low: Mapped[int | None] = mapped_column(Numeric(14, 0, asdecimal=False))
    value_high: Mapped[int | None] = mapped_column(Numeric(14, 0, asdecimal=False))
    value_months: Mapped[int | None] = mapped_column(SmallInteger)
    open_to: Mapped[OpenTo] = mapped_column(default=OpenTo.ALL, server_default="all")
    criterion: Mapped[str] = mapped_column(Text, default="", server_default="")
    questions_until: Mapped[date | None]
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("requirements_profile.id"), index=True)
    is_template: Mapped[bool] = mapped_column(default=False, server_default="false")
    copied_from_id: Mapped[int | None] = mapped_column(BigInteger)
    # The author's answers of the fairness check, by code; empty until it has been gone through.
    fairness: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    announced_at: Mapped[datetime | None]
    # When somebody last vouched that the page still holds: publication, or a review after it.
    reviewed_at: Mapped[datetime | None]
    # A moderator has hidden the texts: placeholders stand in their place.
    hidden_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    needs: Mapped[list["Need"]] = relationship(
        order_by="Need.position, Need.id", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    phases: Mapped[list["Phase"]] = relationship(
        order_by="Phase.position", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    translations: Mapped[list[Translation]] = relationship(
        order_by=Translation.lang, lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class Phase(Base):
    """A step on the way, with dates."""

    __tablename__ = "dialogues_phase"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),)

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Need(Base):
    """A need as an outcome: who it is about, how it is today, what is wanted, and how one will know."""

    __tablename__ = "dialogues_need"
    __table_args__ = (CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),)

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[NeedKind]
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    affected: Mapped[str] = mapped_column(Text)
    baseline: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(Text)
    by_when: Mapped[date]
    open_for: Mapped[str] = mapped_column(Text)
    # What cannot be changed: law, buildings, systems that are there.
    limits: Mapped[str] = mapped_column(Text, default="", server_default="")
    # What the linter warned of and the author's answer to each: [{code, field, words, answer}].
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default="[]")
    hidden_at: Mapped[datetime | None]


class HiddenText(Base):
    """What a dialogue or one of its needs said before a moderator hid it; for moderators and the buyer."""

    __tablename__ = "dialogues_hidden_text"
    __table_args__ = (UniqueConstraint("dialogue_id", "need_id", postgresql_nulls_not_distinct=True),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_need.id"), index=True)
    texts: Mapped[dict[str, Any]] = mapped_column(JSONB)
