"""What a firm hands over of its profile: complete in itself, true on any later day, and nothing that is to stay here."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.capability import rules, services
from app.blueprints.capability.terms import DimensionStanding, Endorsed, HeldProof
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.localized import Localized
from tests.factories.accounts import member, organisation
from tests.factories.capability import CODES, assessment, decided, review, standing, support
from tests.factories.evidence import evidence

DAY = timedelta(days=1)


@pytest.fixture
def firm(db_session):
    made = organisation(municipality="Gloppen")
    assessment(made, {"HSE": 4}, {"HSE": 5}, submitted=True)
    return made


def handed_over(firm):
    with unit_of_work(acting_for(firm.id)):
        levels, content = services.profile_content(firm.id)
    # As a column of JSON would give it back.
    return json.loads(json.dumps(levels)), json.loads(json.dumps(content))


def of(content, code="HSE"):
    return next(dimension for dimension in content["dimensions"] if dimension["code"] == code)


def test_a_profile_names_the_firm_its_framework_and_all_ten_dimensions_in_three_languages(firm):
    levels, content = handed_over(firm)
    assert content["organisation"] == {
        "id": firm.id, "name": firm.name, "number": firm.number, "municipality": "Gloppen", "industry": None,
    }  # fmt: skip
    assert (content["framework"]["code"], content["on_day"]) == ("default", today().isoformat())
    assert [dimension["code"] for dimension in content["dimensions"]] == list(CODES) == list(levels)
    assert set(of(content)["name"]) == set(content["scale"][0]) == {"nb", "nn", "en"}
    assert (of(content)["claimed"], of(content)["goal"]) == (4, 5)


def test_of_what_is_private_only_type_dates_and_strength_leave_the_firm(firm):
    private = evidence(
        firm, "routine", title="hemmelig-tittel", issuer="hemmelig-utsteder", scope="hemmelig-omfang",
        link="https://hemmelig.prove.example/",
    )  # fmt: skip
    support(firm, private, level=2)
    levels, content = handed_over(firm)
    (line,) = of(content)["evidence"]
    assert line == {
        "id": private.id, "type": "routine", "valid_from": None, "valid_to": private.valid_to.isoformat(),
        "record_from": None, "record_to": None, "visibility": "private", "personal": False, "level": 2,
        "shows_learning": False, "strength": 1,
    }  # fmt: skip
    assert "hemmelig" not in json.dumps([levels, content])


def test_of_what_is_about_a_person_only_type_and_dates_leave_the_firm_whatever_its_visibility(firm):
    for visibility in ("private", "shared"):
        made = evidence(firm, "craft_certificate", visibility=visibility, reference="KN-7", issuer="hemmelig-utsteder")
        support(firm, made, level=2)
    _levels, content = handed_over(firm)
    assert len(of(content)["evidence"]) == 2
    for line in of(content)["evidence"]:
        assert {"title", "issuer", "scope", "strength", "reference"} & line.keys() == set()
        assert line["personal"] is True
    assert "KN-7" not in json.dumps(content)
    assert "hemmelig" not in json.dumps(content)


def test_of_what_the_firm_shares_title_issuer_and_scope_are_there_and_never_its_notes(firm, owner_sql):
    owner_sql("UPDATE capability_answer SET note = 'notat-kanari'")
    support(firm, evidence(firm, "routine", visibility="shared", title="Rutine", scope="Hele firmaet"), level=2)
    _levels, content = handed_over(firm)
    (line,) = of(content)["evidence"]
    assert (line["title"], line["issuer"], line["scope"]) == ("Rutine", "Prøve Sertifisering AS", "Hele firmaet")
    assert "notat-kanari" not in json.dumps(content)


def test_what_counts_no_more_is_not_handed_over(firm, owner_sql):
    support(firm, evidence(firm, "routine", visibility="shared"), level=2)
    owner_sql("UPDATE improvement_evidence SET state = 'withdrawn'")
    levels, content = handed_over(firm)
    assert of(content)["evidence"] == []
    assert levels["HSE"]["proofs"] == []


def test_endorsements_stand_with_reviewer_person_day_and_reason_and_the_history_with_its_causes(firm):
    buyer = organisation("buyer", name="Prøve kommune")
    decided(review(firm, buyer), member(buyer, name="Ingrid Prøve"), reason="Godt arbeid.")
    levels, content = handed_over(firm)
    until = rules.default_expiry(today()).isoformat()
    assert of(content)["endorsements"] == [
        {
            "level": 4, "reviewer": "Prøve kommune", "person": "Ingrid Prøve", "decided_on": today().isoformat(),
            "expires_on": until, "seen_on": None, "reason": "Godt arbeid.",
        }
    ]  # fmt: skip
    assert [(h["number"], h["after"], h["cause"]) for h in of(content)["history"]] == [
        ("claimed", 4, "assessment"),
        ("endorsed", 4, "review"),
    ]
    assert levels["HSE"]["endorsed"] == [4, today().isoformat(), until]


def test_the_numbers_of_any_later_day_follow_from_what_was_handed_over(firm):
    support(firm, evidence(firm, "routine", ends_in=10), level=2)
    buyer = organisation("buyer")
    decided(review(firm, buyer), member(buyer), expires_on=today() + timedelta(days=5))
    levels, _content = handed_over(firm)
    assert rules.three_on(levels, today())["HSE"] == standing(firm).three
    seen = [rules.three_on(levels, today() + timedelta(days=n))["HSE"] for n in (5, 6, 10, 11)]
    assert [(three.claimed, three.evidenced, three.endorsed, three.effective) for three in seen] == [
        (4, 2, 4, 4),
        (4, 2, None, 2),
        (4, 2, None, 2),
        (4, 0, None, 0),
    ]


def test_a_dimension_that_nothing_is_said_of_is_not_claimed_and_carried_by_nothing(db_session):
    levels, content = handed_over(organisation())
    assert levels["LOC"] == {"claimed": None, "proofs": [], "endorsed": None}
    assert rules.three_on(levels, today())["LOC"].effective == 0
    assert of(content, "LOC")["history"] == []


def test_a_whole_profile_costs_the_same_few_statements_whatever_there_is(firm, statements):
    def cost():
        with unit_of_work(acting_for(firm.id)), statements() as seen:
            services.profile_content(firm.id)
        return len(seen)

    support(firm, evidence(firm, "routine"), level=2)
    few = cost()
    for code in CODES:
        for _ in range(3):
            support(firm, evidence(firm, "routine"), code, 2)
    assert cost() == few <= 10


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
maybe = st.none() | days
proofs = st.builds(
    HeldProof,
    strength=st.integers(0, 4),
    level=st.integers(1, 5),
    valid_from=maybe,
    valid_to=maybe,
    record_from=maybe,
    record_to=maybe,
    shares_learning=st.booleans(),
    evidence_id=st.integers(1, 9),
)


@given(st.none() | st.integers(0, 5), st.lists(proofs, max_size=5), st.none() | st.integers(0, 5), days)
def test_nothing_that_a_level_depends_on_is_lost_on_the_way(claimed, held, endorsed, day):
    name = Localized(nb="x", nn="x", en="x")
    given_on = date(2026, 1, 1)
    endorsement = (
        Endorsed(level=endorsed, decided_on=given_on, expires_on=date(2026, 12, 31), review_id=1, code="HSE",
                 reviewer_id=1, reviewer="x")
        if endorsed is not None
        else None
    )  # fmt: skip
    told = DimensionStanding(
        code="HSE", position=1, framework="default", name=name, short_name=name, about=name, claimed=claimed, goal=None,
        proofs=tuple(held), evidenced=0, endorsed=endorsement, framework_id=1, dimension_id=1,
    )  # fmt: skip
    read = rules.three_on(json.loads(json.dumps(rules.levels_json([told]))), day)["HSE"]
    assert read == rules.three(claimed, held, endorsement, day)
