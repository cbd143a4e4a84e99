"""Who is called by name in a post, so that they are told. Whoever tells them reads the rows (`forum_mention`)."""

from app.blueprints.forum.queries import mentions as queries
from app.blueprints.forum.rules.mentions import MOST_MENTIONS, names_in
from app.blueprints.forum.terms.writing import Called
from app.core.errors import Refused

OFFERED = 8
LETTERS = 3


def called_in(text: str, *, thread_id: int | None, host_id: int | None, by_id: int) -> Called:
    """Whom the text calls, of those who are here; one who calls herself is not told."""
    names = names_in(text)
    if len(names) > MOST_MENTIONS:
        raise Refused("too_many_mentions", field="body", limit=MOST_MENTIONS)
    if not names:
        return Called()
    people = queries.people_called(thread_id, host_id, names)
    firms = queries.organisations_called(names)
    known = {name for row in people for name in (row.name, f"{row.name}, {row.organisation}")}
    known |= {row.name for row in firms}
    return Called(
        people=tuple({row.id: row.name for row in people if row.id != by_id}.items()),
        organisations=tuple((row.id, row.name) for row in firms),
        unknown=tuple(name for name in names if name not in known),
    )


def call(post_id: int, revision: int, called: Called) -> None:
    """Note them. In an edit only those count as new who were not called before."""
    queries.call(
        post_id, revision, [number for number, _ in called.people], [number for number, _ in called.organisations]
    )


def offered(thread_id: int, host_id: int | None, begins: str) -> list[tuple[str, str]]:
    """What may be meant by these letters: (what to write, what to show with it). People first; no addresses."""
    if len(begins) < LETTERS:
        return []
    people = queries.people_called(thread_id, host_id, begins=begins, limit=OFFERED)
    twice = {row.name for row in people if len({other.id for other in people if other.name == row.name}) > 1}
    found = {f"{row.name}, {row.organisation}" if row.name in twice else row.name: row.organisation for row in people}
    firms = queries.organisations_called(begins=begins, limit=OFFERED)
    return [*found.items(), *((row.name, "") for row in firms)][:OFFERED]
