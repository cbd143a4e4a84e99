"""A poster is made by those who see to safety, printed with its square, counted, and taken down."""

from io import BytesIO

import pytest

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, Role, Visitor
from app.blueprints.safety import policies, queries, services
from app.blueprints.safety.models import Poster
from app.core import clock
from tests.factories import safety
from tests.factories.accounts import member, organisation

FIRM = Organisation(id=1)


def somebody(role: Role, firm: int = 1) -> Actor:
    fact = MembershipFact(firm, "A firm", Kind.SUPPLIER, role, Check.VERIFIED, Authority.STAFF)
    hers = {"workplaces": (fact,)} if role is Role.WORKER else {"memberships": (fact,)}
    return Actor(
        person_id=9,
        name="Kari",
        email="k@prove.example",
        locale="nb",
        reads=(),
        session_id=1,
        session_token="t",
        **hers,
    )


# who: makes posters, reports on her own page
TABLE = {
    "owner": (somebody(Role.OWNER), True, True),
    "editor": (somebody(Role.EDITOR), True, True),
    "reader": (somebody(Role.READER), False, True),
    "safety representative": (somebody(Role.SAFETY_REPRESENTATIVE), True, True),
    "worker": (somebody(Role.WORKER), False, True),
    "owner of another firm": (somebody(Role.OWNER, 2), False, False),
    "worker elsewhere": (somebody(Role.WORKER, 2), False, False),
    "visitor": (Visitor(), False, False),
}


@pytest.mark.parametrize("who", TABLE)
def test_who_makes_posters_and_who_reports(who):
    actor, makes, reports = TABLE[who]
    assert policies.can_make_posters(actor, FIRM) is makes
    assert policies.can_see_to_poster(actor, FIRM, Poster(organisation_id=1)) is makes
    assert policies.can_see_to_poster(actor, FIRM, Poster(organisation_id=2)) is False
    assert policies.can_report(actor, FIRM) is reports
    assert policies.can_view_safety(actor, FIRM) is (reports and who != "worker")


@pytest.fixture
def firm(db_session):
    return organisation(name="Fjord Prøve AS")


def test_a_safety_representative_makes_prints_and_takes_down_a_poster(sign_in, firm, client):
    representative = sign_in(member(firm, "safety_representative"))
    here = f"/en/organisations/{firm.id}/safety/posters"
    assert "No poster yet" in representative.get(here).get_data(as_text=True)
    made = representative.post(f"{here}/new", data={"place": "Hall 2", "once": "a"})
    sheet = representative.get(made.location).get_data(as_text=True)
    (row,) = queries.posters_of(firm.id)
    assert row.Poster.place == "Hall 2"
    for code, said in (("nb", 'lang="nb"'), ("nn", 'lang="nn"'), ("en", "It nearly went wrong? Tell us.")):
        assert said in sheet, code
    assert f"http://localhost/n/{row.Poster.token}" in sheet
    representative.post(made.location + "/end")
    assert "Taken down on" in representative.get(here).get_data(as_text=True)
    assert client.get(f"/en/near-miss/{row.Poster.token}").status_code == 410


def test_each_poster_says_how_many_reports_it_gave(sign_in, firm, client):
    busy, quiet = safety.poster(firm, "Hall 1"), safety.poster(firm, "Hall 2")
    for n in range(2):
        client.post(
            f"/en/near-miss/{busy.token}",
            data={"what": f"{n}", "place": "x", "happened_on": clock.today().isoformat(), "photo": (BytesIO(), "")},
        )
    with safety.working_for(firm):
        told = {row.Poster.id: row.reports for row in queries.posters_of(firm.id)}
    assert told == {busy.id: 2, quiet.id: 0}
    page = sign_in(member(firm)).get(f"/en/organisations/{firm.id}/safety/posters").get_data(as_text=True)
    assert "2 reports, the last on" in page
    assert "No report yet" in page


def test_a_poster_needs_a_place_and_is_called_after_its_site_without_one(firm):
    site = safety.site(firm, "Verkstaden")
    assert safety.poster(firm, "", site_id=site.id).place == "Verkstaden"
    with pytest.raises(Exception, match="poster_has_no_place"):
        safety.poster(firm, "")
    with pytest.raises(Exception, match="site_unknown"):
        safety.poster(firm, "Hall 2", site_id=safety.site(organisation()).id)


def test_no_two_posters_have_an_address_that_is_guessed_from_the_other():
    tokens = {services.posters.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(queries.posters.TOKEN.fullmatch(token) for token in tokens)


def test_another_firms_poster_is_not_found_under_ones_own_address(sign_in, firm):
    theirs = safety.poster(organisation())
    owner = sign_in(member(firm))
    for end in ("", "/end"):
        assert owner.get(f"/en/organisations/{firm.id}/safety/posters/{theirs.id}{end}").status_code == 404
