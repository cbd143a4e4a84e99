"""Endorsement: by somebody outside, who has said to be free to judge it, with a reason, until a day."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVars
from datetime import UTC, datetime, time, timedelta

import pytest

from app.blueprints.accounts.models import Membership
from app.blueprints.accounts.terms import Role
from app.blueprints.capability import queries, rules, services
from app.blueprints.capability.models import Review
from app.core.clock import moved_to, now, today
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.capability import assessment, decided, events, review, standing, support
from tests.factories.evidence import evidence

pytestmark = pytest.mark.usefixtures("db_session")
DAY = timedelta(days=1)


@pytest.fixture
def firm(db_session):
    made = organisation()
    assessment(made, {"HSE": 4}, {"HSE": 5}, submitted=True)
    return made


@pytest.fixture
def buyer(db_session):
    return organisation("buyer", name="Prøve kommune")


@pytest.fixture
def ingrid(buyer):
    return member(buyer, "editor", name="Ingrid Prøve")


def at(day):
    return moved_to(datetime.combine(day, time(12), UTC))


def declared(asked, who):
    with unit_of_work(acting_for(asked.reviewer_id)):
        services.declare_no_conflict(queries.get_review(asked.id), by=actor(who))


def join(who, firm, *, left=None, role=Role.READER):
    db.session.add(Membership(person_id=who.id, organisation_id=firm.id, role=role, ended_at=left))
    db.session.commit()


# ---- asking --------------------------------------------------------------------------------------------------------


def test_what_is_put_before_the_reviewer_is_a_copy_of_the_day_on_which_it_was_asked(firm, buyer):
    support(firm, evidence(firm, "routine", visibility="shared", title="Rutine for farlig arbeid"), level=2)
    asked = review(firm, buyer, message="Se på rutinen.")
    support(firm, evidence(firm, "record", visibility="shared"), level=3)
    assessment(firm, {"HSE": 1}, submitted=True)
    with unit_of_work(acting_for(buyer.id)):
        found = queries.get_review(asked.id)
    (dimension,) = found.content["dimensions"]
    assert (found.claimed, dimension["claimed"], dimension["goal"]) == (4, 4, 5)
    assert [line["title"] for line in dimension["evidence"]] == ["Rutine for farlig arbeid"]
    assert [(h["number"], h["before"], h["after"]) for h in dimension["history"]] == [
        ("claimed", None, 4),
        ("evidenced", 0, 2),
    ]
    assert found.content["descriptors"][3]["en"].startswith("System in daily use")


def test_the_reviewer_opens_what_is_not_private_and_nothing_about_a_person_for_ninety_days(
    firm, buyer, ingrid, owner_sql
):
    shared = evidence(firm, "routine", visibility="shared")
    on_request = evidence(firm, "iso_45001", visibility="on_request")
    private = evidence(firm, "record", title="hemmelig-kanari", issuer="hemmelig-utsteder")
    about_kari = evidence(firm, "course_certificate", visibility="shared", reference="SV-9")
    for made in (shared, on_request, private, about_kari):
        support(firm, made)
    asked = review(firm, buyer)
    permits = (
        "SELECT evidence_id, receiver_id, person_id, ground, until FROM improvement_permit"
        " WHERE withdrawn_at IS NULL ORDER BY evidence_id"
    )
    assert owner_sql(permits) == []  # nobody has declared to be free to judge it yet
    declared(asked, ingrid)
    until = today() + timedelta(days=90)
    assert owner_sql(permits) == [
        (made.id, buyer.id, ingrid.id, f"review:{asked.id}", until) for made in (shared, on_request)
    ]
    text = str(asked.content)
    for secret in ("hemmelig-kanari", "hemmelig-utsteder", "SV-9"):
        assert secret not in text
    lines = {line["id"]: line for line in asked.content["dimensions"][0]["evidence"]}
    assert {"title", "issuer", "scope"} & lines[private.id].keys() == set()
    assert lines[private.id]["strength"] == 1
    assert {"title", "issuer", "scope", "strength"} & lines[about_kari.id].keys() == set()
    assert lines[about_kari.id]["type"] == "course_certificate"


@pytest.mark.parametrize(
    ("kind", "verified", "fine"),
    [
        ("buyer", True, True),
        ("interest", True, True),
        ("ministry", True, True),
        ("buyer", False, False),
        ("supplier", True, False),
    ],
)
def test_only_verified_organisations_that_are_no_suppliers_are_asked(firm, kind, verified, fine):
    reviewer = organisation(kind, verified=verified)
    if fine:
        assert review(firm, reviewer).reviewer_id == reviewer.id
    else:
        with pytest.raises(Refused, match="reviewer_unknown"):
            review(firm, reviewer)


def test_nobody_is_asked_about_oneself_nor_twice_nor_about_what_is_not_claimed(firm, buyer):
    with pytest.raises(Refused, match="reviewer_unknown"):
        review(firm, firm)
    review(firm, buyer)
    with pytest.raises(Conflict, match="review_asked_already"):
        review(firm, buyer)
    review(firm, buyer, "QUA")
    with pytest.raises(Conflict, match="nothing_claimed"):
        review(organisation(), buyer)
    with pytest.raises(Refused, match="dimension_unknown"):
        review(firm, buyer, "NOPE")


def test_what_is_withdrawn_is_closed_again_and_cannot_be_answered(firm, buyer, ingrid, owner_sql):
    support(firm, evidence(firm, "routine", visibility="shared"), level=2)
    asked = review(firm, buyer)
    declared(asked, ingrid)
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_review(queries.get_review(asked.id), by=None)
    assert owner_sql("SELECT withdrawn_at IS NOT NULL FROM improvement_permit") == [(True,)]
    with pytest.raises(Conflict, match="review_closed"):
        decided(asked, ingrid)
    with pytest.raises(StaleVersion):
        decided(asked, ingrid, declared=False)
    with pytest.raises(Conflict, match="review_answered"), unit_of_work(acting_for(firm.id)):
        services.withdraw_review(queries.get_review(asked.id), by=None)
    assert review(firm, buyer).id != asked.id


# ---- answering -----------------------------------------------------------------------------------------------------


def test_an_endorsement_counts_at_once_for_two_years_with_name_and_reason(firm, buyer, ingrid):
    answered = decided(review(firm, buyer), ingrid)
    assert (answered.level, answered.reason, answered.decided_by_id) == (4, "Sett i bruk på to anlegg.", ingrid.id)
    assert answered.expires_on == rules.months_after(today(), 24)
    assert answered.no_conflict_at is not None
    now_at = standing(firm)
    assert (now_at.claimed, now_at.evidenced, now_at.endorsed.level, now_at.effective) == (4, 0, 4, 4)
    assert (now_at.endorsed.reviewer, now_at.endorsed.review_id) == ("Prøve kommune", answered.id)
    assert events(firm)[-1] == ("endorsed", None, 4, today(), "review")
    with unit_of_work(acting_for(firm.id)):
        assert queries.events_of(firm.id)[-1].by == "Ingrid Prøve"


def test_an_endorsement_holds_through_its_last_day_and_not_a_day_longer(firm, buyer, ingrid):
    last = today() + timedelta(days=10)
    decided(review(firm, buyer), ingrid, expires_on=last)
    with at(last):
        assert standing(firm).endorsed.level == 4
    with at(last + DAY):
        after = standing(firm)
    assert (after.endorsed, after.lapsed.reviewer, after.effective, after.claimed) == (None, "Prøve kommune", 0, 4)


def test_a_lower_endorsement_counts_in_place_of_better_evidence(firm, buyer, ingrid):
    support(firm, evidence(firm, "routine"), level=2)
    decided(review(firm, buyer), ingrid, "endorsed_lower", level=1)
    assert (standing(firm).evidenced, standing(firm).endorsed.level, standing(firm).effective) == (2, 1, 1)


def test_the_latest_endorsement_in_date_counts_and_a_former_one_again_when_it_ends_first(firm, buyer, ingrid):
    decided(review(firm, buyer), ingrid)
    other = organisation("interest")
    with at(today() + DAY):
        decided(review(firm, other), member(other), "endorsed_lower", level=2, expires_on=today() + timedelta(days=30))
        assert standing(firm).endorsed.level == 2
    with at(today() + timedelta(days=60)):
        assert standing(firm).endorsed.level == 4


def test_what_was_seen_on_site_is_the_strongest_evidence_for_as_long_as_the_endorsement_holds(firm, buyer, ingrid):
    seen = today() - timedelta(days=3)
    until = today() + timedelta(days=500)
    decided(review(firm, buyer), ingrid, seen_on=seen, expires_on=until)
    (proof,) = standing(firm).proofs
    assert (proof.strength, proof.level, proof.valid_from, proof.valid_to) == (4, 4, today(), until)
    assert standing(firm).evidenced == 3  # level 4 wants records of a year: a visit is a record of one day
    with at(until):
        assert standing(firm).evidenced == 2
    with at(until + DAY):
        assert standing(firm).evidenced == 0


@pytest.mark.parametrize("state", ["returned", "declined"])
def test_what_is_returned_or_declined_moves_no_number_and_says_why(firm, buyer, ingrid, state, owner_sql):
    support(firm, evidence(firm, "routine", visibility="shared"), level=2)
    before = events(firm)
    answered = decided(review(firm, buyer), ingrid, state, reason="Vernerunden mangler.")
    assert (answered.level, answered.expires_on, answered.reason) == (None, None, "Vernerunden mangler.")
    assert events(firm) == before
    assert owner_sql("SELECT withdrawn_at IS NOT NULL FROM improvement_permit") == [(True,)]


@pytest.mark.parametrize(
    ("state", "values", "refusal"),
    [
        ("endorsed", {"reason": "  "}, "reason_missing"),
        ("returned", {"reason": ""}, "reason_missing"),
        ("declined", {"reason": ""}, "reason_missing"),
        ("asked", {}, "answer_unknown"),
        ("withdrawn", {}, "answer_unknown"),
        ("endorsed_lower", {"level": None}, "level_not_lower"),
        ("endorsed_lower", {"level": 4}, "level_not_lower"),
        ("endorsed_lower", {"level": 5}, "level_not_lower"),
        ("endorsed_lower", {"level": -1}, "level_not_lower"),
        ("endorsed", {"expires_on": 0}, "endorsed_to_the_past"),
        ("endorsed", {"expires_on": 3 * 366 + 1}, "endorsed_too_long"),
        ("endorsed", {"seen_on": 1}, "seen_in_the_future"),
        ("endorsed", {"seen_on": -367}, "seen_too_long_ago"),
    ],
)
def test_an_answer_that_cannot_be_given_is_refused_and_stores_nothing(firm, buyer, ingrid, state, values, refusal):
    asked = review(firm, buyer)
    days = {"expires_on", "seen_on"}
    values = {key: today() + timedelta(days=value) if key in days else value for key, value in values.items()}
    with pytest.raises(Refused, match=refusal):
        decided(asked, ingrid, state, **values)
    assert standing(firm).endorsed is None


def test_whoever_has_not_declared_to_be_free_to_judge_it_can_only_decline(firm, buyer, ingrid, owner_sql):
    asked = review(firm, buyer)
    with pytest.raises(Conflict, match="conflict_not_declared"):
        decided(asked, ingrid, declared=False)
    ola = member(buyer, name="Ola")
    with unit_of_work(acting_for(buyer.id)):
        services.declare_no_conflict(queries.get_review(asked.id), by=actor(ola))
    with pytest.raises(Conflict, match="conflict_not_declared"):
        decided(asked, ingrid, declared=False)  # it was Ola who declared it
    rows = owner_sql("SELECT by_id, data FROM journal_entry WHERE what = 'capability.no_conflict_declared'")
    assert rows == [(ola.id, {"statement": 1})]
    assert decided(asked, ingrid, "declined", declared=False).no_conflict_at is None


def test_the_journal_says_that_it_was_answered_and_never_what_was_written(firm, buyer, ingrid, owner_sql):
    decided(review(firm, buyer, message="melding-kanari"), ingrid, reason="grunn-kanari")
    text = str(owner_sql("SELECT canonical FROM journal_entry"))
    assert "capability.review_decided" in text
    assert "kanari" not in text


# ---- nobody endorses their own firm ----------------------------------------------------------------------------------


def test_whoever_joined_the_firm_after_it_asked_decides_nothing(firm, buyer, ingrid):
    asked = review(firm, buyer)
    with unit_of_work(acting_for(buyer.id)):
        services.declare_no_conflict(queries.get_review(asked.id), by=actor(ingrid))
    join(ingrid, firm)
    with pytest.raises(Conflict, match="reviewer_not_outside"):
        decided(asked, ingrid, declared=False)
    assert standing(firm).endorsed is None
    assert decided(asked, member(buyer)).level == 4


@pytest.mark.parametrize(("days", "inside"), [(1, True), (700, True), (740, False)])
def test_whoever_left_the_firm_is_an_insider_for_two_years(firm, buyer, ingrid, days, inside):
    join(ingrid, firm, left=now() - timedelta(days=days))
    asked = review(firm, buyer)
    if inside:
        with pytest.raises(Conflict, match="reviewer_not_outside"):
            decided(asked, ingrid)
    else:
        assert decided(asked, ingrid).level == 4


def test_the_database_refuses_too_when_she_joins_between_the_check_and_the_decision(firm, buyer, ingrid, monkeypatch):
    asked = review(firm, buyer)
    with unit_of_work(acting_for(buyer.id)):
        services.declare_no_conflict(queries.get_review(asked.id), by=actor(ingrid))
    join(ingrid, firm, role=Role.OWNER)
    monkeypatch.setattr(queries, "is_insider", lambda *_: False)
    with pytest.raises(Conflict, match="reviewer_not_outside"):
        decided(asked, ingrid, declared=False)
    assert standing(firm).endorsed is None


def test_raw_sql_endorses_nothing_by_an_insider_nor_for_oneself(firm, buyer, ingrid, web_sql):
    asked = review(firm, buyer)
    join(ingrid, firm)
    verdict = (
        "UPDATE capability_review SET state = 'endorsed', level = 4, reason = 'x', no_conflict_at = now(),"
        " decided_at = now(), decided_by_id = %(by)s, expires_on = current_date + 1 WHERE id = %(id)s"
    )
    for context in (acting_for(buyer.id), acting_for(firm.id)):
        with pytest.raises(Exception, match="reviewer_is_not_outside"):
            web_sql(verdict, context, by=ingrid.id, id=asked.id)
    with pytest.raises(Exception, match="nobody_reviews_oneself"):
        web_sql("UPDATE capability_review SET reviewer_id = organisation_id", acting_for(firm.id))


def test_both_sides_see_a_review_in_raw_sql_and_nobody_else(firm, buyer, web_sql):
    review(firm, buyer)
    for context, rows in ((firm, 1), (buyer, 1), (organisation(), 0), (organisation("buyer"), 0)):
        for role in ("web", "worker"):
            assert len(web_sql("SELECT id FROM capability_review", acting_for(context.id), role=role)) == rows
    assert web_sql("SELECT id FROM capability_review") == []
    other = organisation("buyer")
    assert web_sql("UPDATE capability_review SET reason = 'x' RETURNING id", acting_for(other.id)) == []


def test_the_reviewer_sees_and_writes_no_other_row_of_the_firm(firm, buyer, ingrid, web_sql):
    support(firm, evidence(firm, "routine"), level=2)
    decided(review(firm, buyer), ingrid)
    for table in ("capability_support", "capability_event", "capability_assessment", "improvement_evidence"):
        assert web_sql(f"SELECT id FROM {table}", acting_for(buyer.id)) == []


# ---- two at once ----------------------------------------------------------------------------------------------------


def test_of_two_who_decide_at_once_one_is_told_of_the_other(firm, buyer, app):
    asked = review(firm, buyer)
    people = [member(buyer, name=name) for name in ("Ada", "Bo", "Cato")]
    for who in people:
        with unit_of_work(acting_for(buyer.id)):
            services.declare_no_conflict(queries.get_review(asked.id), by=actor(who))

    def decide(who):
        with app.app_context():
            try:
                return decided(asked, who, declared=False, version=1).decided_by_id
            except StaleVersion as error:
                return error.who

    with ThreadPoolExecutor(3) as pool:
        answers = [done.result() for done in [pool.submit(ContextVars().run, decide, who) for who in people]]
    (winner,) = [answer for answer in answers if isinstance(answer, int)]
    name = next(who.name for who in people if who.id == winner)
    assert [answer for answer in answers if answer != winner] == [name, name]
    assert [event[0] for event in events(firm)] == ["claimed", "endorsed"]


# ---- who is told ----------------------------------------------------------------------------------------------------


def test_owners_and_editors_of_both_sides_are_told_each_in_her_language(firm, buyer, run_jobs, mails):
    owner = member(firm, name="Kari", locale="nn")
    member(firm, "reader", name="Leser")
    ingrid = member(buyer, "editor", name="Ingrid", locale="en")
    member(buyer, "reader")
    asked = review(firm, buyer)
    run_jobs()
    assert [mail.recipients for mail in mails] == [[ingrid.email]]
    assert f"/en/organisations/{buyer.id}/reviews/{asked.id}" in mails[0].get_body().get_content()
    mails.clear()
    decided(asked, ingrid, reason="grunn-kanari")
    run_jobs()
    assert [mail.recipients for mail in mails] == [[owner.email]]
    text = mails[0].get_body().get_content()
    assert f"/nn/organisations/{firm.id}/capability/reviews/{asked.id}" in text
    assert "grunn-kanari" not in text


def test_the_firm_is_told_90_30_and_7_days_before_an_endorsement_ends_once_each(firm, buyer, ingrid, owner_sql):
    ends = today() + timedelta(days=200)
    decided(review(firm, buyer), ingrid, expires_on=ends)
    told = []
    for left in range(200, -3, -1):
        if left in (31, 30, 29):  # the worker sleeps over one of the days
            continue
        with unit_of_work(acting_for(firm.id)):
            services.remind_of_endorsements([firm.id], ends - timedelta(days=left))
        rows = owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'capability.endorsement_ends'")
        told.append((left, rows[0][0]))
    assert [left for (left, count), (_l, before) in zip(told[1:], told, strict=False) if count > before] == [90, 28, 7]


def test_nobody_is_reminded_of_an_endorsement_that_a_newer_one_has_taken_the_place_of(firm, buyer, ingrid, owner_sql):
    decided(review(firm, buyer), ingrid, expires_on=today() + timedelta(days=20))
    decided(review(firm, buyer), ingrid)
    with unit_of_work(acting_for(firm.id)):
        services.remind_of_endorsements([firm.id], today())
    assert owner_sql("SELECT 1 FROM journal_entry WHERE what = 'capability.endorsement_ends'") == []


def test_an_endorsement_stays_when_the_reviewer_joins_the_firm_later(firm, buyer, ingrid):
    decided(review(firm, buyer), ingrid)
    join(ingrid, firm)
    assert standing(firm).endorsed.level == 4
    with unit_of_work(acting_for(firm.id)):
        assert db.session.query(Review).one().level == 4


def test_somebody_without_any_organisation_is_an_outsider_to_all(firm):
    with unit_of_work(acting_for(firm.id)):
        assert queries.is_insider(firm.id, person().id, now()) is False
