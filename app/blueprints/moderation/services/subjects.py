"""What can be moderated: rooms above register their kinds here, and their things are asked for by kind and id."""

from collections.abc import Iterable

from app.blueprints.bilingual.terms.presenting import Reader
from app.blueprints.moderation.queries.things import found
from app.blueprints.moderation.terms.subjects import AsRead, Description, Subject, Thing

_subjects: dict[str, Subject] = {}


def register(subject_type: str, handlers: Subject) -> None:
    """A room above says how a kind of its things ("post") is described, hidden, restored, released and found."""
    _subjects[subject_type] = handlers


def subject(subject_type: str) -> Subject:
    """The handlers of a kind; NoResultFound for a kind that nobody registered."""
    return found(_subjects.get(subject_type))


def find_thing(subject_type: str, subject_id: int) -> Thing:
    """The thing as it is now; NoResultFound when there is none."""
    about = found(describe(subject_type, subject_id))
    return Thing(subject_type=subject_type, subject_id=subject_id, handlers=subject(subject_type), about=about)


def describe(subject_type: str, subject_id: int) -> Description | None:
    """What the thing is just now; None when it is gone, or its room is."""
    handlers = _subjects.get(subject_type)
    return handlers.describe([subject_id]).get(subject_id) if handlers else None


def as_read(things: Iterable[tuple[str, int]], reader: Reader) -> dict[tuple[str, int], AsRead]:
    """Things (kind, id) in the words that this reader is shown: one question to each room that has translations."""
    wanted: dict[str, list[int]] = {}
    for subject_type, subject_id in things:
        wanted.setdefault(subject_type, []).append(subject_id)
    read: dict[tuple[str, int], AsRead] = {}
    for subject_type, ids in wanted.items():
        handlers = _subjects.get(subject_type)
        if handlers and handlers.as_read:
            read |= {(subject_type, key): one for key, one in handlers.as_read(ids, reader).items()}
    return read
