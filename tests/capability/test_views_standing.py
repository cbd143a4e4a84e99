"""The pages of the three numbers, of evidence put forward, and of reviews, from both sides."""

import html
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from app.blueprints.capability import queries
from app.blueprints.improvement import services as improvement
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.capability import CODES, assessment, decided, review, standing, support
from tests.factories.evidence import evidence
from tests.factories.improvement import action, done

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def firm(db_session):
    made = organisation(name="Prøve Mekaniske AS")
    assessment(made, {"HSE": 4}, {"HSE": 5}, submitted=True)
    return made


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari Prøve")


@pytest.fixture
def buyer(db_session):
    return organisation("buyer", name="Prøve kommune")


@pytest.fixture
def ingrid(buyer):
    return member(buyer, "editor", name="Ingrid Prøve")


def home_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/capability"


def dimension_of(firm, code="HSE", lang="en"):
    return f"{home_of(firm, lang)}/dimensions/{code}"


def asked_of(asked, lang="en"):
    return f"/{lang}/organisations/{asked.reviewer_id}/reviews/{asked.id}"


def version_on(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text).group(1)


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


# ---- the firm ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_firm_sees_three_numbers_in_each_area_and_what_would_carry_the_next_level(sign_in, firm, kari, buyer, lang):
    support(firm, evidence(firm, "routine", ends_in=20, title="Rutine for varmt arbeid"), level=2)
    decided(review(firm, buyer, "QUA"), member(buyer), "endorsed_lower", level=1)
    page = sign_in(kari).get(home_of(firm, lang))
    assert page.status_code == 200
    assert page.text.count('<svg class="chart"') == 2
    assert page.text.count("/capability/dimensions/HSE") >= 2
    for code in CODES:
        assert f"/capability/dimensions/{code}" in page.text
    if lang == "en":
        text = plain(page)
        assert "Your evidence carries what you claim in 0 of 10 areas." in text
        assert "A level falls soon" in text
        assert "Rutine for varmt arbeid" in text
        assert "A record with a date from the last twelve months" in text
        assert "Endorsed by Prøve kommune" in text


def test_the_area_farthest_below_what_the_firm_wants_comes_first(sign_in, firm, kari, buyer):
    decided(review(firm, buyer), member(buyer))  # HSE 4 endorsed, goal 5: nearer than the others, which claim 2
    page = sign_in(kari).get(home_of(firm))
    order = re.findall(r'<h3[^>]*><a href="[^"]+/dimensions/([A-Z]+)"', page.text)
    assert order == [*(code for code in CODES if code != "HSE"), "HSE"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dimension_has_its_six_levels_evidence_reviews_plan_and_history(sign_in, firm, kari, buyer, lang):
    support(firm, evidence(firm, "routine", title="Rutine for varmt arbeid"), level=2)
    decided(review(firm, buyer), member(buyer, name="Ingrid Prøve"))
    page = sign_in(kari).get(dimension_of(firm, lang=lang))
    assert page.status_code == 200
    assert page.text.count('<svg class="chart"') == 2
    for said in ("Rutine for varmt arbeid", "Prøve kommune", "Ingrid Prøve"):
        assert said in page.text
    assert page.text.count("<h3") >= 6


def test_a_dimension_that_there_is_not_is_not_found(sign_in, firm, kari):
    client = sign_in(kari)
    for path in ("", "/evidence", "/review"):
        assert client.get(f"{home_of(firm)}/dimensions/NOPE{path}").status_code == 404
        assert client.get(f"{home_of(firm)}/dimensions/hse{path}").status_code == 404


def test_evidence_is_put_forward_and_taken_back_from_the_dimensions_page(sign_in, firm, kari):
    made = evidence(firm, "routine", title="Rutine for varmt arbeid")
    client = sign_in(kari)
    url = dimension_of(firm) + "/evidence"
    form = client.get(f"{url}?evidence={made.id}")
    assert re.search(rf'<option selected value="{made.id}"', form.text)
    assert form.text.count('type="radio"') == 5
    done = client.post(url, data={"evidence_id": made.id, "level": "2", "once": "p" * 22})
    assert done.status_code == 303
    assert done.location.endswith(dimension_of(firm))
    page = client.get(done.location)
    assert "Rutine for varmt arbeid" in page.text
    assert (standing(firm).evidenced, standing(firm).proofs[0].shares_learning) == (2, False)
    end = re.search(r'action="([^"]+/evidence/\d+/end)"', page.text).group(1)
    assert client.post(end, data={"once": "e" * 22}).status_code == 303
    assert standing(firm).evidenced == 0
    again = client.post(end, data={"once": "f" * 22})
    assert again.status_code == 303
    assert "somebody has ended it already" in client.get(again.location).text


def test_evidence_added_on_the_way_comes_back_to_the_dimension_chosen_already(sign_in, firm, kari):
    client = sign_in(kari)
    new = f"/en/organisations/{firm.id}/evidence/new"
    back = dimension_of(firm) + "/evidence"
    assert f"{new}?back=" in client.get(back).text
    link = re.search(r'href="([^"]+/evidence/new\?[^"]*type=routine[^"]*)"', client.get(f"{new}?back={back}").text)
    assert f"back={back}" in unquote(link.group(1))
    data = {"source": "link", "title": "Rutine", "link": "https://rutine.prove.example/", "visibility": "private"}
    added = client.post(html.unescape(link.group(1)), data=data)
    assert added.status_code == 303
    assert added.location.startswith(f"{back}?evidence=")
    number = added.location.rpartition("=")[2]
    assert re.search(rf'<option selected value="{number}"', client.get(added.location).text)


@pytest.mark.parametrize("elsewhere", ["https://ond.prove.example/", "//ond.prove.example", "/en/organisations/1/../x"])
def test_the_way_back_leads_nowhere_but_to_the_firms_own_pages(sign_in, firm, kari, elsewhere):
    url = f"/en/organisations/{firm.id}/evidence/new?type=routine&back={elsewhere}"
    data = {"source": "link", "title": "Rutine", "link": "https://rutine.prove.example/", "visibility": "private"}
    added = sign_in(kari).post(url, data=data)
    assert re.fullmatch(rf"/en/organisations/{firm.id}/evidence/\d+", added.location)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"evidence_id": ""}, "Choose the evidence that shows it."),
        ({"evidence_id": "99999999"}, "Choose the evidence that shows it."),
        ({"evidence_id": "x"}, "Choose the evidence that shows it."),
        ({"level": ""}, "Choose the level that the evidence shows."),
        ({"level": "0"}, "Choose the level that the evidence shows."),
        ({"level": "6"}, "Choose the level that the evidence shows."),
    ],
)
def test_what_cannot_be_put_forward_is_explained(sign_in, firm, kari, wrong, said):
    made = evidence(firm)
    answer = sign_in(kari).post(dimension_of(firm) + "/evidence", data={"evidence_id": made.id, "level": "2"} | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert standing(firm).proofs == ()


def test_a_reader_sees_all_of_it_and_changes_nothing(sign_in, firm, buyer):
    row = support(firm, evidence(firm, "routine"), level=2)
    asked = review(firm, buyer)
    reader = sign_in(member(firm, "reader"))
    for url in (home_of(firm), dimension_of(firm), f"{home_of(firm)}/reviews/{asked.id}"):
        page = reader.get(url)
        assert page.status_code == 200
        assert not re.search(r'<form[^>]+action="[^"]+/(end|withdraw)"', page.text)
        assert not re.search(r'href="[^"]+/dimensions/HSE/(evidence|review)"', page.text)
    for url in (
        dimension_of(firm) + "/evidence",
        dimension_of(firm) + "/review",
        f"{home_of(firm)}/evidence/{row.id}/end",
        f"{home_of(firm)}/reviews/{asked.id}/withdraw",
    ):
        assert reader.post(url).status_code == 403


def test_nobody_outside_the_firm_sees_its_numbers(client, sign_in, firm, buyer, ingrid):
    support(firm, evidence(firm, "routine"), level=2)
    asked = review(firm, buyer)
    assert client.get(dimension_of(firm)).status_code == 401
    staff = member(organisation("ministry"), platform=("moderator", "administrator"))
    for who in (ingrid, staff, member(organisation())):
        other = sign_in(who)
        for url in (home_of(firm), dimension_of(firm), dimension_of(firm) + "/evidence"):
            assert other.get(url).status_code == 403
    assert sign_in(ingrid).get(f"{home_of(firm)}/reviews/{asked.id}").status_code == 403
    for who in (staff, member(organisation("buyer"))):
        assert sign_in(who).get(asked_of(asked)).status_code in (403, 404)


def test_the_page_of_a_piece_of_evidence_says_which_dimensions_it_serves(app, firm):
    made = evidence(firm, "routine")
    support(firm, made, "HSE", 2)
    support(firm, made, "ENV", 1)
    with app.test_request_context("/en/"), unit_of_work(acting_for(firm.id)):
        abouts = improvement.uses_of(firm.id, [made.id])[made.id]
    assert [about.label for about in abouts] == [
        "Environment and climate, level 1",
        "Health, safety and working environment, level 2",
    ]
    assert abouts[1].url == dimension_of(firm)


def test_the_plan_knows_dimensions_and_their_levels(app, firm):
    with app.test_request_context("/en/"), unit_of_work(acting_for(firm.id)):
        abouts = improvement.describe_subjects(firm.id, {"capability:HSE", "capability:HSE:3", "capability:HSE:9"})
        assert improvement.hint_about(firm.id, "capability:HSE:3").startswith("What level 3 takes: System in daily use")
        assert improvement.hint_about(firm.id, "capability:HSE").startswith("What the next level takes: ")
        assert improvement.hint_about(firm.id, "capability:NOPE:3") == ""
    name = "Health, safety and working environment"
    assert {code: about.label for code, about in abouts.items()} == {
        "capability:HSE": name,
        "capability:HSE:3": f"{name}, to level 3",
    }


def test_the_choices_of_the_plan_are_grouped_and_short_enough_for_a_phone(app, sign_in, firm, kari):
    from app.blueprints.capability.views.standing_subjects import choices

    with app.test_request_context("/nb/"), unit_of_work(acting_for(firm.id)):
        groups = choices(firm.id)
    assert len(groups) == 10
    assert [code for code, _label in groups[0][1]] == ["HSE", *(f"HSE:{level}" for level in range(1, 6))]
    form = sign_in(kari).get(f"/nb/organisations/{firm.id}/plan/actions/new").text
    options = re.findall(r'<option[^>]*value="capability:[A-Z]+:[1-5]"[^>]*>([^<]*)', form)
    assert len(options) == 50
    assert max(map(len, options)) < 100
    assert any(option.endswith("…") for option in options)


def test_on_the_plans_own_page_a_level_is_described_in_whole_and_each_heading_leads_to_its_area(sign_in, firm, kari):
    action(firm, kari, subject="capability:HSE:4")
    page = sign_in(kari).get(f"/en/organisations/{firm.id}/plan/by-subject").text.split("<main")[1]
    assert "…" not in page
    assert "Targets set and followed for 12 months, hired-in workers included." in page
    assert re.search(rf'<h2[^>]*><a href="{dimension_of(firm, lang="en")}"', page)


def test_where_you_stand_leads_to_what_is_under_way_to_sharing_and_to_the_document(sign_in, firm, kari):
    assessment(firm, submitted=True)
    client = sign_in(kari)
    page = client.get(home_of(firm)).text
    for leads_to in ("/shares", "/profile/document", "/capability/check"):
        assert re.search(rf'href="/\w\w/organisations/{firm.id}{leads_to}"', page), leads_to
    assert "/capability/assessments/" not in page
    under_way = assessment(firm, {"HSE": 3})
    assert f'/capability/assessments/{under_way.id}"' in client.get(home_of(firm)).text


def test_a_dimensions_page_says_what_has_become_of_its_actions(sign_in, firm, kari):
    done(firm, kari, subject="capability:HSE:2", title="Skriv rutinen")
    page = sign_in(kari).get(dimension_of(firm, lang="en")).text
    assert re.search(r"Skriv rutinen</a></p>\s*<span[^>]*>Done</span>", page)


@pytest.mark.parametrize(("page", "budget"), [("home", 10), ("dimension", 14), ("put", 7)])
def test_no_page_costs_more_statements_than_its_budget_whatever_the_firm_holds(
    sign_in, statements, firm, kari, page, budget
):
    for code in CODES:
        for _ in range(3):
            support(firm, evidence(firm, "routine"), code, 2)
    url = {"home": home_of(firm), "dimension": dimension_of(firm), "put": dimension_of(firm) + "/evidence"}[page]
    client = sign_in(kari)
    client.get(url)
    with statements() as seen:
        assert client.get(url).status_code == 200
    assert len(seen) <= budget, seen


# ---- the reviewer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_firms_question_to_the_reviewers_answer_and_back(sign_in, firm, kari, buyer, ingrid, lang):
    support(firm, evidence(firm, "routine", visibility="shared", title="Rutine for varmt arbeid"), level=2)
    support(firm, evidence(firm, "record", title="hemmelig-kanari"), level=3)
    support(firm, evidence(firm, "craft_certificate", visibility="shared", reference="KN-7"), level=3)
    ours, theirs = sign_in(kari), sign_in(ingrid)
    url = dimension_of(firm, lang=lang) + "/review"
    assert "Prøve kommune" in ours.get(url).text
    sent = ours.post(url, data={"reviewer_id": buyer.id, "message": "Se på <b>rutinen</b>.", "once": "a" * 22})
    assert sent.status_code == 303
    assert ours.get(sent.location).status_code == 200

    listed = theirs.get(f"/{lang}/organisations/{buyer.id}/reviews")
    page = re.search(rf'href="(/{lang}/organisations/{buyer.id}/reviews/\d+)"', listed.text).group(1)
    closed = theirs.get(page)
    assert closed.status_code == 200
    assert "Rutine for varmt arbeid" not in closed.text, "shown before she has declared to be free to judge it"
    assert "rutinen" not in closed.text
    assert theirs.post(page + "/declare", data={"once": "b" * 22}).status_code == 422
    assert theirs.post(page + "/declare", data={"no_conflict": "y", "once": "c" * 22}).status_code == 303
    read = theirs.get(page)
    assert "Rutine for varmt arbeid" in read.text
    assert "Se på &lt;b&gt;rutinen&lt;/b&gt;." in read.text
    assert read.text.count('<li class="document') == 3
    assert "hemmelig-kanari" not in read.text
    assert "KN-7" not in read.text
    document = re.search(rf'href="(/{lang}/organisations/{firm.id}/evidence/\d+)"', read.text).group(1)
    assert theirs.get(document).status_code == 200

    form = theirs.get(page + "/decide")
    assert form.text.count('type="radio"') == 4
    answer = {
        "state": "endorsed",
        "reason": "Sett i bruk.",
        "seen_on": (today() - timedelta(days=2)).isoformat(),
        "version": version_on(form),
        "once": "d" * 22,
    }
    done = theirs.post(page + "/decide", data=answer)
    assert done.status_code == 303
    assert "Sett i bruk." in theirs.get(done.location).text
    back = ours.get(sent.location)
    assert "Sett i bruk." in back.text
    assert "Ingrid Prøve, Prøve kommune" in back.text
    assert standing(firm).endorsed.level == 4
    assert ours.get(dimension_of(firm, lang=lang)).status_code == 200


def test_an_answer_wants_the_password_or_a_code_again(sign_in, firm, buyer, ingrid):
    asked = review(firm, buyer)
    client = sign_in(ingrid, stepped_up=False)
    assert client.get(asked_of(asked)).status_code == 200
    for send in (client.get, client.post):
        assert "reason" not in send(asked_of(asked) + "/decide").text
    assert standing(firm).endorsed is None


def test_without_the_second_factor_nobody_acts_for_a_buyer(sign_in, firm, buyer, ingrid):
    asked = review(firm, buyer)
    client = sign_in(ingrid, second_factor=False)
    for url in (asked_of(asked), asked_of(asked) + "/decide", f"/en/organisations/{buyer.id}/reviews"):
        asleep = client.get(url)
        assert asleep.status_code == 303
        assert "factor" in asleep.location


def test_a_reader_of_the_reviewer_sees_no_review(sign_in, firm, buyer):
    asked = review(firm, buyer)
    reader = sign_in(member(buyer, "reader"))
    assert reader.get(f"/en/organisations/{buyer.id}/reviews").status_code == 403
    for path in ("", "/decide"):
        assert reader.get(asked_of(asked) + path).status_code == 403


def test_a_member_of_both_is_told_why_she_may_not_answer(sign_in, firm, buyer):
    both = member(firm, name="Begge")
    from app.blueprints.accounts.models import Membership
    from app.blueprints.accounts.terms import Role

    db.session.add(Membership(person_id=both.id, organisation_id=buyer.id, role=Role.EDITOR))
    db.session.commit()
    asked = review(firm, buyer)
    client = sign_in(both)
    page = client.get(asked_of(asked))
    assert "Nobody endorses their own firm" in page.text
    assert client.post(asked_of(asked) + "/declare", data={"no_conflict": "y"}).status_code == 409
    form = client.get(asked_of(asked) + "/decide")
    answer = client.post(
        asked_of(asked) + "/decide", data={"state": "declined", "reason": "x", "version": version_on(form)}
    )
    assert answer.status_code == 409
    assert "Nobody endorses their own firm" in answer.text


def test_the_second_of_two_is_shown_who_decided_what_and_keeps_what_she_wrote(sign_in, firm, buyer, ingrid):
    asked = review(firm, buyer)
    late = member(buyer, name="Sein Prøve")
    client = sign_in(late)
    client.post(asked_of(asked) + "/declare", data={"no_conflict": "y"})
    form = client.get(asked_of(asked) + "/decide")
    decided(asked, ingrid, "endorsed_lower", level=2, reason="Vernerunden mangler.")
    clash = client.post(
        asked_of(asked) + "/decide",
        data={"state": "endorsed", "reason": "Min lange grunn", "version": version_on(form)},
    )
    assert clash.status_code == 409
    for said in ("Ingrid Prøve", "Vernerunden mangler.", "Min lange grunn", "Endorsed at a lower level"):
        assert said in clash.text
    assert standing(firm).endorsed.level == 2


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"state": ""}, 422, "Choose one of the answers."),
        ({"state": "withdrawn"}, 422, "Choose one of the answers."),
        ({"reason": ""}, 422, "Write the reason."),
        ({"state": "endorsed_lower", "level": ""}, 422, "Choose a level below"),
        ({"state": "endorsed_lower", "level": "4"}, 422, "Choose a level below"),
        ({"expires_on": "2020-01-01"}, 422, "Choose a day after today."),
        ({"expires_on": "2099-01-01"}, 422, "at most three years"),
        ({"expires_on": "i morgen"}, 422, "Write the date as day, month and year"),
        ({"seen_on": "2099-01-01"}, 422, "This day has not come yet."),
        ({"reason": "x" * 4_001}, 413, "Nothing is lost"),
    ],
)
def test_an_answer_that_cannot_be_given_is_explained(sign_in, firm, buyer, ingrid, wrong, status, said):
    asked = review(firm, buyer)
    client = sign_in(ingrid)
    client.post(asked_of(asked) + "/declare", data={"no_conflict": "y"})
    form = client.get(asked_of(asked) + "/decide")
    data = {"state": "endorsed", "reason": "Sett i bruk.", "version": version_on(form)} | wrong
    answer = client.post(asked_of(asked) + "/decide", data=data)
    assert answer.status_code == status
    assert said in answer.text
    assert standing(firm).endorsed is None


def test_whoever_has_declared_nothing_can_only_decline(sign_in, firm, buyer, ingrid):
    asked = review(firm, buyer)
    client = sign_in(ingrid)
    form = client.get(asked_of(asked) + "/decide")
    assert re.findall(r'type="radio"[^>]*value="(\w+)"|value="(\w+)"[^>]*type="radio"', form.text) != []
    assert form.text.count('type="radio"') == 1
    data = {"state": "endorsed", "reason": "x", "version": version_on(form)}
    assert client.post(asked_of(asked) + "/decide", data=data).status_code == 422
    data["state"] = "declined"
    assert client.post(asked_of(asked) + "/decide", data=data).status_code == 303


def test_the_firm_withdraws_what_nobody_has_answered(sign_in, firm, kari, buyer, ingrid):
    asked = review(firm, buyer)
    client = sign_in(kari)
    page = f"{home_of(firm)}/reviews/{asked.id}"
    assert client.post(page + "/withdraw", data={"once": "w" * 22}).status_code == 303
    assert "The firm withdrew it" in client.get(page).text
    again = client.post(page + "/withdraw", data={"once": "v" * 22})
    assert "It has been answered meanwhile" in client.get(again.location).text
    theirs = sign_in(ingrid)
    assert f"/reviews/{asked.id}" not in theirs.get(f"/en/organisations/{buyer.id}/reviews").text
    late = theirs.post(asked_of(asked) + "/decide", data={"state": "declined", "reason": "Min grunn", "version": "1"})
    assert late.status_code == 409
    assert "The firm no longer asks" in late.text


def test_the_list_of_whom_to_ask_is_narrowed_down_by_name(sign_in, firm, kari):
    for number in range(70):
        organisation("buyer", name=f"Kommune {number:03d} prøve")
    client = sign_in(kari)
    url = dimension_of(firm) + "/review"
    page = client.get(url)
    assert page.text.count("<option") == 61
    assert 'name="name"' in page.text
    narrow = client.get(url + "?name=kommune 069")
    assert narrow.text.count("<option") == 2
    assert "Kommune 069 prøve" in narrow.text
    number = re.search(r'<option value="(\d+)">Kommune 069', narrow.text).group(1)
    sent = client.post(url + "?name=kommune 069", data={"reviewer_id": number, "message": ""})
    assert sent.status_code == 303
    assert client.get(url + "?name=%25").text.count("<option") == 1
    assert client.get(url + "?name=kommune%00 069").text.count("<option") == 2


def test_an_unknown_reviewer_is_explained(sign_in, firm, kari, buyer):
    client = sign_in(kari)
    for wrong in ("", "99999999", "x", str(firm.id)):
        answer = client.post(dimension_of(firm) + "/review", data={"reviewer_id": wrong, "message": "Hei"})
        assert answer.status_code == 422
        assert "Choose an organisation to ask." in answer.text
        assert "Hei" in answer.text
    with unit_of_work(acting_for(firm.id)):
        assert queries.reviews_of(firm.id) == []


def test_the_menu_leads_those_who_may_answer_to_the_reviews(sign_in, buyer, ingrid, firm, kari):
    url = f'href="/en/organisations/{buyer.id}/reviews"'
    assert url in sign_in(ingrid).get(f"/en/organisations/{buyer.id}/reviews").text
    assert "/reviews" not in sign_in(kari).get(home_of(firm)).text
