"""What is written, what is refused, what is kept: the eight points, the yearly review and duties."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import services as improvement
from app.blueprints.improvement.queries import get_evidence
from app.blueprints.internal_control import queries, services
from app.blueprints.internal_control.services import duties as duty_services
from app.blueprints.internal_control.services import hearing
from app.blueprints.internal_control.terms import ControlStanding, PointState, Shown, Signing, SizeSource
from app.blueprints.internal_control.views.lines import point_lines
from app.core.clock import moved_to, today
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import attachments, control
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import evidence

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def firm():
    return organisation(headcount=12, industry_code="43.210")


@pytest.fixture
def owner(firm):
    return actor(member(firm))


@pytest.fixture
def representative(firm):
    return actor(member(firm, "safety_representative"))


@pytest.fixture
def heard(monkeypatch):
    told = []
    monkeypatch.setattr(hearing, "_heard", [told.append])
    return told


def refusal(code, field=None):
    return pytest.raises((Refused, Conflict), match=code)


# Points


@pytest.mark.parametrize("number", [4, 8])
def test_a_written_point_is_in_place_only_with_a_document_that_counts(firm, number):
    waiting = evidence(firm, "routine", file=attachments.file(firm, "a.pdf", FileState.QUARANTINED)).id
    said, expired = evidence(firm, "hse_declaration", "statement").id, evidence(firm, ends_in=-1).id
    for proofs in ([], [said], [expired], [waiting]):
        with refusal("point_needs_writing"):
            control.point(firm, number, *proofs)
    assert queries.points_of(firm.id) == {}
    made = control.point(firm, number, evidence(firm, "routine", file=attachments.file(firm, "b.pdf")))
    assert made.state is PointState.IN_PLACE


def test_a_point_reads_as_expired_the_day_after_and_what_the_firm_said_stays(firm, owner_sql):
    control.point(firm, 6, evidence(firm, "risk_assessment", ends_in=10))
    for days, expected in ((10, Shown.IN_PLACE), (11, Shown.EXPIRED)):
        with moved_to(datetime.combine(today() + timedelta(days=days), time(12), UTC)), control.working_for(firm):
            assert point_lines(firm.id)[5].shown is expected
    assert owner_sql("SELECT state, version FROM internal_control_point") == [("in_place", 1)]


def test_what_a_point_said_before_is_kept(firm, owner):
    control.point(firm, 1, state="partly", how="Først")
    control.point(firm, 1, state="in_place", how="Siden", version=1, by=owner)
    with control.working_for(firm):
        point = queries.find_point(firm.id, 1)
        assert (point.state, point.how, point.recorded_by_id) == (PointState.IN_PLACE, "Siden", owner.person_id)
        assert [(said.version, said.state.value, said.how) for said in queries.history_of(point)] == [
            (1, "partly", "Først")
        ]


def test_of_two_who_change_a_point_the_second_is_told_who_was_first(firm, owner):
    control.point(firm, 1, state="partly", by=owner)
    for read in (0, 7):
        with pytest.raises(StaleVersion) as stale:
            control.point(firm, 1, state="in_place", version=read)
        assert stale.value.who == owner.name


def test_a_point_takes_only_the_firms_own_evidence_that_it_holds(firm):
    foreign, withdrawn, forged = evidence(organisation()).id, evidence(firm).id, 10**15
    with control.working_for(firm):
        improvement.withdraw_evidence(get_evidence(withdrawn), by=None)
    for one in (foreign, withdrawn, forged):
        with refusal("point_evidence_unknown"):
            control.point(firm, 2, one)


@pytest.mark.parametrize("number", [0, 9, -1])
def test_there_are_eight_points(firm, number):
    with refusal("point_unknown"):
        control.point(firm, number, state="partly")


def test_no_identity_number_gets_into_a_point_or_a_review(firm):
    with refusal("identity_number"):
        control.point(firm, 1, state="partly", how="Spør 13097248022")
    with refusal("identity_number"):
        control.review(firm, findings="13097248022 falt")


def test_evidence_says_which_points_it_serves_and_a_newer_one_takes_over(firm):
    older, newer = evidence(firm, ends_in=5), evidence(firm, ends_in=300)
    control.point(firm, 4, older)
    control.point(firm, 6, older, newer)
    with control.working_for(firm):
        assert services.left(firm.id, older.id, newer.id) == [4]
        services.take_over(firm.id, older.id, newer.id, None)
        assert queries.evidence_by_point(firm.id) == {4: {older.id, newer.id}, 6: {older.id, newer.id}}
        assert services.left(firm.id, older.id, newer.id) == []


def test_every_write_and_every_change_of_its_evidence_is_told_to_the_rooms_above(firm, owner, representative, heard):
    proof, unused = evidence(firm), evidence(firm)
    control.point(firm, 4, proof)
    made = control.review(firm)
    with control.working_for(firm):
        found = queries.get_review(made.id)
        services.change_review(found, control.review_draft(version=found.version), by=owner)
    control.sign(firm, made, owner)
    control.answer(firm, made, representative)
    control.duty(firm, "notification")
    control.described(firm, 12)
    assert heard == [firm.id] * 7
    with control.working_for(firm):
        improvement.withdraw_evidence(get_evidence(unused.id), by=None)
    assert len(heard) == 7
    with control.working_for(firm):
        improvement.withdraw_evidence(get_evidence(proof.id), by=None)
    assert len(heard) == 8


# The yearly review


def test_signed_by_both_it_stands(firm, owner, representative):
    made = control.review(firm)
    control.sign(firm, made, owner)
    control.answer(firm, made, representative, comment="Vi vil ha vernerunde hver måned.")
    with control.working_for(firm):
        found = queries.get_review(made.id)
        assert services.signing_of(found) is Signing.BOTH
        for change in (
            lambda: services.change_review(found, control.review_draft(version=found.version), by=owner),
            lambda: services.sign_for_firm(firm, found, version=found.version, by=owner),
        ):
            with refusal("review_stands"):
                change()
    with refusal("review_stands"):
        control.answer(firm, made, representative, comment="Likevel ikke", signs=False)


def test_one_side_signs_once(firm, owner, representative):
    made = control.review(firm)
    control.sign(firm, made, owner)
    with refusal("review_signed_already"):
        control.sign(firm, made, owner)


def test_one_person_does_not_sign_for_both_sides(firm, owner, representative):
    made = control.review(firm)
    control.sign(firm, made, owner)
    with refusal("review_needs_two_people"):
        control.answer(firm, made, owner)
    other = control.review(firm, year=today().year - 1, held_on=date(today().year - 1, 6, 1))
    control.answer(firm, other, representative)
    with refusal("review_needs_two_people"):
        control.sign(firm, other, representative)


def test_who_does_not_sign_for_the_staff_says_why_and_may_sign_later(firm, owner, representative):
    made = control.review(firm)
    with refusal("review_refusal_needs_reason"):
        control.answer(firm, made, representative, signs=False)
    control.answer(firm, made, representative, signs=False, comment="Vi ble ikke spurt.")
    control.sign(firm, made, owner)
    with control.working_for(firm):
        found = queries.get_review(made.id)
        assert (services.signing_of(found), found.representative_comment) == (Signing.FIRM, "Vi ble ikke spurt.")
    control.answer(firm, made, representative)
    with control.working_for(firm):
        assert services.signing_of(queries.get_review(made.id)) is Signing.BOTH


def test_what_was_signed_and_then_changed_is_signed_again(firm, owner, representative):
    made = control.review(firm)
    control.sign(firm, made, owner)
    with control.working_for(firm):
        found = queries.get_review(made.id)
        services.change_review(found, control.review_draft(findings="Nytt", version=found.version), by=owner)
        assert services.signing_of(found) is Signing.NOBODY


def test_nobody_signs_what_has_changed_since_she_read_it(firm, owner):
    made = control.review(firm)
    with control.working_for(firm):
        found = queries.get_review(made.id)
        with pytest.raises(StaleVersion):
            services.sign_for_firm(firm, found, version=found.version - 1, by=owner)


def test_a_year_has_one_review_and_1999_none(firm):
    control.review(firm)
    with refusal("review_of_that_year_is_here"):
        control.review(firm)
    with refusal("review_year_unlikely"):
        control.review(firm, year=1999)


def test_under_five_with_an_agreement_the_firms_signature_is_enough(owner_sql):
    small = organisation(headcount=4)
    boss = actor(member(small))
    made = control.review(small)
    control.sign(small, made, boss)
    with control.working_for(small):
        assert services.signing_of(queries.get_review(made.id)) is Signing.FIRM
        found = queries.get_review(made.id)
        services.change_review(found, control.review_draft(version=found.version), by=boss)
    control.duty(small, "safety_representative", how="Avtalt skriftlig 1. mars.")
    control.sign(small, made, boss)
    with control.working_for(small):
        assert services.signing_of(queries.get_review(made.id)) is Signing.NOBODY_ELSE
        assert queries.standing([small.id], today())[small.id].review_signed


def test_five_people_or_an_elected_representative_need_both_signatures(firm, owner):
    small = organisation(headcount=4)
    member(small, "safety_representative")
    for some in (firm, small):
        control.duty(some, "safety_representative")
        with control.working_for(some):
            assert not services.is_without_representative(some)


def test_owners_are_reminded_once_a_year_and_readers_never(firm, owner, run_jobs, owner_sql, web_sql):
    member(firm, "reader")
    organisation()  # has never begun
    control.review(firm, year=2025, held_on=date(2025, 2, 1))
    for _day in range(2):
        services.reviews_due()
        run_jobs()
    rows = owner_sql("SELECT person_id, kind FROM notifications_inbox_item")
    assert rows == [(owner.person_id, "internal_control/review_due")]
    assert owner_sql("SELECT reminded_on FROM internal_control_firm") == [(today(),)]


# Duties and the size of a firm


def test_the_firms_own_word_goes_before_its_hours_and_those_before_the_register(firm, monkeypatch):
    def size():
        with control.working_for(firm):
            return services.size_of(firm, queries.find_firm(firm.id))

    monkeypatch.setattr(duty_services, "_doors", [])
    assert (size().headcount, size().source) == (12, SizeSource.REGISTER)
    services.register_headcount(lambda _organisation_id: 9)
    assert (size().headcount, size().source) == (9, SizeSource.REPORTED)
    control.described(firm, 0)
    assert (size().headcount, size().source) == (0, SizeSource.FIRM)
    control.described(firm, None, "81.2", version=1)
    assert (size().headcount, size().source) == (9, SizeSource.REPORTED)
    with control.working_for(firm):
        assert services.industries_of(firm, queries.find_firm(firm.id)) == ("43.210", "81.2")


@pytest.mark.parametrize(
    ("headcount", "industries", "code"),
    [(-1, (), "headcount_unlikely"), (100_001, (), "headcount_unlikely"), (3, ("bygg",), "industry_unknown"),
     (3, ("43",) * 11, "industry_unknown")],
)  # fmt: skip
def test_a_size_or_an_industry_that_cannot_be_is_refused(firm, headcount, industries, code):
    with refusal(code):
        control.described(firm, headcount, *industries)


def test_a_duty_is_answered_with_the_firms_own_evidence_and_by_one_at_a_time(firm):
    with refusal("point_evidence_unknown"):
        control.duty(firm, "notification", evidence_id=evidence(organisation()).id)
    with refusal("duty_unknown"):
        control.duty(firm, "tea")
    control.duty(firm, "notification", "planned", evidence_id=evidence(firm).id)
    with pytest.raises(StaleVersion):
        control.duty(firm, "notification", version=0)
    assert control.duty(firm, "notification", version=1).state.value == "in_place"


# Where many firms stand


def test_standing_of_one_firm_and_of_thirty_takes_three_statements(firm, owner, representative, statements):
    clean = evidence(firm, "routine", file=attachments.file(firm))
    control.point(firm, 4, clean)
    control.point(firm, 5, evidence(firm, ends_in=0))
    control.point(firm, 6, evidence(firm, ends_in=5))
    control.point(firm, 1)
    control.point(firm, 2, evidence(firm, "hse_declaration", "statement"))
    control.point(firm, 3, clean, state="partly")
    control.sign(firm, made := control.review(firm), owner)
    control.answer(firm, made, representative)
    others = [organisation() for _ in range(29)]
    ids = [firm.id, *(one.id for one in others)]
    for some in ([firm.id], ids):
        with control.unit_of_work(control.acting_for(*ids)), statements() as said:
            found = queries.standing(some, today())
        assert len([line for line in said if " FROM " in " ".join(line.split())]) == 3
        assert found[firm.id] == ControlStanding(points_evidenced=4, review_signed=True)
        assert all(found[number] == ControlStanding() for number in some[1:])
    with control.working_for(firm):
        later = queries.standing([firm.id], today() + timedelta(days=1))[firm.id]
        assert later.points_evidenced == 3
        assert sum(line.evidenced and line.shown is Shown.IN_PLACE for line in point_lines(firm.id)) == 4
        assert not queries.standing([firm.id], date(today().year + 2, 1, 1))[firm.id].review_signed
        assert queries.standing([firm.id], date(today().year + 1, 12, 31))[firm.id].review_signed
