"""One function a question about evidence, who may open it and who has."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement.models import Evidence, UnfinishedEvidence
from app.blueprints.improvement.terms import EXPIRES_SOON_DAYS, EvidenceFact, EvidenceState
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

NEVER = date.max
SHOWN = ("held", "valid", "expiring", "expired", "waiting", "withdrawn")
SORTED = ("ends", "newest", "type")
FACT = (
    Evidence.id,
    Evidence.type,
    Evidence.source,
    Evidence.strength,
    Evidence.title,
    Evidence.reference,
    Evidence.issuer,
    Evidence.scope,
    Evidence.valid_from,
    Evidence.valid_to,
    Evidence.record_from,
    Evidence.record_to,
    Evidence.visibility,
    Evidence.state,
    Evidence.personal,
    Evidence.file_id,
    File.state.label("file_state"),
    File.name.label("file_name"),
    File.size,
    File.scanned_at.is_not(None).label("scanned"),
)
WITH_FILE = and_(File.id == Evidence.file_id, File.organisation_id == Evidence.organisation_id)


def get_evidence(evidence_id: int) -> Evidence:
    """The evidence: its firm finds it, and whoever has a live permit."""
    return db.session.scalars(select(Evidence).where(Evidence.id == evidence_id)).one()


def find_evidence(organisation_id: int, evidence_id: int | None) -> Evidence | None:
    """The firm's evidence with this number, if there is one."""
    query = select(Evidence).where(Evidence.organisation_id == organisation_id, Evidence.id == evidence_id)
    return db.session.scalars(query).one_or_none() if evidence_id is not None else None


def older_of(evidence: Evidence) -> Evidence | None:
    """What this is a newer edition of: of the same type, with the same number or name, and an earlier end."""
    same = Evidence.reference == evidence.reference if evidence.reference else Evidence.title == evidence.title
    query = select(Evidence).where(
        Evidence.organisation_id == evidence.organisation_id,
        Evidence.state == EvidenceState.HELD,
        Evidence.type == evidence.type,
        Evidence.id < evidence.id,
        Evidence.valid_to < (evidence.valid_to or NEVER),
        same,
    )
    return db.session.scalars(query.order_by(Evidence.id.desc()).limit(1)).one_or_none()


def lock_evidence(organisation_id: int, evidence_id: int) -> Evidence:
    """As `get_evidence`, read anew and alone until the transaction ends."""
    query = select(Evidence).where(Evidence.organisation_id == organisation_id, Evidence.id == evidence_id)
    return db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).one()


def evidence_facts(organisation_id: int, *, ids: Collection[int] | None = None) -> list[EvidenceFact]:
    """The firm's evidence (or these pieces of it) as other rooms count on it, by id; one statement."""
    query = select(*FACT).outerjoin(File, WITH_FILE).where(Evidence.organisation_id == organisation_id)
    if ids is not None:
        query = query.where(Evidence.id.in_(ids))
    return [EvidenceFact(**row._asdict()) for row in db.session.execute(query.order_by(Evidence.id))]


def facts_of_type(organisation_id: int, code: str) -> list[EvidenceFact]:
    """What the firm holds of one type, by id."""
    query = (
        select(*FACT)
        .outerjoin(File, WITH_FILE)
        .where(Evidence.organisation_id == organisation_id, Evidence.state == EvidenceState.HELD, Evidence.type == code)
    )
    return [EvidenceFact(**row._asdict()) for row in db.session.execute(query.order_by(Evidence.id))]


def list_evidence(
    organisation_id: int,
    day: date,
    *,
    code: str = "",
    shown: str = "held",
    ordered: str = "ends",
    after: str | None = None,
    length: int = LENGTH,
) -> Page:
    """The firm's evidence as facts, by keyset (`after` is the key of the last one seen).

    `shown` and `ordered` are of `SHOWN` and `SORTED`. By "ends" what expires first leads, what never does comes last.
    """
    query = select(*FACT).outerjoin(File, WITH_FILE).where(Evidence.organisation_id == organisation_id)
    query = query.where(*_shown(shown, day))
    if code:
        query = query.where(Evidence.type == code)
    ends = func.coalesce(Evidence.valid_to, NEVER)
    keys: dict[str, ColumnElement[Any]] = {"ends": ends, "type": Evidence.type.expression}
    key = keys.get(ordered)
    if key is None:
        query = query.order_by(Evidence.id.desc())
        if (seen := _number(after)) is not None:
            query = query.where(Evidence.id < seen)
    else:
        query = query.order_by(key, Evidence.id)
        if last := _parse_key(after, ordered):
            query = query.where(tuple_(key, Evidence.id) > tuple_(*map(literal, last)))
    rows = [EvidenceFact(**row._asdict()) for row in db.session.execute(query.limit(length + 1))]
    return cut(rows, lambda fact: _key(fact, ordered), length)


def _shown(shown: str, day: date) -> tuple[ColumnElement[bool], ...]:
    held = Evidence.state == EvidenceState.HELD
    soon = day + timedelta(days=EXPIRES_SOON_DAYS)
    fine = or_(Evidence.file_id.is_(None), File.state == FileState.CLEAN)
    narrowed: dict[str, tuple[ColumnElement[bool], ...]] = {
        "valid": (
            held,
            fine,
            func.coalesce(Evidence.valid_to, NEVER) >= day,
            func.coalesce(Evidence.valid_from, date.min) <= day,
        ),
        "expiring": (held, Evidence.valid_to.between(day, soon)),
        "expired": (held, Evidence.valid_to < day),
        "waiting": (held, File.state == FileState.QUARANTINED),
        "withdrawn": (Evidence.state != EvidenceState.HELD,),
    }
    return narrowed.get(shown, (held,))


def _key(fact: EvidenceFact, ordered: str) -> str:
    if ordered == "newest":
        return str(fact.id)
    return f"{fact.type if ordered == 'type' else f'{fact.valid_to or NEVER:%Y%m%d}'}-{fact.id}"


def _parse_key(key: str | None, ordered: str) -> tuple[Any, int] | None:
    first, _, last = (key or "").rpartition("-")
    number = _number(last)
    if number is None or not first:
        return None
    if ordered == "type":
        return (first, number) if len(first) <= 40 else None
    if len(first) != 8 or not (first.isascii() and first.isdigit()):
        return None
    try:
        return date(int(first[:4]), int(first[4:6]), int(first[6:])), number
    except ValueError:
        return None


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def held_with_file(organisation_id: int, file_id: int) -> int | None:
    """The held evidence that has this file already, if any."""
    query = select(Evidence.id).where(
        Evidence.organisation_id == organisation_id,
        Evidence.file_id == file_id,
        Evidence.state == EvidenceState.HELD,
    )
    return db.session.scalar(query.order_by(Evidence.id).limit(1))


def evidence_with_file(organisation_id: int, file_id: int) -> Sequence[int]:
    """Every piece, not erased, that has this file."""
    query = select(Evidence.id).where(
        Evidence.organisation_id == organisation_id,
        Evidence.file_id == file_id,
        Evidence.state != EvidenceState.ERASED,
    )
    return db.session.scalars(query.order_by(Evidence.id)).all()


def lock_file(organisation_id: int, file_id: int) -> File:
    """The file's row, alone until the transaction ends: of two who add evidence with it, one comes first."""
    query = select(File).where(File.organisation_id == organisation_id, File.id == file_id)
    return db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).one()


def file_of(evidence: Evidence) -> File | None:
    """Its file; None without one, and for whoever may not see the file's row."""
    query = select(File).where(File.organisation_id == evidence.organisation_id, File.id == evidence.file_id)
    return db.session.scalars(query).one_or_none() if evidence.file_id else None


# What was begun


def get_unfinished(unfinished_id: int) -> UnfinishedEvidence:
    return db.session.scalars(select(UnfinishedEvidence).where(UnfinishedEvidence.id == unfinished_id)).one()


def unfinished_by(organisation_id: int, person_id: int) -> Sequence[UnfinishedEvidence]:
    """What she has said of documents whose files are not here yet, the newest first."""
    query = select(UnfinishedEvidence).where(
        UnfinishedEvidence.organisation_id == organisation_id, UnfinishedEvidence.person_id == person_id
    )
    return db.session.scalars(query.order_by(UnfinishedEvidence.id.desc()).limit(LENGTH)).all()


def forget_unfinished(unfinished_id: int) -> None:
    """What was begun is finished, or thrown away."""
    db.session.execute(delete(UnfinishedEvidence).where(UnfinishedEvidence.id == unfinished_id))


def forget_unfinished_before(moment: datetime) -> None:
    """What was begun before a moment, by the organisations worked for, and never finished."""
    db.session.execute(delete(UnfinishedEvidence).where(UnfinishedEvidence.created_at < moment))


# For the clock


def firms_with_ends(day: date) -> Sequence[int]:
    """Of the organisations worked for, those that hold something which ends within the time of reminders."""
    soon = day + timedelta(days=EXPIRES_SOON_DAYS)
    query = select(Evidence.organisation_id).where(
        Evidence.state == EvidenceState.HELD, Evidence.valid_to.between(day, soon)
    )
    return db.session.scalars(query.distinct().order_by(Evidence.organisation_id)).all()


def lock_held(organisation_id: int) -> list[tuple[Evidence, bool]]:
    """What the firm holds, alone until the transaction ends; with whether a file, if it has one, may count."""
    query = (
        select(Evidence, File.state)
        .outerjoin(File, WITH_FILE)
        .where(Evidence.organisation_id == organisation_id, Evidence.state == EvidenceState.HELD)
        .order_by(Evidence.id)
        .with_for_update(of=Evidence)
    )
    return [
        (evidence, state is None or state in (FileState.CLEAN, FileState.QUARANTINED))
        for evidence, state in db.session.execute(query)
    ]


def to_erase(day: date) -> list[tuple[int, int]]:
    """(organisation_id, id) of what is about a person and is kept no longer, of the organisations worked for."""
    query = select(Evidence.organisation_id, Evidence.id).where(
        Evidence.personal, Evidence.state != EvidenceState.ERASED, Evidence.keep_until < day
    )
    return [(firm, number) for firm, number in db.session.execute(query.order_by(Evidence.id))]


def withdrawn_files(moment: datetime) -> list[tuple[int, int]]:
    """(organisation_id, file_id) of files whose evidence was all withdrawn before `moment`, and is about nobody."""
    still = aliased(Evidence)
    needed = (
        select(still.id)
        .where(
            still.organisation_id == Evidence.organisation_id,
            still.file_id == Evidence.file_id,
            or_(still.state == EvidenceState.HELD, still.personal, still.ended_at >= moment),
        )
        .exists()
    )
    query = (
        select(Evidence.organisation_id, Evidence.file_id)
        .join(File, WITH_FILE)
        .where(
            Evidence.state == EvidenceState.WITHDRAWN,
            Evidence.ended_at < moment,
            File.state != FileState.ERASED,
            ~needed,
        )
        .distinct()
        .order_by(Evidence.organisation_id, Evidence.file_id)
    )
    return [(firm, number) for firm, number in db.session.execute(query)]


def evidence_of_file(file_id: int) -> Sequence[Evidence]:
    """Held evidence with this file."""
    query = select(Evidence).where(Evidence.file_id == file_id, Evidence.state == EvidenceState.HELD)
    return db.session.scalars(query.order_by(Evidence.id)).all()


def titles_of(organisation_id: int, ids: Collection[int]) -> list[Row[Any]]:
    """What a reminder says of them, the soonest first: id, type, title, reference, valid_to."""
    query = (
        select(Evidence.id, Evidence.type, Evidence.title, Evidence.reference, Evidence.valid_to)
        .where(Evidence.organisation_id == organisation_id, Evidence.id.in_(ids))
        .order_by(Evidence.valid_to, Evidence.id)
    )
    return list(db.session.execute(query))
