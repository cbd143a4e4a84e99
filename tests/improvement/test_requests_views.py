from datetime import timedelta

import pytest

from app.blueprints.improvement import queries
from app.blueprints.improvement.terms import EVIDENCE_TYPES, RequestState
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.evidence import evidence, request

ASKED = "risk_assessment"
LATER = str(today() + timedelta(days=14))
IDENTITY = "01819012365"  # of the synthetic series for tests


@pytest.fixture
def firm(db_session):
    return organisation(name="Åsgård Rør AS")


@pytest.fixture
def buyer(firm):
    return organisation("buyer")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


@pytest.fixture
def ola(buyer):
    return member(buyer, name="Ola")


def base(whose, lang="en"):
    return f"/{lang}/organisations/{whose.id}/evidence-requests"


def filled(**values):
    return {"type": ASKED, "wish": "", "reason": "Arbeid i høyden", "due_on": LATER} | values


def stored(whose):
    with unit_of_work(acting_for(whose.id)):
        return queries.requests_of(whose.id, asked=True).rows


def read(made):
    """As it stands in the database now, not as this session read it before."""
    with unit_of_work(acting_for(made.organisation_id)):
        db.session.refresh(made)
    return made


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_lists_are_there_in_three_languages_also_when_empty(sign_in, firm, buyer, kari, ola, lang):
    for whose, who in ((firm, kari), (buyer, ola)):
        page = sign_in(who).get(base(whose, lang))
        assert page.status_code == 200
        assert 'class="empty' in page.text


def test_a_buyer_finds_a_supplier_and_asks(sign_in, firm, buyer, ola):
    client = sign_in(ola)
    found = client.get(f"{base(buyer)}/new?find={firm.number}").text
    assert "Åsgård Rør AS" in found
    assert f"firm={firm.id}" in found
    form = client.get(f"{base(buyer)}/new?firm={firm.id}").text
    assert EVIDENCE_TYPES[ASKED].name.in_("en") in form
    answer = client.post(f"{base(buyer)}/new?firm={firm.id}", data=filled())
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Waits for an answer" in page
    (line,) = stored(buyer)
    assert (line.firm, line.type, line.state, str(line.due_on)) == ("Åsgård Rør AS", ASKED, RequestState.OPEN, LATER)
    assert "Åsgård Rør AS" in client.get(base(buyer)).text


def test_a_form_sent_twice_asks_once(sign_in, firm, buyer, ola):
    client = sign_in(ola)
    first, second = (client.post(f"{base(buyer)}/new?firm={firm.id}", data=filled(once="k" * 22)) for _ in range(2))
    assert (first.status_code, first.location) == (303, second.location)
    assert len(stored(buyer)) == 1


def test_what_is_free_in_a_register_is_answered_on_the_next_page(sign_in, firm, buyer, ola, kari):
    client = sign_in(ola)
    answer = client.post(f"{base(buyer)}/new?firm={firm.id}", data=filled(type="tax_certificate"))
    page = client.get(answer.location).text
    assert "You find this for nothing in a register: eBevis" in page
    assert 'href="https://www.anskaffelser.no/"' in page
    (line,) = stored(buyer)
    seen = sign_in(kari).get(f"{base(firm)}/{line.id}").text
    assert "The buyer finds this for nothing in a register" in seen
    assert "/answer" not in seen


def test_what_the_firm_gives_to_whoever_asks_is_opened_at_once_and_the_firm_sees_it(sign_in, firm, buyer, ola, kari):
    held = evidence(firm, ASKED, title="Vurdering 2026", visibility="on_request")
    client = sign_in(ola)
    answer = client.post(f"{base(buyer)}/new?firm={firm.id}", data=filled())
    page = client.get(answer.location).text
    document = f"/en/organisations/{firm.id}/evidence/{held.id}"
    assert f'href="{document}"' in page
    assert "Vurdering 2026" in client.get(document).text
    told = sign_in(kari).get(document).text
    assert "Ola" in told
    assert buyer.name in told


def test_asked_for_already_leads_to_the_first(sign_in, firm, buyer, ola):
    first = request(buyer, firm)
    answer = sign_in(ola).post(f"{base(buyer)}/new?firm={firm.id}", data=filled())
    assert answer.status_code == 422
    assert "You have asked this firm for this already" in answer.text
    assert f'href="{base(buyer)}/{first.id}"' in answer.text
    assert "Arbeid i høyden" in answer.text


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"type": ""}, 422, "Choose what you ask for."),
        ({"type": "no_such_type"}, 422, "Choose what you ask for."),
        ({"reason": " "}, 422, "Write what you need it for."),
        ({"reason": "å" * 1001}, 413, "å" * 1001),
        ({"wish": "å" * 501}, 413, "å" * 501),
        ({"wish": f"For {IDENTITY}"}, 422, "national identity number"),
        ({"due_on": ""}, 422, "Choose a day."),
        ({"due_on": "2020-01-01"}, 422, "This day has passed."),
        ({"due_on": "2999-01-01"}, 422, "more than a year away"),
        ({"due_on": "snart"}, 422, "Write the date as day, month and year"),
    ],
)
def test_what_cannot_be_asked_is_explained_and_kept(sign_in, firm, buyer, ola, wrong, status, said):
    answer = sign_in(ola).post(f"{base(buyer)}/new?firm={firm.id}", data=filled(**wrong))
    assert answer.status_code == status
    assert said in answer.text
    assert stored(buyer) == []


@pytest.mark.parametrize("query", ["firm=0", "firm=x", "firm=" + "9" * 40, "firm=%00", "find=%25", "find=%00", ""])
def test_nobody_to_ask_leads_to_the_search(sign_in, buyer, ola, query):
    page = sign_in(ola).get(f"{base(buyer)}/new?{query}")
    assert page.status_code == 200
    assert 'name="find"' in page.text


def test_a_buyer_is_not_asked_through_an_address(sign_in, buyer, ola):
    other = organisation("buyer", name="Hemmelig kommune")
    page = sign_in(ola).post(f"{base(buyer)}/new?firm={other.id}", data=filled())
    assert "Hemmelig kommune" not in page.text
    assert stored(buyer) == []


# The firm


def test_the_firm_sees_who_asks_for_what_why_and_by_when_and_what_is_late(sign_in, firm, buyer, kari, owner_sql):
    request(buyer, firm, wish="Tak og stillas")
    client = sign_in(kari)
    evidence_page = client.get(f"/en/organisations/{firm.id}/evidence").text
    assert "Requests from buyers (1)" in evidence_page
    page = client.get(base(firm)).text
    for said in (buyer.name, "Risk assessment", "Arbeid i høyden", "Waits for an answer"):
        assert said in page
    assert "Late<" not in page
    owner_sql("UPDATE improvement_request SET due_on = current_date - 2")
    assert "Late<" in client.get(base(firm)).text
    assert "Tak og stillas" in client.get(f"{base(firm)}/{stored(buyer)[0].id}").text


def test_one_press_answers_with_what_is_held_already(sign_in, firm, buyer, kari, ola):
    other = evidence(firm, "routine", title="Rutine")
    held = evidence(firm, ASKED, title="Vurdering 2026")
    evidence(firm, ASKED, title="Utgått vurdering", ends_in=-1)
    made = request(buyer, firm)
    client = sign_in(kari)
    page = client.get(f"{base(firm)}/{made.id}/answer").text
    assert page.index("Vurdering 2026") < page.index("Rutine")
    assert "Utgått" not in page
    chosen = page[page.index(f'value="{held.id}"') - 200 : page.index(f'value="{held.id}"') + 40]
    assert "checked" in chosen
    answer = client.post(f"{base(firm)}/{made.id}/answer", data={"evidence_id": held.id, "version": made.version})
    assert answer.status_code == 303
    buyers = sign_in(ola)
    assert f"/evidence/{held.id}" in buyers.get(f"{base(buyer)}/{made.id}").text
    assert buyers.get(f"/en/organisations/{firm.id}/evidence/{held.id}").status_code == 200
    assert buyers.get(f"/en/organisations/{firm.id}/evidence/{other.id}").status_code == 404


@pytest.mark.parametrize("wrong", ["", "x", "0", "999999", "-1"])
def test_an_answer_is_something_that_is_held(sign_in, firm, buyer, kari, wrong):
    evidence(firm, ASKED)
    made = request(buyer, firm)
    answer = sign_in(kari).post(f"{base(firm)}/{made.id}/answer", data={"evidence_id": wrong, "version": made.version})
    assert answer.status_code == 422
    assert "Choose something that you hold now." in answer.text
    assert read(made).state is RequestState.OPEN


def test_another_firms_evidence_cannot_be_given_away(sign_in, firm, buyer, kari):
    foreign = evidence(organisation(), ASKED)
    evidence(firm, ASKED)
    made = request(buyer, firm)
    sign_in(kari).post(f"{base(firm)}/{made.id}/answer", data={"evidence_id": foreign.id, "version": made.version})
    assert read(made).state is RequestState.OPEN


def test_a_new_document_leads_back_to_the_request_that_it_answers(sign_in, firm, buyer, kari):
    made = request(buyer, firm)
    client = sign_in(kari)
    assert f"request={made.id}" in client.get(f"{base(firm)}/{made.id}/answer").text
    added = client.post(
        f"/en/organisations/{firm.id}/evidence/new?type={ASKED}&request={made.id}",
        data={"title": "Fersk vurdering", "source": "statement", "statement": "Vurdert.", "visibility": "private"},
    )
    assert added.location.startswith(f"{base(firm)}/{made.id}/answer?evidence=")
    assert "Fersk vurdering" in client.get(added.location).text


def test_a_document_taken_back_or_withdrawn_says_so_to_the_buyer(sign_in, firm, buyer, kari, ola):
    held = evidence(firm, ASKED)
    made = request(buyer, firm)
    client = sign_in(kari)
    client.post(f"{base(firm)}/{made.id}/answer", data={"evidence_id": held.id, "version": made.version})
    buyers = sign_in(ola)
    assert "This is the answer" in buyers.get(f"{base(buyer)}/{made.id}").text
    document = f"/en/organisations/{firm.id}/evidence/{held.id}"
    client.post(f"{document}/withdraw", data={"version": held.version})
    page = buyers.get(f"{base(buyer)}/{made.id}").text
    assert "The document can no longer be opened" in page
    assert f'href="{document}"' not in page
    assert buyers.get(document).status_code == 404


def test_the_firm_declines_with_a_reason_that_the_buyer_reads(sign_in, firm, buyer, kari, ola):
    made = request(buyer, firm)
    client, url = sign_in(kari), f"{base(firm)}/{made.id}/decline"
    assert client.get(url).status_code == 200
    assert client.post(url, data={"answer": " ", "version": made.version}).status_code == 422
    assert client.post(url, data={"answer": "Vi gjør ikke slikt.", "version": made.version}).status_code == 303
    page = sign_in(ola).get(f"{base(buyer)}/{made.id}").text
    assert "Vi gjør ikke slikt." in page
    assert "Declined" in page


def test_the_buyer_withdraws_and_the_firm_can_no_longer_answer(sign_in, firm, buyer, kari, ola):
    held = evidence(firm, ASKED)
    made = request(buyer, firm)
    buyers, url = sign_in(ola), f"{base(buyer)}/{made.id}/withdraw"
    assert buyers.get(url).status_code == 200
    assert buyers.post(url, data={"version": made.version}).status_code == 303
    answer = sign_in(kari).post(
        f"{base(firm)}/{made.id}/answer", data={"evidence_id": held.id, "version": made.version}
    )
    assert answer.status_code == 409
    assert "Withdrawn" in answer.text
    assert read(made).state is RequestState.WITHDRAWN


def test_of_two_who_answer_at_once_the_second_sees_what_the_first_did(sign_in, firm, buyer, kari):
    held = evidence(firm, ASKED)
    made = request(buyer, firm)
    first, second = sign_in(kari), sign_in(member(firm, "editor"))
    url = f"{base(firm)}/{made.id}"
    assert first.post(f"{url}/answer", data={"evidence_id": held.id, "version": made.version}).status_code == 303
    clash = second.post(f"{url}/decline", data={"answer": "Nei takk.", "version": made.version})
    assert clash.status_code == 409
    assert "Somebody came before you" in clash.text
    assert "Nei takk." in clash.text
    assert read(made).state is RequestState.ANSWERED


# Who sees and does what


def test_readers_read_and_do_nothing(sign_in, firm, buyer):
    made = request(buyer, firm)
    supplier, client = sign_in(member(firm, "reader")), sign_in(member(buyer, "reader"))
    assert supplier.get(f"{base(firm)}/{made.id}").status_code == 200
    assert client.get(f"{base(buyer)}/{made.id}").status_code == 200
    assert client.get(f"{base(buyer)}/new").status_code == 403
    for who, url in (
        (supplier, f"{base(firm)}/{made.id}/answer"),
        (supplier, f"{base(firm)}/{made.id}/decline"),
        (client, f"{base(buyer)}/{made.id}/withdraw"),
    ):
        assert who.get(url).status_code == 404
        assert who.post(url, data={"version": made.version, "answer": "x"}).status_code == 404
    assert read(made).state is RequestState.OPEN


@pytest.mark.parametrize("path", ["", "/answer", "/decline", "/withdraw"])
def test_a_request_is_not_there_for_anybody_else(client, sign_in, firm, buyer, path):
    made = request(buyer, firm, reason="hemmelig-kanari")
    rival = organisation("buyer")
    rivals = sign_in(member(rival))
    moderator = sign_in(member(organisation("ministry"), platform=("moderator", "administrator")))
    for who, whose in ((rivals, rival), (rivals, buyer), (rivals, firm), (moderator, firm), (client, firm)):
        answer = who.get(f"{base(whose)}/{made.id}{path}")
        assert answer.status_code == 404
        assert "kanari" not in answer.text
    assert "kanari" not in rivals.get(base(rival)).text


def test_neither_side_plays_the_other(sign_in, firm, buyer, kari, ola):
    made = request(buyer, firm)
    for client, url in (
        (sign_in(ola), f"{base(buyer)}/{made.id}/answer"),
        (sign_in(ola), f"{base(buyer)}/{made.id}/decline"),
        (sign_in(kari), f"{base(firm)}/{made.id}/withdraw"),
    ):
        assert client.post(url, data={"version": made.version, "answer": "x"}).status_code == 404
    assert read(made).state is RequestState.OPEN


def test_a_buyer_that_has_not_been_verified_is_told_who_can_ask(sign_in):
    new_buyer = organisation("buyer", verified=False)
    client = sign_in(member(new_buyer))
    assert client.get(f"{base(new_buyer)}/new").status_code == 403
    assert "has been verified" in client.get(base(new_buyer)).text


@pytest.mark.parametrize("side", ["firm", "buyer"])
def test_a_long_list_costs_as_many_statements_as_a_short_one(
    sign_in, statements, firm, buyer, kari, ola, side, owner_sql
):
    whose, who = (firm, kari) if side == "firm" else (buyer, ola)
    client = sign_in(who)
    request(buyer, firm)
    with statements() as short:
        client.get(base(whose))
    owner_sql(
        "INSERT INTO improvement_request (organisation_id, asker_id, type, wish, reason, due_on, state, pointer, answer,"
        " asked_at, ended_at, version) SELECT %(f)s, %(b)s, 'emas', '', 'nummer ' || n, current_date, 'withdrawn', '', '',"
        " now(), now(), 1 FROM generate_series(1, 300) n",
        f=firm.id,
        b=buyer.id,
    )
    with statements() as long:
        page = client.get(base(whose))
    assert "nummer 300" in page.text
    assert len(long) == len(short) <= 5, long
    older = page.text[page.text.index("before=") : page.text.index('rel="next"')].partition('"')[0]
    assert "nummer 280<" in client.get(f"{base(whose)}?{older}").text


def test_the_list_can_be_narrowed_to_what_waits(sign_in, firm, buyer, kari):
    request(buyer, firm, reason="venter")
    request(buyer, firm, "tax_certificate", reason="besvart")
    page = sign_in(kari).get(f"{base(firm)}?show=open").text
    assert "venter" in page
    assert "besvart" not in page
