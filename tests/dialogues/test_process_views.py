"""Hosts, reach, notices, announcement, copies and the desk, as people meet them."""

from datetime import timedelta

import pytest

from app.blueprints.codelists.queries import codes as lists
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.services import closing, hosts
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, draft_dialogue, published_dialogue


def at(dialogue, path: str = "") -> str:
    return f"/en/dialogues/{dialogue.id}{path}"


def version(dialogue) -> str:
    return str(db.session.get_one(Dialogue, dialogue.id, populate_existing=True).version)


def test_a_buyer_that_is_asked_sees_title_and_summary_says_yes_and_then_sees_the_desk(db_session, sign_in) -> None:
    firm, lead = buyer(name="Fjordane helse")
    along, other = buyer(name="Havndal kommune")
    dialogue = draft_dialogue(firm)
    assert sign_in(other).get(at(dialogue, "/host")).status_code == 404, "before anybody has asked"
    assert "Havndal kommune" in sign_in(lead).get(at(dialogue, "/edit/hosts?wanted=havndal")).text
    asked = sign_in(lead).post(at(dialogue, "/hosts/ask"), data={"organisation_id": along.id})
    assert asked.status_code == 303
    assert sign_in(other).get(at(dialogue)).status_code == 404
    page = sign_in(other).get(at(dialogue, "/host")).text
    assert "Mindre matsvinn på sengepostene" in page
    assert "Fjordane helse asks you" in page
    assert f"/dialogues/{dialogue.id}/host" in sign_in(other).get(f"/en/organisations/{along.id}/dialogues").text
    stranger = buyer()[1]
    assert (
        sign_in(stranger).post(at(dialogue, "/host"), data={"organisation_id": along.id, "answer": "yes"}).status_code
        == 404
    )
    yes = sign_in(other).post(at(dialogue, "/host"), data={"organisation_id": along.id, "answer": "yes"})
    assert (yes.status_code, yes.location) == (303, at(dialogue, "/desk"))
    assert sign_in(other).get(at(dialogue, "/edit/texts")).status_code == 200
    assert sign_in(other).post(at(dialogue, "/publish"), data={"version": version(dialogue)}).status_code == 404
    left = sign_in(other).post(at(dialogue, "/hosts/leave"), data={"organisation_id": along.id})
    assert left.status_code == 303
    assert sign_in(other).get(at(dialogue, "/desk")).status_code == 404


def test_a_host_cannot_make_another_host_leave(db_session, sign_in) -> None:
    dialogue = draft_dialogue(buyer()[0])
    (one, _), (two, person) = buyer(), buyer()

    with unit_of_work(acting_for(dialogue.organisation_id, one.id, two.id)):
        for firm in (one, two):
            hosts.ask_host(dialogue, firm.id, by=None)
            hosts.answer_host(dialogue, firm.id, accept=True, by=None)
    assert sign_in(person).post(at(dialogue, "/hosts/leave"), data={"organisation_id": one.id}).status_code == 403


def test_codes_are_found_by_a_word_or_typed_with_their_check_digit_and_chosen_one_by_one(db_session, sign_in) -> None:
    firm, lead = buyer()
    dialogue = draft_dialogue(firm)
    label = next(each for each in lists.search("cpv", "mat", "nb") if len(each.code) == 8)
    client = sign_in(lead)
    assert label.written in client.get(at(dialogue, f"/edit/reach?kind=cpv&q={label.written}")).text
    sent = {"kind": "cpv", "code": label.code}
    assert client.post(at(dialogue, "/edit/codes/add"), data=sent).status_code == 303
    assert [row.code for row in process.codes_of(dialogue.id)] == [label.code]
    assert client.post(at(dialogue, "/edit/codes/add"), data=sent | {"code": "99999999"}).status_code == 404
    assert client.post(at(dialogue, "/edit/codes/remove"), data=sent).status_code == 303
    assert process.codes_of(dialogue.id) == []


def test_a_notice_has_a_safe_address_and_is_put_in_once(db_session, sign_in) -> None:
    firm, lead = buyer()
    dialogue, client = published_dialogue(firm), sign_in(lead)
    form = {"place": "doffin", "number": "2026-100200", "url": "", "published_on": "2026-10-01"}
    bad = client.post(at(dialogue, "/edit/notices"), data=form | {"url": "javascript:alert(1)", "once": "a"})
    assert bad.status_code == 422
    assert client.post(at(dialogue, "/edit/notices"), data=form | {"once": "b"}).status_code == 303
    again = client.post(at(dialogue, "/edit/notices"), data=form | {"once": "c"})
    assert again.status_code == 422
    assert "This notice stands here already." in again.text


def test_the_desk_says_what_is_left_and_links_to_it_and_the_close_waits_for_it(
    db_session, sign_in, monkeypatch
) -> None:
    firm, lead = buyer()
    dialogue, client = published_dialogue(firm), sign_in(lead)
    left = [closing.Obstacle("fairness_is_missing", 3, f"/dialogues/{dialogue.id}/edit/fairness")]
    monkeypatch.setattr(closing, "_obstacles", {"test": lambda number: left})
    for path in ("/desk", "/close"):
        page = client.get(at(dialogue, path)).text
        assert f'<a href="{at(dialogue, "/edit/fairness")}">Go through the fairness check.' in page
    refused = client.post(at(dialogue, "/close"), data={"version": version(dialogue)})
    assert refused.status_code == 409
    left.clear()
    assert client.post(at(dialogue, "/close"), data={"version": version(dialogue)}).status_code == 303


def test_announcing_ends_input_at_once_and_two_leads_who_announce_are_one(db_session, sign_in) -> None:
    firm, lead = buyer()
    dialogue, client = published_dialogue(firm), sign_in(lead)
    form = {"place": "doffin", "number": "2027-1", "url": "", "published_on": "", "version": version(dialogue)}
    assert client.get(at(dialogue, "/announce")).status_code == 200
    assert client.post(at(dialogue, "/announce"), data=form).status_code == 303
    other = sign_in(member(firm, "editor"))
    assert other.post(at(dialogue, "/announce"), data=form | {"number": "2027-2"}).status_code == 409
    assert db.session.get_one(Dialogue, dialogue.id, populate_existing=True).state == "announced"
    supplier = organisation("supplier")
    page = sign_in(member(supplier)).get(at(dialogue)).text
    assert f"/spaces/{dialogue.space_id}/threads/new" not in page


@pytest.mark.parametrize("template", ["", "?template=explore", "?template=nothing"])
def test_a_dialogue_begins_with_or_without_a_template(template, db_session, sign_in) -> None:
    firm, lead = buyer()
    client = sign_in(lead)
    assert client.get(f"/en/organisations/{firm.id}/dialogues/new/from").status_code == 200
    url = f"/en/organisations/{firm.id}/dialogues/new{template}"
    assert client.get(url).status_code == 200
    begun = client.post(url, data={"lang": "nn", "title": "Mat", "summary": "Vi kastar mykje.", "once": "a"})
    made = db.session.get_one(Dialogue, int(begun.location.split("/")[3]))
    assert bool(made.purpose) is (template == "?template=explore")


def test_a_copy_sent_twice_is_one_draft(db_session, sign_in) -> None:
    firm, lead = buyer()
    dialogue, client = published_dialogue(firm), sign_in(lead)
    sent = {"organisation_id": firm.id, "once": "same"}
    first, second = (client.post(at(dialogue, "/copy"), data=sent) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert "/edit/texts" in first.location


def test_the_desk_of_a_draft_says_what_is_missing_and_the_plan_proposes_five_weeks(db_session, sign_in) -> None:
    firm, lead = buyer()
    dialogue = draft_dialogue(firm, complete=False)
    assert f'href="{at(dialogue, "/edit/fairness")}"' in sign_in(lead).get(at(dialogue, "/desk")).text
    plan = sign_in(lead).get(at(dialogue, "/edit/plan")).text
    assert f'value="{today()}"' in plan
    assert f'value="{today() + timedelta(days=35)}"' in plan
    refused = sign_in(lead).post(at(dialogue, "/edit/plan"), data={"opens_on": "", "closes_on": "", "version": "1"})
    assert f'value="{today()}"' not in refused.text, "what she emptied stays empty"
