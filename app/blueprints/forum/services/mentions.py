"""Who is called by name in a post, so that they are told. Whoever tells them reads the rows (`forum_mention`)."""

from datetime import timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.queries import mentions as queries
from app.blueprints.forum.rules.mentions import MOST_MENTIONS, names_in
from app.blueprints.forum.terms.writing import MOST_CALLED_A_DAY, Called
from app.core.clock import now
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


def call(post_id: int, revision: int, called: Called, *, by_id: int) -> None:
    """Note them. In an edit only those count as new who were not called before.

    Each is a mail to somebody who has not asked for it, so nobody calls more than a hundred in a day, in all her posts.
    """
    people, organisations = ([number for number, _ in each] for each in (called.people, called.organisations))
    if not (people or organisations):
        return
    queries.call(post_id, revision, people, organisations)
    if queries.count_called(by_id, now() - timedelta(days=1)) > MOST_CALLED_A_DAY:
        raise Refused("too_many_mentions_today", field="body", limit=MOST_CALLED_A_DAY)


def offered(thread_id: int, begins: str, *, by: Actor) -> list[tuple[str, str]]:
    """What may be meant by these letters: (what to write, what to show with it). People first; no addresses.

    Of people only those who have spoken in the thread, and her own colleagues: nobody leafs through who works where.
    """
    if len(begins) < LETTERS:
        return []
    people = queries.people_offered(thread_id, [m.organisation_id for m in by.memberships], begins, OFFERED)
    twice = {row.name for row in people if len({other.id for other in people if other.name == row.name}) > 1}
    found = {f"{row.name}, {row.organisation}" if row.name in twice else row.name: row.organisation for row in people}
    firms = queries.organisations_called(begins=begins, limit=OFFERED)
    return [*found.items(), *((row.name, "") for row in firms)][:OFFERED]
