"""Sites: listed, added, changed, retired and taken up again, by whoever writes the firm's register."""

import re

import pytest

from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import SiteDraft
from app.core.errors import Refused
from tests.factories import safety
from tests.factories.accounts import member, organisation, person
from tests.factories.safety import working_for


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def editor(firm, sign_in):
    return sign_in(member(firm, "editor", name="Eli Prøve"))


def at(firm, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/safety/sites{path}"


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def sites(owner_sql) -> list:
    return owner_sql("SELECT name, place, retired_at IS NOT NULL, version FROM safety_site ORDER BY id")


def test_a_site_is_added_changed_retired_and_taken_up_again(firm, editor, owner_sql):
    added = editor.post(at(firm, "/new"), data={"name": "Verkstaden", "place": "Odda", "once": "a"})
    assert added.status_code == 303
    assert "Verkstaden" in page(editor.get(added.location))
    number = owner_sql("SELECT id FROM safety_site")[0][0]
    changed = editor.post(at(firm, f"/{number}"), data={"name": "Verkstad 1", "place": "Odda", "version": "1"})
    assert changed.status_code == 303
    assert editor.post(at(firm, f"/{number}/retire"), data={"version": "2"}).status_code == 303
    assert sites(owner_sql) == [("Verkstad 1", "Odda", True, 3)]
    assert "Sites not in use any more" in page(editor.get(at(firm)))
    assert editor.post(at(firm, f"/{number}/take-up"), data={"version": "3"}).status_code == 303
    assert sites(owner_sql) == [("Verkstad 1", "Odda", False, 4)]
    codes = owner_sql("SELECT what FROM journal_entry WHERE what LIKE 'safety.site%' ORDER BY seq")
    assert [code for (code,) in codes] == [
        f"safety.site_{verb}" for verb in ("added", "changed", "retired", "taken_up")
    ]


@pytest.mark.parametrize(
    ("name", "said", "status"),
    [
        ("verkstaden", "already have a site called Verkstaden", 422),
        ("KAIA", "site called Kaia that is not in use", 422),
        (" ", "cannot be empty", 422),
        ("x" * 121, "takes 120", 413),
    ],
)
def test_a_name_that_cannot_be_is_refused_kindly_and_kept(firm, editor, owner_sql, name, said, status):
    safety.site(firm)
    retired = safety.site(firm, "Kaia")
    with working_for(firm):
        services.retire_site(queries.get_site(retired.id), version=1, by=None)
    response = editor.post(at(firm, "/new"), data={"name": name, "place": "Bryggja 4", "once": "a"})
    assert response.status_code == status
    assert said in page(response)
    assert 'value="Bryggja 4"' in response.get_data(as_text=True)
    assert len(sites(owner_sql)) == 2


def test_two_firms_may_call_a_site_the_same(firm, owner_sql):
    safety.site(firm)
    safety.site(organisation())
    assert len(sites(owner_sql)) == 2


def test_two_who_change_the_same_site_do_not_overwrite_each_other(firm, editor, owner_sql):
    site = safety.site(firm)
    with working_for(firm):
        services.change_site(queries.get_site(site.id), SiteDraft(name="Smia", version=1), by=None)
    response = editor.post(at(firm, f"/{site.id}"), data={"name": "Støyperiet", "version": "1"})
    assert response.status_code == 409
    assert "Saved now: Smia" in page(response)
    assert 'value="Støyperiet"' in response.get_data(as_text=True)
    assert editor.post(at(firm, f"/{site.id}/retire"), data={"version": "1"}).status_code == 409
    assert sites(owner_sql)[0][0] == "Smia"


def test_what_is_done_already_is_not_done_again(firm, editor):
    site = safety.site(firm)
    assert editor.post(at(firm, f"/{site.id}/take-up"), data={"version": "1"}).status_code == 409


def test_sites_in_use_have_a_limit(firm, monkeypatch):
    monkeypatch.setattr("app.blueprints.safety.services.sites.MOST_SITES", 1)
    safety.site(firm)
    with pytest.raises(Refused) as caught:
        safety.site(firm, "Kaia")
    assert caught.value.code == "too_many_sites"


def test_a_reader_sees_the_sites_and_changes_none(firm, sign_in):
    site = safety.site(firm)
    reader = sign_in(member(firm, "reader"))
    listed = reader.get(at(firm))
    assert "Verkstaden" in page(listed)
    assert not re.search(r'href="[^"]*/sites/\w', listed.get_data(as_text=True))
    for path in (f"/{site.id}/retire", f"/{site.id}/take-up", f"/{site.id}", "/new"):
        assert reader.post(at(firm, path), data={"version": "1", "name": "x"}).status_code == 404


def test_a_site_is_not_found_under_another_firm(firm, sign_in):
    other = organisation()
    site = safety.site(other)
    both = sign_in(person(organisations={firm: "owner", other: "owner"}))
    assert both.get(at(firm, f"/{site.id}")).status_code == 404
    assert both.post(at(firm, f"/{site.id}/retire"), data={"version": "1"}).status_code == 404
    assert both.get(at(other, f"/{site.id}")).status_code == 200
    assert sign_in(member(organisation("buyer"))).get(at(firm)).status_code == 404


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_firm_without_sites_is_told_when_it_needs_one(firm, editor, lang):
    listed = editor.get(at(firm, lang=lang)).get_data(as_text=True)
    assert at(firm, "/new", lang) in listed


def test_the_list_takes_few_statements(firm, editor, statements):
    for number in range(12):
        safety.site(firm, f"Plass {number}")
    editor.get(at(firm))
    with statements() as seen:
        assert editor.get(at(firm)).status_code == 200
    assert len(seen) <= 6, seen
