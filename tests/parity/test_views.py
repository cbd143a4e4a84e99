"""The pages of the ledger: a call is written down, is red, is published or exempted by two, and then it may close."""

import html
import re
from datetime import timedelta

from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services.closing import obstacles
from app.blueprints.parity.queries import standing
from app.blueprints.parity.services import ledger
from app.core.clock import local, now
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.parity import given, item_draft


def call(firm, **values) -> dict[str, object]:
    at = local(now() - timedelta(hours=2))
    return {
        "title": "Strømmen på kaia", "words": "Kaia får 2 MW strøm i 2028.", "lang": "nb", "channel": "call",
        "told_on": at.date().isoformat(), "told_time": f"{at:%H:%M}", "numbers": firm.number, "once": "k",
    } | values  # fmt: skip


def beside(page: str, words: str) -> str:
    """Where the link with these words leads."""
    return html.unescape(re.search(rf'href="([^"]*)"[^>]*>(?:(?!</a>).)*{words}', page, re.DOTALL)[1])


def in_the_way(dialogue) -> list[str]:
    with unit_of_work():
        return [one.code for one in obstacles(dialogue.id) if one.code == "items_are_red"]


def test_what_was_told_on_the_telephone_is_published_in_both_languages_and_no_longer_red(sign_in, client) -> None:
    lead, ingrid = buyer()
    firm = organisation(name="Nordfjord Mekaniske AS")
    member(firm, name="Sara Selger")
    dialogue = published_dialogue(lead)
    base, hers = f"/en/dialogues/{dialogue.id}", sign_in(ingrid)
    refused = hers.post(f"{base}/ledger/new", data=call(firm, numbers=lead.number))
    assert refused.status_code == 422
    made = hers.post(f"{base}/ledger/new", data=call(firm))
    assert made.status_code == 303
    page = hers.get(f"{base}/ledger").get_data(as_text=True)
    assert "1 thing that some were told cannot be read by everybody" in page
    assert "by telephone, to 1 organisation" in page
    assert in_the_way(dialogue) == ["items_are_red"]
    assert "Kaia får 2 MW" not in client.get(f"{base}/told").get_data(as_text=True)
    assert "0 of the 1 things that anyone was told" in client.get(base).get_data(as_text=True)

    words = {"title_nb": "Strømmen på kaia", "text_nb": "Kaia får 2 MW strøm i 2028.", "title_en": "Power at the quay"}
    half = hers.post(f"{made.location}/publish", data={"version": 1, **words, "text_en": ""})
    assert half.status_code == 422
    whole = {**words, "text_en": "The quay gets 2 MW of power in 2028."}
    assert hers.post(f"{made.location}/publish", data={"version": 0, **whole}).status_code == 409
    assert hers.post(f"{made.location}/publish", data={"version": 1, **whole}).status_code == 303
    assert "As it was told, before it was published" in hers.get(made.location).get_data(as_text=True)
    told = client.get(f"{base}/told").get_data(as_text=True)
    assert "The quay gets 2 MW of power in 2028." in told
    assert "Nordfjord" not in told
    assert "The one thing that anyone was told is published." in client.get(base).get_data(as_text=True)
    assert in_the_way(dialogue) == []


def test_an_exemption_takes_two_people(sign_in) -> None:
    lead, ingrid = buyer()
    colleague = member(lead, "editor", name="Ola Kollega")
    dialogue, firm = published_dialogue(lead), organisation()
    item = given(dialogue, firm)
    base = f"/nb/dialogues/{dialogue.id}/ledger/{item.id}"
    hers, his = sign_in(ingrid), sign_in(colleague)
    assert hers.post(f"{base}/exempt", data={"reason": ""}).status_code == 422
    assert hers.post(f"{base}/exempt", data={"reason": "Bare veien til møterommet.", "once": "a"}).status_code == 303
    assert his.post(f"{base}/exempt", data={"reason": "Det samme.", "once": "b"}).status_code == 409
    assert hers.post(f"{base}/exemption/approve").status_code == 409
    assert in_the_way(dialogue) == ["items_are_red"]
    assert his.post(f"{base}/exemption/approve").status_code == 303
    assert in_the_way(dialogue) == []
    page = his.get(base).get_data(as_text=True)
    assert "Bare veien til møterommet." in page
    assert "Ingrid Innkjøper" in page
    assert standing(dialogue.id).exempted == 1


def test_the_matrix_shows_who_was_told_first_and_turns_its_pages_both_ways(sign_in, statements) -> None:
    lead, ingrid = buyer()
    dialogue = published_dialogue(lead)
    firms = [organisation(name=f"Firma {letter}") for letter in "ABCDEFGH"]
    for number in range(1, 23):
        given(dialogue, firms[number % 8], subject_id=number, title=f"Sak {number}")
    base, hers = f"/en/dialogues/{dialogue.id}/ledger/matrix", sign_in(ingrid)
    with statements() as seen:
        first = hers.get(base).get_data(as_text=True)
    assert len(seen) <= 10
    assert "Sak 22" in first
    assert "Sak 2<" not in first
    assert "Suppliers 1 to 6 of 8" in first
    assert "Not told" in first
    older = hers.get(base + beside(first, "Older")).get_data(as_text=True)
    assert "Sak 2<" in older
    assert "Sak 22" not in older
    last = hers.get(base + beside(older, "Suppliers after these")).get_data(as_text=True)
    assert "Suppliers 7 to 8 of 8" in last
    assert "Sak 2<" in last
    back = hers.get(base + beside(last, "Newer")).get_data(as_text=True)
    assert "Sak 22" in back
    assert "Suppliers 7 to 8 of 8" in back


def test_a_stranger_meets_no_ledger(sign_in, client) -> None:
    dialogue = published_dialogue()
    item = given(dialogue, organisation())
    stranger = sign_in(member(organisation("buyer")))
    for path in ("", "/matrix", "/new", f"/{item.id}", f"/{item.id}/publish", f"/{item.id}/exempt"):
        assert stranger.get(f"/nb/dialogues/{dialogue.id}/ledger{path}").status_code == 404
        assert client.get(f"/nb/dialogues/{dialogue.id}/ledger{path}").status_code in (401, 404)


def test_rows_are_seen_by_hosts_by_those_who_were_told_and_once_published_by_all(db_session) -> None:
    lead, _ = buyer()
    dialogue, told, other = published_dialogue(lead), organisation(), organisation()
    given(dialogue, told)
    tables = ("item", "told", "participant", "exemption")

    def seen(*organisation_ids: int) -> list[int]:
        with unit_of_work(Context(organisation_ids=organisation_ids)):
            return [db.session.scalar(db.text(f"SELECT count(*) FROM parity_{table}")) for table in tables]

    assert seen(lead.id) == [1, 1, 1, 0]
    assert seen(told.id) == [1, 1, 1, 0]
    assert seen(other.id) == [0, 0, 0, 0]
    assert seen() == [0, 0, 0, 0]


def test_what_a_moderator_has_hidden_is_counted_and_not_named_in_public(db_session, client) -> None:
    dialogue = published_dialogue()
    with unit_of_work():
        ledger.published(dialogue.id, [item_draft(4, title="Noe stygt")], at=now(), by=None, path="/x")
        ledger.hidden(dialogue.id, "note", [4], at=now(), subject_type="meetings_note")
    page = client.get(f"/en/dialogues/{dialogue.id}/told").get_data(as_text=True)
    assert "A moderator has hidden this" in page
    assert "Noe stygt" not in page
    assert "The one thing that anyone was told is published." in page


def test_a_close_that_somebody_overtakes_with_a_thing_told_is_a_409_with_words(sign_in, monkeypatch) -> None:
    lead, ingrid = buyer()
    dialogue = published_dialogue(lead)
    given(dialogue, organisation())
    monkeypatch.setattr(closing, "_obstacles", {})  # all was well when it was asked
    address = f"/en/dialogues/{dialogue.id}/close"
    hers = sign_in(ingrid)
    refused = hers.post(address, data={"version": dialogue.version})
    assert refused.status_code == 409
    assert "This dialogue cannot be closed yet" in refused.text
    assert 'name="version"' in hers.get(address).text, "it is open still"
