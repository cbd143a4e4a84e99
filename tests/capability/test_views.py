import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.blueprints.capability import queries
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.capability import CODES, assessment


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


def home_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/capability"


def page_of(firm, made, lang="en"):
    return f"{home_of(firm, lang)}/assessments/{made.id}"


def answers_of(firm, made):
    db.session.expire_all()  # what the site has written since
    with unit_of_work(acting_for(firm.id)):
        whole = queries.get_assessment(made.id)
        codes = {dimension.id: dimension.code for dimension in whole.framework.dimensions}
        return {codes[answer.dimension_id]: answer for answer in whole.answers}


def version_on(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text).group(1)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_firm_goes_from_start_to_where_it_stands_and_puts_an_action_on_the_plan(sign_in, firm, kari, lang):
    client = sign_in(kari)
    assert client.get(home_of(firm, lang)).status_code == 200
    started = client.post(home_of(firm, lang) + "/assessments", data={"once": "s" * 22})
    assert started.status_code == 303
    listed = client.get(started.location)
    assert listed.text.count('class="t"') == 10
    url = re.search(r'href="([^"]+/dimensions/HSE)"', listed.text).group(1)
    for number, code in enumerate(CODES):
        assert url.endswith(f"/dimensions/{code}")
        form = client.get(url)
        assert form.text.count('type="radio"') == 6
        answer = client.post(
            url, data={"claimed": str(number % 6), "goal": "5", "note": "", "version": version_on(form)}
        )
        assert answer.status_code == 303
        url = answer.location
    assert url.endswith("/check")
    assert client.get(url).status_code == 200
    handed_in = client.post(url, data={"once": "h" * 22})
    assert handed_in.status_code == 303
    result = client.get(handed_in.location)
    assert result.text.count('<svg class="chart"') == 2
    assert result.text.count("<table") == 1
    about = re.search(r'href="([^"]+/plan/actions/new\?about=capability:[A-Z]+)"', result.text).group(1)
    assert about.endswith(":HSE")  # level 0, goal 5: the greatest gap comes first
    assert client.get(about).status_code == 200
    assert "No risk assessment exists." in client.get(f"/en/organisations/{firm.id}/capability/dimensions/HSE").text
    with unit_of_work(acting_for(firm.id)):
        made = queries.latest_submitted(firm.id)
    again = client.get(page_of(firm, made, lang))
    assert again.status_code == 200
    question = client.get(form.request.path)  # handed in: there is nothing more to answer, and the record is shown
    assert (question.status_code, question.location) == (303, page_of(firm, made, lang))


def test_several_who_start_in_the_same_moment_get_the_same_assessment(sign_in, firm, kari):
    clients = [sign_in(kari) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda client: client.post(home_of(firm) + "/assessments"), clients))
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len({answer.location for answer in answers}) == 1


def test_save_and_continue_later_keeps_an_unfinished_answer(sign_in, firm, kari):
    made = assessment(firm)
    answer = sign_in(kari).post(
        page_of(firm, made) + "/dimensions/ENV", data={"note": "Spør Ola", "goal": "", "later": "y", "version": "1"}
    )
    assert answer.status_code == 303
    assert answer.location.endswith(page_of(firm, made))
    stored = answers_of(firm, made)["ENV"]
    assert (stored.claimed, stored.note) == (None, "Spør Ola")


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"claimed": ""}, 422, "Choose the level that fits best today"),
        ({"claimed": "6"}, 422, "Choose the level that fits best today"),
        ({"claimed": "-1"}, 422, "Choose the level that fits best today"),
        ({"claimed": "²"}, 422, "Choose the level that fits best today"),
        ({"claimed": "3", "goal": "1"}, 422, "The goal is lower than where you stand"),
        ({"claimed": "3", "note": "Minnet vårt " + "x" * 2_000}, 413, "Nothing is lost"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_the_note_kept(sign_in, firm, kari, wrong, status, said):
    made = assessment(firm)
    data = {"note": "Minnet vårt", "goal": "", "version": "1"} | wrong
    answer = sign_in(kari).post(page_of(firm, made) + "/dimensions/HSE", data=data)
    assert answer.status_code == status
    assert said in answer.text
    assert "Minnet vårt" in answer.text
    assert answers_of(firm, made)["HSE"].claimed is None


def test_two_people_at_the_same_question_lose_nothing(sign_in, firm, kari):
    made = assessment(firm)
    url = page_of(firm, made) + "/dimensions/HSE"
    first, second = sign_in(kari), sign_in(member(firm, "editor", name="Ola"))
    assert first.post(url, data={"claimed": "2", "note": "Karis", "version": "1"}).status_code == 303
    clash = second.post(url, data={"claimed": "4", "note": "Olas", "version": "1"})
    assert clash.status_code == 409
    assert "Kari saved it at" in clash.text
    assert "2 Basic" in clash.text
    assert "Karis" in clash.text
    assert "Olas" in clash.text
    assert re.search(r'checked[^>]*value="4"', clash.text)
    assert second.post(url, data={"claimed": "4", "note": "Olas", "version": version_on(clash)}).status_code == 303
    assert answers_of(firm, made)["HSE"].claimed == 4


def test_an_assessment_sent_in_twice_is_one(sign_in, firm, kari):
    made = assessment(firm, dict.fromkeys(CODES, 2))
    client = sign_in(kari)
    url = page_of(firm, made) + "/check"
    assert client.post(url, data={"once": "o" * 22}).status_code == 303
    assert client.post(url, data={"once": "o" * 22}).status_code == 303
    assert client.post(url, data={"once": "p" * 22}).status_code == 409
    assert client.get(url).status_code == 303


def test_an_unfinished_assessment_is_not_handed_in(sign_in, firm, kari):
    made = assessment(firm, {"HSE": 1})
    client = sign_in(kari)
    page = client.get(page_of(firm, made) + "/check")
    assert "1 of 10 questions are answered." in page.text
    assert "Hand in</button>" not in page.text
    answer = client.post(page_of(firm, made) + "/check")
    assert answer.status_code == 409
    assert "Some dimensions are not answered yet" in answer.text


def test_what_is_handed_in_takes_no_more_answers(sign_in, firm, kari):
    made = assessment(firm, submitted=True)
    answer = sign_in(kari).post(page_of(firm, made) + "/dimensions/HSE", data={"claimed": "5", "version": "2"})
    assert answer.status_code == 409
    assert "handed in and stays as it is" in answer.text
    assert answers_of(firm, made)["HSE"].claimed == 2


def test_a_new_assessment_remembers_the_last_and_the_history_keeps_it(sign_in, firm, kari):
    former = assessment(firm, {"HSE": 3}, submitted=True)
    client = sign_in(kari)
    started = client.post(home_of(firm) + "/assessments")
    page = client.get(started.location + "/dimensions/HSE")
    assert "Last time you chose 3 Established." in page.text
    assert re.search(r'checked[^>]*value="3"', page.text)
    history = client.get(home_of(firm) + "/assessments")
    assert f"/assessments/{former.id}" in history.text
    assert "Under way" in history.text
    assert "0 of 10 questions are answered." in history.text


def test_a_reader_sees_where_the_firm_stands_and_changes_nothing(sign_in, firm):
    under_way = assessment(firm, {"HSE": 4})
    reader = sign_in(member(firm, "reader"))
    page = reader.get(page_of(firm, under_way))
    assert page.status_code == 200
    assert "4 Measured" in page.text
    assert "/dimensions/" not in page.text
    assert reader.get(home_of(firm)).status_code == 200
    for url in (page_of(firm, under_way) + "/dimensions/HSE", page_of(firm, under_way) + "/check"):
        assert reader.get(url).status_code == 403
        assert reader.post(url, data={"claimed": "1", "version": "2"}).status_code == 403
    assert reader.post(home_of(firm) + "/assessments").status_code == 403


def test_nobody_outside_the_firm_sees_a_claimed_level(client, sign_in, firm):
    made = assessment(firm, {"HSE": 4}, submitted=True)
    outside = organisation("buyer")
    stranger = sign_in(member(outside))
    staff = sign_in(member(organisation("ministry"), platform=("moderator", "administrator")))
    assert client.get(home_of(firm)).status_code == 401
    assert client.get(page_of(firm, made)).status_code in (401, 404)
    for other in (stranger, staff):
        assert other.get(home_of(firm)).status_code == 403
        for url in (
            page_of(firm, made),
            page_of(firm, made) + "/dimensions/HSE",
            f"{home_of(outside)}/assessments/{made.id}",
        ):
            answer = other.get(url)
            assert answer.status_code == 404
            assert "Measured" not in answer.text


def test_a_dimension_that_the_framework_does_not_have_is_not_found(sign_in, firm, kari):
    made = assessment(firm)
    for code in ("NOPE", "hse", "HSE'--"):
        assert sign_in(kari).get(f"{page_of(firm, made)}/dimensions/{code}").status_code == 404


def test_markup_in_a_note_is_text(sign_in, firm, kari):
    made = assessment(firm, dict.fromkeys(CODES, 1))
    client = sign_in(kari)
    url = page_of(firm, made) + "/dimensions/HSE"
    client.post(url, data={"claimed": "1", "note": "</textarea><script>alert(1)</script> Čáhci", "version": "2"})
    for page in (url, page_of(firm, made) + "/check"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "Čáhci" in text


def test_the_menu_leads_a_supplier_to_both_pages(sign_in, firm, kari):
    page = sign_in(kari).get(home_of(firm))
    assert f'href="{home_of(firm)}" aria-current="page"' in page.text
    assert f'href="/en/organisations/{firm.id}/plan"' in page.text
    buyer = organisation("buyer")
    assert "/plan" not in sign_in(member(buyer)).get(home_of(buyer)).text


@pytest.mark.parametrize(
    ("page", "budget"), [("", 10), ("old", 6), ("list", 6), ("dimension", 8), ("check", 6), ("result", 8)]
)
def test_no_page_costs_more_statements_than_its_budget(sign_in, statements, firm, kari, page, budget):
    for _ in range(3):
        made = assessment(firm, submitted=True)
    if page in ("list", "dimension", "check"):
        made = assessment(firm, {"HSE": 1})
    url = {
        "": home_of(firm),
        "old": home_of(firm) + "/assessments",
        "list": page_of(firm, made),
        "dimension": page_of(firm, made) + "/dimensions/HSE",
        "check": page_of(firm, made) + "/check",
        "result": page_of(firm, made),
    }[page]
    client = sign_in(kari)
    client.get(url)
    with statements() as seen:
        assert client.get(url).status_code == 200
    assert len(seen) <= budget, seen
