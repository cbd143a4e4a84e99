"""Names that are called in a post: who is told, who is shown, and what a text full of them comes to."""

import pytest

from app.blueprints.accounts.terms import Authority
from app.blueprints.forum.models import Mention, Post
from app.blueprints.forum.rules.mentions import MOST_MENTIONS, names_in
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import RevisionDraft
from app.core.db import db, unit_of_work
from app.core.errors import Refused
from app.core.text import to_html
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import post, thread


def test_names_are_found_once_each_and_shown_as_what_they_are() -> None:
    text = (
        "Hei @[Solveig Eide] og @[Sula Elektro AS], og @[Solveig Eide] igjen. `@[kode]` @[] @[lenke](https://a.example)"
    )
    assert names_in(text) == ["Solveig Eide", "Sula Elektro AS", "kode"]
    html = to_html("@[<b>Fett</b> & sønn] og @[Ola *N*]")
    assert html == "<p><strong>@&lt;b&gt;Fett&lt;/b&gt; &amp; sønn</strong> og <strong>@Ola *N*</strong></p>"
    assert "<strong>" not in to_html("`@[kode]`")


@pytest.mark.parametrize(
    "text", ["@[Ola] " * 5_000, "@[" * 50_000, "@[" + "a" * 99_000, "@[a\n" * 25_000, "@[]" * 30_000]
)
def test_a_text_full_of_names_costs_no_more_than_its_length(text) -> None:
    assert len(names_in(text)) <= 1
    assert len(names_in("".join(f"@[Navn {n}] " for n in range(5_000)))) == MOST_MENTIONS + 1


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer(name="Kystfylket")
    host = member(firm, "editor", name="Arne Hauge")
    supplier = organisation("supplier", name="Sula Elektro")
    who = member(supplier, "editor", name="Solveig Eide")
    opened = thread(published_dialogue(firm), supplier, who)
    return firm, host, supplier, who, opened


def called(made) -> set:
    rows = db.session.query(Mention).filter_by(post_id=made.id)
    return {(row.person_id or 0, row.organisation_id or 0, row.revision) for row in rows}


def test_those_who_take_part_are_told_and_strangers_and_oneself_are_not(scene) -> None:
    firm, host, supplier, who, opened = scene
    stranger = member(organisation("supplier"), "owner", name="Fremmed Person")
    worker = member(supplier, "worker", name="Montør Monsen")
    known = organisation("supplier", name="Baltic Mooring")
    unproven = organisation("supplier", name="Ukjent AS", authority=Authority.UNPROVEN)
    names = [host, who, stranger, worker, known, unproven, firm]
    made = post(opened, supplier, who, " ".join(f"@[{one.name}]" for one in names))
    assert called(made) == {(host.id, 0, 1), (0, known.id, 1), (0, firm.id, 1)}


def test_of_two_with_the_same_name_the_organisation_says_which(scene) -> None:
    _firm, host, supplier, who, opened = scene
    namesake = member(supplier, "editor", name="Arne Hauge")
    assert called(post(opened, supplier, who, "@[Arne Hauge, Sula Elektro]")) == {(namesake.id, 0, 1)}
    assert called(post(opened, supplier, who, "@[Arne Hauge]")) == {(namesake.id, 0, 1), (host.id, 0, 1)}


def test_an_edit_tells_only_those_whom_it_calls_anew(scene) -> None:
    firm, host, supplier, who, opened = scene
    made = post(opened, supplier, who, "@[Arne Hauge]")
    with unit_of_work():
        draft = RevisionDraft(lang="nb", body="@[Arne Hauge] og @[Kystfylket]", based_on=1)
        posts.edit_post(db.session.get_one(Post, made.id), draft, by=actor(who))
    assert called(made) == {(host.id, 0, 1), (0, firm.id, 2)}


def test_more_than_twenty_are_refused_kindly_and_the_text_is_kept(scene, sign_in) -> None:
    _firm, _host, supplier, who, opened = scene
    body = "".join(f"@[Navn {n}] " for n in range(5_000))
    data = {"organisation_id": supplier.id, "lang": "nb", "body": body, "once": "m"}
    answer = sign_in(who).post(f"/en/threads/{opened.id}/reply", data=data)
    assert answer.status_code == 422
    assert "at most 20 people and organisations" in answer.text
    assert "@[Navn 4999]" in answer.text
    with pytest.raises(Refused, match="too_many_mentions"), unit_of_work():
        post(opened, supplier, who, body)


def test_three_letters_offer_names_and_never_an_address(scene, sign_in, client) -> None:
    firm, host, _supplier, who, opened = scene
    writer, address = sign_in(who), f"/en/threads/{opened.id}/mentionable"
    post(opened, firm, host, "Ja, tre uker.")
    offered = writer.get(f"{address}?q=hau")
    assert offered.json == [{"name": "Arne Hauge", "organisation": "Kystfylket"}]
    assert host.email not in offered.text
    assert writer.get(f"{address}?q=ar").json == []
    assert writer.get(f"{address}?q=%25%25%25").json == [], "a sign of SQL is a letter like any other"
    assert client.get(f"{address}?q=hau").status_code == 401
    assert sign_in(member(organisation("supplier"), "reader")).get(f"{address}?q=hau").status_code == 403


def test_who_works_where_is_offered_to_colleagues_only_until_she_has_spoken(scene, sign_in) -> None:
    """The list of members is for members; three letters at a time would be the same list."""
    _firm, _host, supplier, who, opened = scene
    member(supplier, "editor", name="Taus Tausen")
    address = f"/en/threads/{opened.id}/mentionable"
    stranger = sign_in(member(organisation("supplier"), "editor"))
    for letters in ("tau", "arne", "hau"):
        assert stranger.get(f"{address}?q={letters}").json == []
    assert [row["name"] for row in stranger.get(f"{address}?q=eid").json] == ["Solveig Eide"]
    assert [row["name"] for row in sign_in(who).get(f"{address}?q=tau").json] == ["Taus Tausen"]


def test_a_preview_says_who_will_be_told_and_whom_nobody_knows(scene, sign_in) -> None:
    _firm, _host, supplier, who, opened = scene
    data = {"organisation_id": supplier.id, "lang": "nb", "body": "@[Arne Hauge] @[Ingen Slik]", "do": "preview"}
    page = sign_in(who).post(f"/en/threads/{opened.id}/reply", data=data)
    assert page.status_code == 200
    assert "These are told that you have called them: Arne Hauge." in page.text
    assert "Nobody here is called: Ingen Slik." in page.text
    assert db.session.query(Mention).count() == 0
