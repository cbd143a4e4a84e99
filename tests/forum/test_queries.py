"""What a thread costs, that it does not grow, and that a space's threads come whole and in order."""

import pytest

from app.blueprints.accounts.terms import Visitor
from app.blueprints.forum import queries
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import many_posts, post, thread

THREAD_BUDGET, SIGNED_IN = 4, 2


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier)
    return dialogue, supplier, who, thread(dialogue, supplier, who)


def count(statements, client, url: str) -> int:
    client.get(url)  # the first one fills caches
    with statements() as seen:
        answer = client.get(url)
    assert answer.status_code == 200
    writes = [s for s in seen if s.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not writes, "a page that is read writes nothing"
    return len(seen)


def test_a_thread_costs_the_same_with_ten_posts_and_with_a_thousand(scene, client, sign_in, statements) -> None:
    _dialogue, supplier, who, opened = scene
    url = f"/nb/threads/{opened.id}"
    many_posts(opened, supplier, who, 9)
    reader = sign_in(who)
    few, few_signed_in = count(statements, client, url), count(statements, reader, url)
    many_posts(opened, supplier, who, 990)
    assert count(statements, client, url) == few <= THREAD_BUDGET
    assert count(statements, client, url + "?page=50") == few
    assert count(statements, reader, url) <= few_signed_in <= THREAD_BUDGET + SIGNED_IN


def test_threads_come_page_by_page_with_the_latest_first(scene) -> None:
    dialogue, supplier, who, opened = scene
    for n in range(24):
        thread(dialogue, supplier, who, title=f"Tråd {n}")
    post(opened, supplier, who)
    first, after = queries.threads_of(dialogue.space_id, Visitor())
    second, end = queries.threads_of(dialogue.space_id, Visitor(), after)
    assert first[0].id == opened.id
    assert (len(first), len(second), end) == (20, 5, None)
    assert len({row.id for row in first + second}) == 25
    assert len(queries.threads_of(dialogue.space_id, Visitor(), "nonsense_1")[0]) == 20
