"""How a person chooses to read: named by what it does, shown before it is kept."""

import re

import pytest

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.services.people import reads_at_first
from app.core.db import db
from tests.factories.accounts import person

ADDRESS = "/en/account/languages"


@pytest.fixture
def she(db_session):
    return person(name="Les Ar")


def form(page: str, **values: object) -> dict[str, object]:
    once = re.search(r'name="once"[^>]* value="([^"]*)"', page)
    version = re.search(r'name="version"[^>]* value="(\d+)"', page)
    assert version
    return {
        "once": once.group(1) if once else "",
        "version": version.group(1),
        "reads": ["en"],
        "translate": "ask",
    } | values


def kept(who) -> tuple[list[str], str, bool]:
    found = db.session.get_one(Person, who.id, populate_existing=True)
    return found.reads, found.translate, found.sees_machine


def test_a_choice_is_kept_and_holds_at_once(she, sign_in) -> None:
    visit = sign_in(she)
    page = visit.get(ADDRESS).text
    assert visit.post(ADDRESS, data=form(page, sees_machine="y")).status_code == 303
    assert kept(she) == (["en"], "ask", True)
    assert ADDRESS in visit.get("/en/account").text, "a newcomer finds it from her account"


def test_a_preview_shows_what_the_choice_gives_and_keeps_nothing(she, sign_in) -> None:
    visit = sign_in(she)
    before = kept(she)
    page = visit.post(ADDRESS, data=form(visit.get(ADDRESS).text, translate="auto", preview="yes"))
    assert page.status_code == 200
    assert kept(she) == before
    gives = page.text.split('id="gives"')[1]
    assert gives.count("We are eight employees") == 3, "written in English, and translated from the two others"
    assert page.text.count("checked") >= 1
    saved = visit.post(ADDRESS, data=form(page.text, translate="auto"))
    assert saved.status_code == 303
    assert kept(she) == (["en"], "auto", False)


def test_each_choice_has_its_example_under_it(she, sign_in) -> None:
    page = sign_in(she).get(ADDRESS).text
    by_choice = page.split('id="translate"')[1].split("</fieldset>")[0].split('class="example"')[1:]
    assert ["We are eight" in one for one in by_choice] == [True, False, False]
    assert ["Show the translation" in one for one in by_choice] == [False, True, False]


def test_somebody_reads_at_least_one_language(she, sign_in) -> None:
    visit = sign_in(she)
    before = kept(she)
    sent = form(visit.get(ADDRESS).text)
    del sent["reads"]
    answer = visit.post(ADDRESS, data=sent)
    assert answer.status_code == 422
    assert "Choose at least one language." in answer.text
    assert kept(she) == before
    for wrong in ({"translate": "always"}, {"reads": ["de"]}):
        assert visit.post(ADDRESS, data=form(visit.get(ADDRESS).text, **wrong)).status_code == 422
    assert kept(she) == before


def test_two_windows_do_not_overwrite_each_other(she, sign_in) -> None:
    visit = sign_in(she)
    first, second = visit.get(ADDRESS).text, visit.get(ADDRESS).text
    assert visit.post(ADDRESS, data=form(first)).status_code == 303
    answer = visit.post(ADDRESS, data=form(second, translate="never"))
    assert answer.status_code == 409
    assert kept(she)[1] == "ask"
    assert visit.post(ADDRESS, data=form(answer.text, translate="never")).status_code == 303
    assert kept(she)[1] == "never"


def test_a_stranger_is_asked_to_sign_in(client, db_session) -> None:
    assert client.get(ADDRESS).status_code == 401


@pytest.mark.parametrize(("page", "reads"), [("nb", ["nb", "nn", "en"]), ("nn", ["nb", "nn", "en"]), ("en", ["en"])])
def test_who_comes_on_an_english_page_reads_english_until_she_says_more(page, reads) -> None:
    assert reads_at_first(page) == reads
