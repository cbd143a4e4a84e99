"""Who is invited, who hosts, and the codes, notices and profile of a dialogue."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError, NoResultFound

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue, DialogueCode, Host, Invited, Notice
from app.blueprints.dialogues.terms.process import CodeKind, HostState
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import ProfileState
from app.core.db import db, read
from app.core.errors import Conflict
from app.core.pages import LENGTH, Page, cut

# ---- who is invited ---------------------------------------------------------------------------------------------


def is_invited(dialogue_id: int, organisation_id: int) -> bool:
    query = select(Invited.id).where(Invited.dialogue_id == dialogue_id, Invited.organisation_id == organisation_id)
    return db.session.execute(query).first() is not None


def invited(dialogue_id: int, after: int | None = None) -> Page:
    """Those invited, the latest first: id (of the invitation), organisation_id, name, number, created_at."""
    query = (
        select(Invited.id, Invited.organisation_id, Organisation.name, Organisation.number, Invited.created_at)
        .join(Organisation, Organisation.id == Invited.organisation_id)
        .where(Invited.dialogue_id == dialogue_id)
        .order_by(Invited.id.desc())
        .limit(LENGTH + 1)
    )
    if after is not None:
        query = query.where(Invited.id < after)
    return cut(list(db.session.execute(query)), lambda row: row.id)


def invited_ids(dialogue_id: int) -> Sequence[int]:
    return db.session.scalars(select(Invited.organisation_id).where(Invited.dialogue_id == dialogue_id)).all()


def put_invitation(dialogue_id: int, organisation_id: int, by_id: int | None) -> int | None:
    """The invitation's number; None when it is there already."""
    row = {"dialogue_id": dialogue_id, "organisation_id": organisation_id, "invited_by": by_id}
    return db.session.scalar(insert(Invited).values(**row).on_conflict_do_nothing().returning(Invited.id))


def take_invitation(dialogue_id: int, organisation_id: int) -> bool:
    query = delete(Invited).where(Invited.dialogue_id == dialogue_id, Invited.organisation_id == organisation_id)
    return db.session.scalar(query.returning(Invited.id)) is not None


# ---- who hosts --------------------------------------------------------------------------------------------------

_HOSTS = (
    select(Host.id, Host.organisation_id, Host.leads, Host.state, Host.answered_at, Host.offered_at, Organisation.name)
    .join(Organisation, Organisation.id == Host.organisation_id)
    .where(Host.dialogue_id == bindparam("dialogue"))
    .order_by(Host.leads.desc(), Host.id)
)


def hosts_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """Everybody who hosts or has been asked to, who leads first; also those who said no, or have left."""
    return read(_HOSTS, {"dialogue": dialogue_id}).all()


def take_lead(dialogue_id: int, organisation_id: int) -> bool:
    """This co-host leads from now on, its space follows; False when nobody has offered it, or it is closed."""
    return bool(db.session.scalar(select(func.dialogues_take_lead(dialogue_id, organisation_id))))


def find_host(dialogue_id: int, organisation_id: int) -> Host | None:
    """The pair's row, held until the transaction ends."""
    query = select(Host).where(Host.dialogue_id == dialogue_id, Host.organisation_id == organisation_id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


_ASKED = (
    select(
        Dialogue.id, Dialogue.lang, Dialogue.title, Dialogue.summary, Dialogue.state, Dialogue.organisation_id,
        Dialogue.host_ids, Organisation.name.label("organisation"),
    )
    .join(Organisation, Organisation.id == Dialogue.organisation_id)
)  # fmt: skip
_WAITING = select(Host.organisation_id).where(Host.dialogue_id == bindparam("dialogue"), Host.state == HostState.ASKED)


class Asked:
    """A dialogue as it is shown to those asked to host it along; `asked_ids`: the buyers that have not answered."""

    def __init__(self, row: Row[Any], asked_ids: Sequence[int]) -> None:
        self.id, self.lang, self.title, self.summary = row.id, row.lang, row.title, row.summary
        self.state, self.organisation_id, self.host_ids = row.state, row.organisation_id, row.host_ids
        self.organisation, self.asked_ids = row.organisation, tuple(asked_ids)


def asked_dialogue(dialogue_id: int) -> Asked:
    """NoResultFound where nobody is asked."""
    waiting = read(_WAITING, {"dialogue": dialogue_id}).scalars().all()
    if not waiting:
        raise NoResultFound
    return Asked(db.session.execute(_ASKED.where(Dialogue.id == dialogue_id)).one(), waiting)


def asked_of(organisation_id: int) -> Sequence[Row[Any]]:
    """Dialogues that this buyer is asked to host along, the oldest first; columns as of `asked_dialogue`."""
    query = _ASKED.join(Host, Host.dialogue_id == Dialogue.id).where(
        Host.organisation_id == organisation_id, Host.state == HostState.ASKED
    )
    return db.session.execute(query.order_by(Host.id).limit(20)).all()


# ---- codes and notices ------------------------------------------------------------------------------------------

_CODES = select(DialogueCode.kind, DialogueCode.code).where(DialogueCode.dialogue_id == bindparam("dialogue"))
_NOTICES = (
    select(Notice.id, Notice.kind, Notice.place, Notice.number, Notice.url, Notice.published_on)
    .where(Notice.dialogue_id == bindparam("dialogue"))
    .order_by(Notice.id)
)


def codes_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """kind and code, in the order of the lists."""
    return read(_CODES.order_by(DialogueCode.kind, DialogueCode.code), {"dialogue": dialogue_id}).all()


def put_code(dialogue_id: int, kind: CodeKind, code: str) -> bool:
    row = {"dialogue_id": dialogue_id, "kind": kind, "code": code}
    query = insert(DialogueCode).values(**row).on_conflict_do_nothing().returning(DialogueCode.id)
    return db.session.scalar(query) is not None


def take_code(dialogue_id: int, kind: CodeKind, code: str) -> bool:
    query = delete(DialogueCode).where(
        DialogueCode.dialogue_id == dialogue_id, DialogueCode.kind == kind, DialogueCode.code == code
    )
    return db.session.scalar(query.returning(DialogueCode.id)) is not None


def notices_of(dialogue_id: int) -> Sequence[Row[Any]]:
    return read(_NOTICES, {"dialogue": dialogue_id}).all()


def find_notice(dialogue_id: int, notice_id: int) -> Notice | None:
    return db.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.dialogue_id == dialogue_id))


# ---- the requirement profile ------------------------------------------------------------------------------------

_ATTACHABLE = select(Profile.id, Profile.title, Profile.language).where(Profile.state == ProfileState.PUBLISHED)


def published_profiles(host_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """What the hosts have published and not withdrawn, newest first: id, title, language."""
    query = _ATTACHABLE.where(Profile.organisation_id.in_(host_ids)).order_by(Profile.id.desc()).limit(50)
    return db.session.execute(query).all()


def find_published_profile(host_ids: Sequence[int], profile_id: int | None) -> Row[Any] | None:
    query = _ATTACHABLE.where(Profile.organisation_id.in_(host_ids), Profile.id == profile_id)
    return db.session.execute(query).one_or_none()


NOTHING_RED = "nothing_red_at_the_close"
"""The trigger of the ledger on the dialogue's row."""


@contextmanager
def refused_by_the_database(constraint: str, code: str) -> Iterator[None]:
    """Conflict(`code`) when this constraint refuses what is written inside; the transaction goes on without it."""
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != constraint:
            raise
        raise Conflict(code) from error
