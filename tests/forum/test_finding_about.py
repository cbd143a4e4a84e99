"""Finding one's way about: from a post to an answer to it, from a thread to where it stands, from old threads back."""

import re

import pytest

from app.blueprints.forum.services import tending
from app.blueprints.forum.terms.tending import LockReason
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post, thread


@pytest.fixture
def firm(db_session):
    supplier = organisation("supplier", name="Sula Elektro AS")
    who = member(supplier, "editor", name="Solveig Eide", locale="en")
    db.session.commit()
    return supplier, who


def marked(page: str) -> list[str]:
    menu = page.split('<nav class="mainnav')[1].split("</nav>", maxsplit=1)[0]
    return re.findall(r'aria-current="page">([^<]+)<', menu)


def test_a_visitor_goes_from_a_post_through_sign_in_to_an_answer_to_it(client, firm) -> None:
    host, _lead = buyer(name="Fjordane kommune")
    opened = thread(published_dialogue(host), *firm)
    post(opened, *firm)
    address = f"/en/threads/{opened.id}"
    assert f'href="{address}/reply?to=2"' in client.get(address).text
    asked = client.get(f"{address}/reply?to=2")
    assert asked.status_code == 401
    assert "Sign in, and you come to the page that you asked for." in asked.text
    assert "you asked for" not in client.get("/en/sign-in").text
    with unit_of_work():
        tending.lock(opened.id, LockReason.OVER, by=actor(person(platform=("moderator",))))
    assert "/reply" not in client.get(address).text, "nobody is sent to sign in to a thread that takes no posts"


def test_the_menu_marks_the_part_of_the_site_that_a_thread_stands_in(client, sign_in, firm) -> None:
    host, _lead = buyer(name="Fjordane kommune")
    talks = {"Market dialogues": thread(published_dialogue(host), *firm), "Forums": thread(open_forum(), *firm)}
    for part, opened in talks.items():
        assert marked(client.get(f"/en/threads/{opened.id}").text) == [part]
        assert marked(sign_in(firm[1]).get(f"/en/threads/{opened.id}/reply").text) == [part]


def test_a_thread_names_each_organisation_that_speaks_in_it_once(client, firm) -> None:
    opened = thread(open_forum(), *firm)
    post(opened, *firm)
    assert "In this thread" not in client.get(f"/en/threads/{opened.id}").text, "one firm is no conversation"
    other = organisation("supplier", name="Salten Renhold AS")
    post(opened, other, member(other, "editor"))
    aside = client.get(f"/en/threads/{opened.id}").text.split('id="voices"')[1].split("</section>")[0]
    assert re.findall(r"<a [^>]+>([^<]+)</a>", aside) == ["Sula Elektro AS", "Salten Renhold AS"]


def test_old_threads_lead_on_to_older_ones_and_back_to_the_latest(client, firm) -> None:
    space = open_forum()
    for number in range(21):
        thread(space, *firm, title=f"Tråd {number}")
    address = f"/en/forums/{space.id}"
    first = client.get(address).text
    assert "The latest threads" not in first
    older = re.search(r'href="([^"]+\?after=[^"]+)"', first)
    assert older
    second = client.get(older[1].replace("&amp;", "&")).text
    assert re.findall(r">(Tråd \d+)<", second) == ["Tråd 0"]
    assert f'href="{address}#threads">The latest threads' in second
    assert "Older threads" not in second


def test_who_only_reads_for_a_firm_is_told_who_can_let_her_write(client, sign_in, firm) -> None:
    opened = thread(open_forum(), *firm)
    reader = sign_in(member(firm[0], "reader", locale="en"))
    page = reader.get(f"/en/threads/{opened.id}").text
    assert "An owner of your organisation can give you that role." in page
    alone = sign_in(person(locale="en")).get(f"/en/threads/{opened.id}").text
    assert 'href="/en/organisations/new"' in alone.split("you must act for an organisation")[1].split("</p>")[0]
