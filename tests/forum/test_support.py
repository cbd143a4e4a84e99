""" "We share this": an organisation's word, once, for what another has written."""

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.services import posts, tending
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, member, organisation
from tests.factories.forum import open_forum, thread


@pytest.fixture
def scene(db_session):
    """A post in a forum, and another firm with two of its people."""
    supplier, other = organisation("supplier"), organisation("supplier", name="Fjordservice AS")
    opened = thread(open_forum(), supplier, member(supplier))
    first = db.session.get_one(Post, opened.opening_post_id)
    return first, supplier, other, member(other), member(other, "editor")


def counted(post: Post) -> int:
    return db.session.get_one(Post, post.id, populate_existing=True).support_count


def test_an_organisation_says_it_once_whoever_speaks_and_can_take_it_back(scene) -> None:
    post, _supplier, other, one, two = scene
    for who in (one, two, one):
        with unit_of_work():
            tending.share(post, other.id, by=actor(who))
    assert counted(post) == 1
    for _ in range(2):
        with unit_of_work():
            tending.take_back(post, other.id, by=actor(two))
    assert counted(post) == 0


def test_nobody_shares_their_own_post_nor_speaks_for_others_nor_before_they_are_verified(scene) -> None:
    post, supplier, other, one, _two = scene
    unverified = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    for firm, who, kind, told in (
        (supplier, member(supplier), Conflict, "own_post_is_not_supported"),
        (supplier, one, Refused, "not_for_this_organisation"),
        (other, member(other, "reader"), Refused, "not_for_this_organisation"),
        (unverified, member(unverified), Conflict, "support_waits_for_verification"),
    ):
        with pytest.raises(kind, match=told), unit_of_work():
            tending.share(post, firm.id, by=actor(who))
    assert counted(post) == 0


def test_what_cannot_be_seen_or_stands_where_nobody_writes_any_more_is_shared_by_nobody(scene) -> None:
    post, supplier, other, one, _two = scene
    space = db.session.query(Space).one()
    space.state = SpaceState.CLOSED
    db.session.commit()
    with pytest.raises(Conflict, match="space_is_closed"), unit_of_work():
        tending.share(post, other.id, by=actor(one))
    space.state = SpaceState.OPEN
    db.session.commit()
    with unit_of_work():
        posts.withdraw_post(post, by=actor(member(supplier)))
    with pytest.raises(Conflict, match="only_what_is_seen_is_supported"), unit_of_work():
        tending.share(post, other.id, by=actor(one))


def test_the_post_shows_how_many_and_its_page_shows_which(scene, client, sign_in) -> None:
    post, _supplier, other, one, _two = scene
    at = f"/en/posts/{post.id}/support"
    assert client.post(at, data={"organisation_id": str(other.id)}).status_code == 401
    assert sign_in(one).post(at, data={"organisation_id": "x"}).status_code == 400
    assert sign_in(one).post(at, data={"organisation_id": str(other.id)}).location == at
    thread_page = client.get(f"/en/threads/{post.thread_id}").text
    assert f'href="{at}">We share this <b>1</b>' in thread_page
    page = client.get(at).text
    assert "1 organisation shares this" in page
    assert "Fjordservice AS" in page
    assert "We share this no longer" in sign_in(one).get(at).text
    assert sign_in(one).post(f"{at}/withdraw", data={"organisation_id": str(other.id)}).status_code == 303
    assert "No organisation has said so yet." in client.get(at).text


def test_the_page_of_what_nobody_sees_is_404(scene, client, owner_sql) -> None:
    post, supplier, *_rest = scene
    with unit_of_work():
        posts.withdraw_post(post, by=actor(member(supplier)))
    assert client.get(f"/en/posts/{post.id}/support").status_code == 404
