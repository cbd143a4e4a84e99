"""A thread as a tree: what stands where on a page, what a screen reader is told, and addresses by number."""

import re
from types import SimpleNamespace

import pytest

from app.blueprints.forum.rules.paths import numbers
from app.blueprints.forum.rules.tree import arranged, branch, replanted
from app.blueprints.forum.terms.tending import Standing
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import published_dialogue
from tests.factories.forum import many_posts, post, thread


def row(seq: int, *above: int, answers: int | None = None) -> SimpleNamespace:
    """A post whose id is its number, with the posts above it on its path."""
    path = b"".join(n.to_bytes(4, "big") for n in (*above, seq))
    return SimpleNamespace(id=seq, seq=seq, path=path, parent_id=answers or (above[-1] if above else None))


def drawn(posts) -> list[tuple[int, int, bool]]:
    return [(p.seq, level, below) for p, level, below in arranged(posts)]


def test_an_answer_stands_below_what_it_answers_and_answers_keep_their_order() -> None:
    page = [row(1), row(2), row(3, 1), row(4, 2), row(5, 1, 3), row(6, 1)]
    assert drawn(page) == [
        (1, 1, False), (3, 2, True), (5, 3, True), (6, 2, True), (2, 1, False), (4, 2, True),
    ]  # fmt: skip


def test_a_page_begins_at_the_first_level_whatever_it_answers_on_earlier_pages() -> None:
    page = [row(21, 1, 7), row(22, 1, 7, 21), row(23, 1)]
    assert drawn(page) == [(21, 1, False), (22, 2, True), (23, 1, False)]


def test_what_answers_the_fifth_level_stands_on_it_and_is_not_taken_for_an_answer_to_its_neighbour() -> None:
    page = [row(1), row(2, 1), row(3, 1, 2), row(4, 1, 2, 3), row(5, 1, 2, 3, 4), row(6, 1, 2, 3, 4, answers=5)]
    assert drawn(page)[-2:] == [(5, 5, True), (6, 5, False)]


def standing(seq: int | None, parent: int | None = None, number: int = 0) -> Standing:
    return Standing(seq or number, seq, parent, None if seq is None else b"", visible=True)


def test_a_branch_is_what_answers_the_post_and_what_answers_that_and_what_waits_to() -> None:
    posts = [standing(9, 5), standing(4), standing(5, 3), standing(3), standing(None, 9, 77), standing(None, 4, 78)]
    assert [p.id for p in branch(3, posts)] == [3, 5, 9, 77]


def test_a_branch_is_replanted_with_dense_numbers_below_its_new_place_at_most_five_deep() -> None:
    chain = [standing(3), standing(5, 3), standing(6, 5), standing(8, 6), standing(9, 8), standing(12, 9)]
    placed = [(seq, numbers(path)) for _, seq, path in replanted(chain, 40, b"")]
    assert placed == [
        (41, (41,)), (42, (41, 42)), (43, (41, 42, 43)), (44, (41, 42, 43, 44)), (45, (41, 42, 43, 44, 45)),
        (46, (41, 42, 43, 44, 46)),
    ]  # fmt: skip
    assert numbers(replanted([standing(3, 2)], 9, (7).to_bytes(4, "big"))[0][2]) == (7, 10)


@pytest.fixture
def opened(db_session):
    supplier = organisation("supplier")
    who = member(supplier, "editor")
    return thread(published_dialogue(), supplier, who), supplier, who


def test_the_page_draws_the_tree_and_says_the_level_in_words(opened, client) -> None:
    where, supplier, who = opened
    for answered in (1, None, 2):
        post(where, supplier, who, reply_to=answered)
    page = client.get(f"/en/threads/{where.id}").text
    assert re.findall(r'class="post(?: level-(\d))?" id="post-(\d)"', page) == [
        ("", "1"), ("2", "2"), ("3", "4"), ("", "3"),
    ]  # fmt: skip
    article = page.split('id="post-4"')[1].split("</article>")[0]
    assert "Level 3." in re.sub(r"<[^>]+>", "", article)
    assert "in reply to #2</span>" in article


def test_an_answer_whose_question_is_on_another_page_links_to_it(opened, client) -> None:
    where, supplier, who = opened
    many_posts(where, supplier, who, 20)
    post(where, supplier, who, reply_to=3)
    page = client.get(f"/en/threads/{where.id}?page=2").text
    article = page.split('id="post-22"')[1].split("</article>")[0]
    assert f'href="/en/threads/{where.id}?page=1#post-3">in reply to #3</a>' in article
    assert 'class="post" id="post-22"' in page, "a page never begins indented"


def test_the_number_of_a_post_is_its_address(opened, client) -> None:
    where, supplier, who = opened
    many_posts(where, supplier, who, 30)
    at = f"/en/threads/{where.id}"
    assert f'href="{at}/posts/7"' in client.get(at).text
    assert client.get(f"{at}/posts/7").location == f"{at}#post-7"
    assert client.get(f"{at}/posts/25").location == f"{at}?page=2#post-25"


@pytest.mark.parametrize("number", [0, 2, 999_999_999_999])
def test_a_number_that_was_never_given_is_a_kind_404(opened, client, number) -> None:
    where = opened[0]
    answer = client.get(f"/en/threads/{where.id}/posts/{number}")
    assert answer.status_code == 404
    assert "The last post is #1." in answer.text
    assert f'href="/en/threads/{where.id}"' in answer.text
    assert client.get(f"/en/threads/{10**9}/posts/1").status_code == 404
