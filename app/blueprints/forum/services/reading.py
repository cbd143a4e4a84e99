"""How far somebody has read. It only grows, and only by what she sends: looking at a page writes nothing."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.queries import unread as queries
from app.core.clock import now


def read_up_to(thread_id: int, number: int, *, by: Actor) -> None:
    """She has read the thread up to this number; never further than it goes, never less than before."""
    queries.read_up_to(by.person_id, thread_id, number)


def mark_all_read(space_id: int | None, *, by: Actor) -> None:
    """All that is there now counts as read: in one space, or everywhere."""
    queries.all_read(by.person_id, space_id, now())
