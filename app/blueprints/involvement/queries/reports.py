"""What the report is made of, each kind of row by one statement; and the reports themselves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue, Notice
from app.blueprints.impartiality.models import Declaration
from app.blueprints.involvement.models import Report
from app.blueprints.parity.models import Participant, Told
from app.blueprints.questions.models import Entry, Look, Question
from app.core.db import db

SHOWN = 100


def is_participant(dialogue_id: int, organisation_id: int) -> bool:
    query = select(Participant.id).where(
        Participant.dialogue_id == dialogue_id, Participant.organisation_id == organisation_id
    )
    return db.session.execute(query).first() is not None


def told_early(dialogue_id: int) -> dict[int, int]:
    """By organisation: of how many items it knew before everybody did."""
    query = (
        select(Told.organisation_id, func.count()).where(Told.dialogue_id == dialogue_id).group_by(Told.organisation_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def hosts_of(dialogue: Any) -> Sequence[Row[Any]]:
    """id, name and number of the buyers that host it, the one that leads first."""
    query = select(Organisation.id, Organisation.name, Organisation.number).where(
        Organisation.id.in_(dialogue.host_ids)
    )
    rows = db.session.execute(query).all()
    return sorted(rows, key=lambda row: list(dialogue.host_ids).index(row.id))


def notices_of(dialogue_id: int) -> Sequence[Row[Any]]:
    query = (
        select(Notice.kind, Notice.place, Notice.number, Notice.url, Notice.published_on)
        .where(Notice.dialogue_id == dialogue_id)
        .order_by(Notice.id)
    )
    return db.session.execute(query).all()


def declarations_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """What holds now, each with the person's name: stance, for how many participants, when, and whether ruled out."""
    query = (
        select(
            Person.name, Declaration.stance, Declaration.participants_version, Declaration.created_at,
            Declaration.ruled_out_at, Declaration.ruled_out_why,
        )
        .join(Person, Person.id == Declaration.person_id)
        .where(Declaration.dialogue_id == dialogue_id, Declaration.current)
        .order_by(Declaration.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def questions_in_numbers(dialogue_id: int) -> dict[str, int]:
    """asked, published (entries that hold), pseudonyms, late, and how often a host has looked up who asked."""
    asked = db.session.execute(
        select(func.count(), func.count(Question.pseudonym.distinct()), func.count().filter(Question.late)).where(
            Question.dialogue_id == dialogue_id
        )
    ).one()
    published = select(func.count()).where(Entry.dialogue_id == dialogue_id, Entry.current)
    looks = select(func.count()).where(Look.dialogue_id == dialogue_id)
    return {
        "asked": asked[0], "suppliers": asked[1], "late": asked[2],
        "published": db.session.scalar(published) or 0, "looked_up": db.session.scalar(looks) or 0,
    }  # fmt: skip


def reports_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """The newest first, without their content."""
    query = (
        select(Report.id, Report.number, Report.lang, Report.sha256, Report.created_at)
        .where(Report.dialogue_id == dialogue_id)
        .order_by(Report.id.desc())
        .limit(SHOWN)
    )
    return db.session.execute(query).all()


def get_report(report_id: int) -> Report:
    return db.session.scalars(select(Report).where(Report.id == report_id)).one()


def next_number(dialogue_id: int) -> int:
    """Under a lock on the dialogue, so that two who make a report at once get two numbers."""
    db.session.execute(select(Dialogue.id).where(Dialogue.id == dialogue_id).with_for_update())
    return (db.session.scalar(select(func.max(Report.number)).where(Report.dialogue_id == dialogue_id)) or 0) + 1


def maker_of(report: Report) -> str | None:
    """The name of who made it; None for the machine."""
    return db.session.scalar(select(Person.name).where(Person.id == report.made_by)) if report.made_by else None
