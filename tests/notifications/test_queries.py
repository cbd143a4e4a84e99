"""What the inbox is asked."""

from app.blueprints.notifications.queries import inbox as queries
from app.core.clock import now
from app.core.db import Context, unit_of_work
from tests.factories.accounts import person


def test_the_count_at_the_top_of_the_page_follows_the_inbox_whatever_happens_to_it(db_session, owner_sql):
    """Kept by a trigger: put in, put in twice, read, read again, all read, taken away."""
    reader, other = person(), person()

    def counted():
        return owner_sql("SELECT unread FROM accounts_person WHERE id = %(id)s", id=reader.id)[0][0]

    def put(key):
        with unit_of_work():
            queries.put_in_inbox(reader.id, key, "test", {})

    for key in ("a", "b", "b", "c"):
        put(key)
    assert counted() == 3
    with unit_of_work(Context(person_id=reader.id)):
        first = queries.inbox(reader.id).rows[-1].id
        queries.mark_read(reader.id, now(), first)
    with unit_of_work(Context(person_id=reader.id)):
        queries.mark_read(reader.id, now(), first)
    assert counted() == 2
    owner_sql("DELETE FROM notifications_inbox_item WHERE person_id = %(id)s AND entry_key = 'c'", id=reader.id)
    assert counted() == 1
    with unit_of_work(Context(person_id=reader.id)):
        queries.mark_read(reader.id, now())
    assert counted() == 0
    assert owner_sql("SELECT unread FROM accounts_person WHERE id = %(id)s", id=other.id) == [(0,)]
