"""The pages of themes and summary, as the hosts and everybody else meet them."""

import pytest

from app.blueprints.outcome.queries import sources
from app.blueprints.outcome.views import gathering, themes
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.meetings import note, passage
from tests.factories.outcome import WORDS, publish, published_summary, theme
from tests.factories.parity import declared


@pytest.fixture
def heard(db_session):
    """A dialogue with a passage of a firm; the buyer's owner has declared for it."""
    host, ingrid = buyer()
    firm = organisation()
    member(firm)
    dialogue = published_dialogue(host)
    said = passage(dialogue, note(dialogue, ingrid, firm), ingrid, firm)
    declared(dialogue, ingrid)
    return dialogue, ingrid, firm, said


def test_the_way_from_what_came_in_to_you_said_we_did(heard, sign_in, client):
    dialogue, ingrid, firm, said = heard
    hosts, desk = sign_in(ingrid), f"/en/dialogues/{dialogue.id}/themes"
    assert "1 thing that came in has no answer yet" in hosts.get(desk).text
    gathering = hosts.get(f"{desk}/gather")
    assert firm.name in gathering.text, "what is left to gather is shown first"
    nothing = hosts.post(f"{desk}/gather?kind=note", data={"where": "new", "title": "Fristen"})
    assert nothing.status_code == 422
    untitled = hosts.post(f"{desk}/gather?kind=note", data={"where": "new", "ids": str(said.id)})
    assert untitled.status_code == 422
    chosen = {"where": "new", "title": "Fristen", "ids": str(said.id)}
    assert hosts.post(f"{desk}/gather?kind=note", data=chosen).status_code == 303
    listed = hosts.get(desk).text
    assert "Fristen" in listed
    here = f"{desk}/" + listed.split(f'<h2 class="t"><a href="{desk}/')[1].split('"')[0]
    page = hosts.get(here)
    assert page.status_code == 200
    parts = ("title", "said", "did", "shows")
    words = {f"{part}_{code}": getattr(WORDS[code], part) for code in dialogue.languages for part in parts}
    typed = words | {"outcome": "changed", "need_id": "", "version": "1"}
    assert hosts.post(here, data=typed).status_code == 303
    behind = hosts.post(here, data=typed | {"outcome": "later"})
    assert behind.status_code == 409
    assert "The deadline is too short" in hosts.get(f"{desk}/publish").text
    assert hosts.post(f"{desk}/publish").status_code == 303
    assert hosts.post(f"{desk}/publish").status_code == 409
    read = client.get(f"/en/dialogues/{dialogue.id}/outcome").text
    assert "The deadline is too short" in read
    assert "1 remark in a meeting" in read
    assert firm.name not in read
    assert "Fristen er for kort" in client.get(f"/nn/dialogues/{dialogue.id}/outcome").text


def test_a_page_says_that_more_came_in_than_it_counts(heard, sign_in, monkeypatch):
    dialogue, ingrid, _firm, _said = heard
    for module in (sources, gathering, themes):
        monkeypatch.setattr(module, "MOST_COUNTED", 0)
    hosts, desk = sign_in(ingrid), f"/en/dialogues/{dialogue.id}/themes"
    assert "More than 0 things that came in have no answer yet" in hosts.get(desk).text
    assert '<span class="num">more than 0</span>' in hosts.get(f"{desk}/gather").text


def test_nothing_of_a_theme_is_read_before_it_is_published(heard, client):
    dialogue, ingrid, _firm, said = heard
    theme(dialogue, ingrid, said)
    for address in (f"/en/dialogues/{dialogue.id}/outcome", f"/en/dialogues/{dialogue.id}"):
        assert "The deadline is too short" not in client.get(address).text


def test_a_summary_is_saved_and_published(heard, sign_in, client):
    dialogue, ingrid, _firm, _said = heard
    hosts, path = sign_in(ingrid), f"/en/dialogues/{dialogue.id}/summary"
    assert hosts.get(path).status_code == 200
    half = {"version": "0", "body_nb": "Vi har lært **mye**.", "publish": "1"}
    lacking = hosts.post(path, data=half)
    assert (lacking.status_code, "lært" in lacking.text) == (422, True)
    assert hosts.post(path, data={"version": "0", "body_nb": "Vi har lært **mye**."}).status_code == 303
    assert hosts.post(path, data={"version": "0", "body_nb": "Andre ord."}).status_code == 409
    both = {"version": "1", "body_nb": "Vi har lært **mye**.", "body_en": "We learned **a lot**.", "publish": "1"}
    assert hosts.post(path, data=both).status_code == 303
    assert "<strong>a lot</strong>" in client.get(f"/en/dialogues/{dialogue.id}/outcome").text


def test_what_is_set_aside_is_listed_and_taken_up_again(heard, sign_in):
    dialogue, ingrid, _firm, said = heard
    hosts, desk = sign_in(ingrid), f"/nb/dialogues/{dialogue.id}/themes"
    assert hosts.post(f"{desk}/gather?kind=note", data={"where": "aside", "ids": str(said.id)}).status_code == 303
    page = hosts.get(f"{desk}/aside").text
    back = page.split(f'action="{desk}/sources/')[1].split('"')[0]
    assert hosts.post(f"{desk}/sources/{back}").status_code == 303
    assert hosts.get(f"{desk}/aside").status_code == 200


def test_nobody_who_has_not_declared_reads_a_theme_or_what_it_came_from(db_session, sign_in, client):
    host, ingrid = buyer()
    dialogue = published_dialogue(host)
    made = theme(dialogue, ingrid)
    for path in ("", "/new", "/gather", "/aside", "/publish", f"/{made.id}"):
        address = f"/nb/dialogues/{dialogue.id}/themes{path}"
        assert sign_in(ingrid).get(address).status_code == 403, address
        assert client.get(address).status_code == 401, address


def test_what_came_of_a_dialogue_is_read_with_a_fixed_number_of_statements(heard, client, statements):
    dialogue, ingrid, _firm, _said = heard
    for _ in range(3):
        theme(dialogue, ingrid)
    publish(dialogue, ingrid)
    published_summary(dialogue, ingrid)
    with statements() as seen:
        assert client.get(f"/nb/dialogues/{dialogue.id}/outcome").status_code == 200
    assert len(seen) <= 6


def test_the_desk_costs_no_more_with_more_themes(heard, sign_in, statements):
    dialogue, ingrid, _firm, said = heard
    hosts = sign_in(ingrid)
    for _ in range(4):
        theme(dialogue, ingrid, said)
    for path in ("", "/gather?kind=note", "/publish"):
        with statements() as seen:
            assert hosts.get(f"/nb/dialogues/{dialogue.id}/themes{path}").status_code == 200
        assert len(seen) <= 10, path
