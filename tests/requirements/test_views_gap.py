"""A firm measures itself: in private, without a trace, and is told the truth in words and figures."""

import re
from datetime import timedelta

import pytest
from html5lib import parse

from app.blueprints.requirements.terms import RequirementDraft
from app.blueprints.requirements.views import gap as view
from app.core.clock import today
from tests.factories import improvement
from tests.factories import requirements as made
from tests.factories.accounts import member, organisation, person
from tests.factories.capability import assessment, decided, review, support
from tests.factories.evidence import evidence
from tests.factories.requirements import VECTOR_LEVELS, asked, own_dimension, standing, standings


@pytest.fixture
def buyer(db_session):
    return organisation("buyer")


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def owner(firm, sign_in):
    return sign_in(member(firm))


@pytest.fixture
def stands(monkeypatch):
    """`stands(*standings)`: where every firm stands from now on."""

    def _stands(*held) -> None:
        monkeypatch.setattr(view, "three_numbers", lambda organisation_id: list(held))

    return _stands


def at(firm, profile=None, lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/capability/check" + (f"/{profile.id}" if profile else "")


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


# ---- who -----------------------------------------------------------------------------------------------------------


def test_only_the_firms_own_people_measure_it(firm, buyer, sign_in, client):
    profile = made.profile(buyer)
    strangers = {
        "the buyer": member(buyer),
        "another firm": member(organisation()),
        "a moderator": person(platform=("moderator",)),
        "an administrator": person(platform=("administrator",)),
    }
    for who, stranger in strangers.items():
        assert sign_in(stranger).get(at(firm)).status_code == 403, who
        assert sign_in(stranger).get(at(firm, profile)).status_code == 404, who
    assert client.get(at(firm)).status_code == 401
    assert client.get(at(firm, profile)).status_code == 404
    for role in ("owner", "editor", "reader"):
        assert sign_in(member(firm, role)).get(at(firm, profile)).status_code == 200


def test_a_buyer_measures_no_firm_of_its_own(buyer, sign_in):
    assert sign_in(member(buyer)).get(at(buyer)).status_code == 403


def test_nobody_is_measured_against_a_draft_also_who_is_in_both(firm, buyer, sign_in):
    profile = made.profile(buyer, published=False)
    both = sign_in(person(organisations={firm: "owner", buyer: "owner"}))
    assert both.get(at(firm, profile)).status_code == 404


def test_a_withdrawn_profile_can_still_be_measured_against_and_says_so(firm, buyer, owner):
    profile = made.profile(buyer, withdrawn=True)
    assert "This profile is withdrawn" in text(owner.get(at(firm, profile)))
    assert profile.title not in text(owner.get(at(firm)))


def test_the_profile_leads_a_suppliers_people_and_nobody_else_to_the_check(firm, buyer, owner, sign_in, client):
    profile = made.profile(buyer)
    page = f"/en/requirements/{profile.id}"
    assert f'href="{at(firm, profile)}"' in owner.get(page).get_data(as_text=True)
    for other in (client, sign_in(member(buyer))):
        assert "capability/check" not in other.get(page).get_data(as_text=True)


def test_the_page_of_where_the_firm_stands_leads_to_the_check(firm, owner):
    assessment(firm, submitted=True)
    page = owner.get(f"/en/organisations/{firm.id}/capability", follow_redirects=True).get_data(as_text=True)
    assert f'href="{at(firm)}"' in page


def test_a_reader_is_not_offered_to_write_on_the_plan(firm, buyer, sign_in):
    profile = made.profile(buyer)
    assert "/plan/actions/new" not in sign_in(member(firm, "reader")).get(at(firm, profile)).get_data(as_text=True)


# ---- without a trace ---------------------------------------------------------------------------------------------


def test_measuring_leaves_nothing_behind_and_the_page_says_so(firm, buyer, owner, owner_sql, statements):
    profile = made.profile(buyer, *made.vector("HSE"))
    tables = [
        row[0]
        for row in owner_sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'accounts_session'"
        )
    ]
    count = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    before = sorted(owner_sql(count))
    with statements() as seen:
        page = owner.get(at(firm, profile))
    assert "Nothing is stored, and the buyer sees nothing." in text(page)
    assert sorted(owner_sql(count)) == before
    assert not [statement for statement in seen if re.match(r"\s*(INSERT|UPDATE|DELETE)", statement)]


def test_the_page_is_not_kept_by_anybody_on_the_way(firm, buyer, owner):
    answer = owner.get(at(firm, made.profile(buyer)))
    assert "no-store" in answer.headers["Cache-Control"] or "private" in answer.headers["Cache-Control"]


# ---- the verdict -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "figure"), [("nb", "0,714"), ("nn", "0,714"), ("en", "0.714")])
def test_the_published_vector_is_shown_as_five_sevenths(firm, buyer, owner, stands, lang, figure):
    stands(*standings(VECTOR_LEVELS))
    page = text(owner.get(at(firm, made.profile(buyer, *made.vector()), lang)))
    assert figure in page
    assert "5/7" in page
    assert "857" not in page


def test_gaps_without_a_must_have_are_partly_ready(firm, buyer, owner, stands):
    stands(*standings(VECTOR_LEVELS))
    page = text(owner.get(at(firm, made.profile(buyer, *made.vector()))))
    assert "2 requirements are not reached. None of them is a must-have." in page


def test_a_must_have_that_is_missing_is_not_ready_whatever_the_figure(firm, buyer, owner, stands):
    stands(*standings({"QUA": 5}))
    profile = made.profile(buyer, asked("HSE", 1, "0.001", must=True), asked("QUA", 5, 1000))
    page = text(owner.get(at(firm, profile)))
    assert "Not ready" in page
    assert "A must-have is not reached: Health, safety and working environment." in page
    assert "0.999" in page
    assert "1.000" not in page


def test_who_reaches_everything_is_ready_and_never_more_than_that(firm, buyer, owner, stands):
    stands(*standings(dict.fromkeys(VECTOR_LEVELS, 5)))
    page = text(owner.get(at(firm, made.profile(buyer, *made.vector("HSE")))))
    assert "You reach every level that is asked for." in page
    assert "1.000" in page
    assert "What is missing" not in page
    assert not re.search(r"1[0-9]{2} ?%|[1-9]\.[0-9]{3}(?<!1\.000)", page)


def test_no_requirements_is_no_requirements(firm, buyer, owner, owner_sql):
    profile = made.profile(buyer, asked("HSE", 1), RequirementDraft(code="ENV", reason="Kanskje."))
    owner_sql("UPDATE requirements_requirement SET level = 0")
    page = text(owner.get(at(firm, profile)))
    assert "No requirements" in page
    assert "Readiness:" not in page
    assert "100" not in re.sub(r"31\d{7}", "", page)


# ---- each gap ----------------------------------------------------------------------------------------------------


def test_a_gap_says_what_counts_what_is_claimed_and_what_would_close_it(firm, buyer, owner, stands):
    stands(standing("HSE", 1, claimed=3), standing("QUA", 4, claimed=4, endorsed=2))
    profile = made.profile(buyer, asked("HSE", 3, must=True, reason="Tunge løft."), asked("QUA", 3))
    page = text(owner.get(at(firm, profile)))
    assert "Required: 3 Established. What counts today is what evidence carries: 1 Aware." in page
    assert "You claim 3, evidence carries 1." in page
    assert "Tunge løft." in page
    assert "2 Basic: Written risk assessment" in page
    assert "3 Established: System in daily use" in page
    assert "4 Measured: Targets set" not in page
    assert "What counts today is what a reviewer has endorsed: 2 Basic." in page
    assert "You claim 4, a reviewer has endorsed 2." in page
    assert "The endorsement is lower and counts while it lasts" in page


def test_a_gap_says_what_evidence_lacks(firm, buyer, owner, stands):
    stands(standing("HSE", 0), standing("QUA", 3))
    profile = made.profile(buyer, asked("HSE", 3), asked("QUA", 3))
    page = text(owner.get(at(firm, profile)))
    assert "Your evidence lacks, for level 3:" in page
    assert "A record with a date from the last twelve months, which shows that it is in use." in page


def test_the_gap_of_a_must_have_comes_first(firm, buyer, owner, stands):
    stands()
    profile = made.profile(buyer, asked("QUA", 5), asked("ENV", 1, must=True), asked("HSE", 2))
    page = owner.get(at(firm, profile)).get_data(as_text=True)
    assert re.findall(r'id="gap-(\w+)"', page) == ["ENV", "QUA", "HSE"]


def test_a_gap_names_the_actions_on_the_plan_that_do_something_about_it(firm, buyer, sign_in, stands):
    stands(standing("HSE", 1))
    who = member(firm)
    action = improvement.action(firm, who, due_in=10, subject="capability:HSE:3", title="Write down the hazards")
    improvement.action(firm, who, subject="capability:QUA:3", title="Something about quality")
    profile = made.profile(buyer, asked("HSE", 3), asked("ENV", 1))
    answer = sign_in(who).get(at(firm, profile))
    page = text(answer)
    assert "Write down the hazards" in page
    assert "It aims at level 3, which would close the gap." in page
    assert "Something about quality" not in page
    assert page.count("Nothing on the plan does anything about it yet.") == 1
    assert f"/plan/actions/{action.id}" in answer.get_data(as_text=True)


def test_the_button_puts_the_dimension_and_the_level_on_the_plan(firm, buyer, owner, stands):
    stands()
    page = owner.get(at(firm, made.profile(buyer, asked("HSE", 3)))).get_data(as_text=True)
    (link,) = re.findall(r'href="([^"]*/plan/actions/new[^"]*)"', page)
    assert link.endswith("about=capability:HSE:3")
    assert owner.get(link).status_code == 200


def test_what_is_coming_is_told_with_its_day(firm, buyer, owner, stands):
    end = today() + timedelta(days=30)
    stands(standing("HSE", 3, valid_to=end))
    page = text(owner.get(at(firm, made.profile(buyer, asked("HSE", 3, must=True)))))
    assert "Ready" in page
    assert f"Where you would stand on {(end + timedelta(days=1)).day}" in page
    assert "Not ready, at 0.000, if nothing is renewed before then." in page
    assert "falls to level 0" in page


def test_a_buyers_own_dimension_is_measured_and_named(firm, buyer, owner):
    own_dimension(buyer, "ROV")
    page = text(owner.get(at(firm, made.profile(buyer, asked("ROV", 2)))))
    assert "Eget område ROV" in page
    assert "You have not said yourself where you stand here." in page


def test_a_firms_real_numbers_are_used_and_its_claims_do_not_count(firm, buyer, owner):
    assessment(firm, {"HSE": 4}, submitted=True)
    page = text(owner.get(at(firm, made.profile(buyer, asked("HSE", 3)))))
    assert "You claim 4, evidence carries 0." in page
    assert "No evidence carries any level yet, so 0 counts today." in page


def prove_the_vector(firm) -> None:
    """Evidence that carries the levels of the published vector: HSE 2, QUA 5, ENV 2, DIG 1."""
    routine = evidence(firm, "routine")
    year = evidence(firm, "iso_9001", record_from=today() - timedelta(days=400), record_to=today() - timedelta(days=1))
    support(firm, routine, "HSE", 5)
    support(firm, routine, "ENV", 2)
    support(firm, year, "QUA", 5, learning=True)
    support(firm, evidence(firm, "hse_declaration", "statement"), "DIG", 4)


@pytest.mark.parametrize(("lang", "figure"), [("nb", "0,714"), ("en", "0.714")])
def test_real_evidence_gives_the_published_vector_through_every_room(firm, buyer, owner, lang, figure):
    prove_the_vector(firm)
    page = text(owner.get(at(firm, made.profile(buyer, *made.vector()), lang)))
    assert f"{figure}" in page
    assert "5/7" in page


def test_an_endorsement_counts_instead_of_evidence_also_when_it_is_lower(firm, buyer, owner):
    assessment(firm, {"QUA": 5}, submitted=True)
    prove_the_vector(firm)
    reviewer = organisation("interest")
    decided(review(firm, reviewer, "QUA"), member(reviewer), "endorsed_lower", level=2)
    page = text(owner.get(at(firm, made.profile(buyer, asked("QUA", 4)))))
    assert "What counts today is what a reviewer has endorsed: 2 Basic." in page
    assert "You claim 5, a reviewer has endorsed 2." in page


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_chart_is_drawn_wide_and_narrow_with_its_table(firm, buyer, owner, stands, lang):
    stands(*standings(VECTOR_LEVELS))
    page = owner.get(at(firm, made.profile(buyer, *made.vector("HSE")), lang)).get_data(as_text=True)
    assert page.count('<svg class="chart"') == 2
    assert page.count("<table") == 1
    assert 'id="gaps-narrow' in page


# ---- speed -------------------------------------------------------------------------------------------------------


def test_the_check_takes_ten_statements_whatever_firm_profile_and_plan_hold(
    firm, buyer, sign_in, statements, owner_sql
):
    who = member(firm)
    prove_the_vector(firm)
    reader, counts = sign_in(who), []
    small = made.profile(buyer, asked("HSE", 5))
    for number in range(30):
        own_dimension(buyer, f"OWN{number}")
    codes = [*made.CODES, *(f"OWN{number}" for number in range(30))]
    large = made.profile(buyer, *(asked(code, 5) for code in codes))
    for profile in (small, large):
        with statements() as seen:
            assert reader.get(at(firm, profile)).status_code == 200
        counts.append(len(seen))
        much_more(firm, owner_sql)
        for number in range(20):
            improvement.action(firm, who, subject=f"capability:{made.CODES[number % 10]}:5")
            organisation()
    assert counts[0] == counts[1] <= 10


def much_more(firm, owner_sql) -> None:
    """300 more pieces of evidence, put forward for three dimensions, by plain SQL."""
    columns = ", ".join(
        name
        for (name,) in owner_sql(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'improvement_evidence' AND column_name <> 'id'"
        )
    )
    owner_sql(
        f"INSERT INTO improvement_evidence ({columns}) SELECT {columns} FROM improvement_evidence,"
        " generate_series(1, 300) WHERE id = (SELECT max(id) FROM improvement_evidence)"
    )
    owner_sql(
        "INSERT INTO capability_support (organisation_id, evidence_id, dimension_code, level, shows_learning, added_at)"
        " SELECT organisation_id, id, (ARRAY['FIN', 'BID', 'INN'])[mod(id, 3) + 1], 2, false, now()"
        " FROM improvement_evidence e WHERE NOT EXISTS (SELECT FROM capability_support s WHERE s.evidence_id = e.id)"
    )
