"""Evidence put forward: what it carries today, whose it is, and what it costs to ask."""

from datetime import timedelta

import pytest

from app.blueprints.capability import queries, rules, services
from app.blueprints.capability.terms import SupportDraft
from app.blueprints.improvement import services as improvement
from app.blueprints.improvement.terms import EffectDraft, EvidenceEvent
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, member, organisation
from tests.factories.capability import CODES, assessment, events, standing, support
from tests.factories.evidence import evidence
from tests.factories.improvement import done

pytestmark = pytest.mark.usefixtures("db_session")
DAY = timedelta(days=1)


@pytest.fixture
def firm(db_session):
    return organisation()


def in_use(**values):
    """Records of the last two months."""
    return {"record_from": today() - timedelta(days=60), "record_to": today(), **values}


def put(firm, made, code="HSE", **values):
    with unit_of_work(acting_for(firm.id)):
        draft = SupportDraft(**{"evidence_id": made.id, "level": 3} | values)
        return services.put_forward(firm, code, draft, by=None)


# ---- what evidence carries ----------------------------------------------------------------------------------------


def test_a_firm_without_anything_has_ten_dimensions_no_claim_and_evidence_for_nothing(firm):
    with unit_of_work(acting_for(firm.id)):
        found = queries.three_numbers(firm.id)
    assert [s.code for s in found] == list(CODES)
    assert {(s.claimed, s.evidenced, s.endorsed, s.effective, s.next_fall) for s in found} == {(None, 0, None, 0, None)}


def test_the_level_of_a_document_is_a_claim_and_its_strength_says_what_it_carries(firm):
    assessment(firm, {"HSE": 5}, submitted=True)
    support(firm, evidence(firm, "hse_declaration", "statement"), level=5)
    assert (standing(firm).claimed, standing(firm).evidenced) == (5, 1)
    support(firm, evidence(firm, "routine"), level=5)
    assert standing(firm).evidenced == 2
    support(firm, evidence(firm, "record", **in_use()), level=5)
    assert standing(firm).evidenced == 3
    year = {"record_from": today() - timedelta(days=370), "record_to": today()}
    support(firm, evidence(firm, "iso_45001", **year), level=4)
    assert standing(firm).evidenced == 4
    support(firm, evidence(firm, "iso_9001"), level=5, learning=True)
    assert standing(firm).evidenced == 5
    assert standing(firm).effective == 5


def test_expired_evidence_lowers_what_is_carried_the_day_after_and_leaves_the_claim(firm):
    assessment(firm, {"HSE": 4}, submitted=True)
    support(firm, evidence(firm, "routine", ends_in=0), level=2)
    assert (standing(firm).claimed, standing(firm).evidenced) == (4, 2)
    assert standing(firm).next_fall == (today() + DAY, 0)
    with unit_of_work(acting_for(firm.id)):
        basis = queries.basis(firm.id)
    tomorrow = next(s for s in rules.standings(basis, today() + DAY) if s.code == "HSE")
    assert (tomorrow.claimed, tomorrow.evidenced) == (4, 0)


def test_one_document_serves_many_dimensions(firm):
    made = evidence(firm, "routine")
    for code, level in (("HSE", 2), ("QUA", 1), ("ENV", 2)):
        support(firm, made, code, level)
    assert [standing(firm, code).evidenced for code in ("HSE", "QUA", "ENV", "ETH")] == [2, 1, 2, 0]


def test_put_forward_again_at_another_level_it_moves_and_what_was_is_kept(firm, owner_sql):
    made = evidence(firm, "routine")
    support(firm, made, level=1)
    support(firm, made, level=2)
    support(firm, made, level=2)
    rows = owner_sql("SELECT level, ended_at IS NULL FROM capability_support ORDER BY id")
    assert rows == [(1, False), (2, True)]
    assert standing(firm).evidenced == 2


def test_what_is_no_longer_put_forward_carries_nothing_and_cannot_be_ended_twice(firm):
    row = support(firm, evidence(firm, "routine"), level=2)
    with unit_of_work(acting_for(firm.id)):
        services.end_support(queries.get_support(row.id), by=None)
    assert standing(firm).evidenced == 0
    with pytest.raises(Conflict, match="support_ended"), unit_of_work(acting_for(firm.id)):
        services.end_support(queries.get_support(row.id), by=None)


@pytest.mark.parametrize(
    ("code", "values", "refusal"),
    [("NOPE", {}, "dimension_unknown"), ("HSE", {"level": 0}, "level_not_carried"), ("HSE", {"level": 6}, "level_not")],
)
def test_a_level_or_dimension_that_there_is_not_is_refused(firm, code, values, refusal):
    with pytest.raises(Refused, match=refusal):
        put(firm, evidence(firm), code, **values)


def test_another_firms_evidence_and_what_is_withdrawn_cannot_be_put_forward(firm):
    theirs, ours = evidence(organisation()), evidence(firm)
    with pytest.raises(Refused, match="evidence_not_held"):
        put(firm, theirs)
    with unit_of_work(acting_for(firm.id)):
        improvement.withdraw_evidence(db.session.merge(ours), by=None)
    with pytest.raises(Refused, match="evidence_not_held"):
        put(firm, ours)


def test_withdrawing_a_document_ends_what_it_carried_in_the_same_transaction(firm):
    kari = member(firm)
    made = evidence(firm, "routine")
    support(firm, made, level=2)
    with unit_of_work(acting_for(firm.id)):
        improvement.withdraw_evidence(db.session.merge(made), by=actor(kari))
    assert standing(firm).evidenced == 0
    assert events(firm)[-1] == ("evidenced", 2, 0, today(), "evidence_ended")


def test_what_happens_to_evidence_that_serves_nothing_costs_one_statement_and_writes_nothing(firm, statements):
    made = evidence(firm)
    with unit_of_work(acting_for(firm.id)), statements() as seen:
        services.hear_of_evidence(firm.id, made.id, EvidenceEvent.CHANGED, None)
        assert len(seen) == 2, seen  # the other says for whom the transaction works
    assert events(firm) == []


# ---- an action that has shown its effect ---------------------------------------------------------------------------


def effect(firm, made, code):
    with unit_of_work(acting_for(firm.id)):
        services.hear_of_effect(firm.id, code, made.id, None)


def test_an_action_that_has_shown_its_effect_moves_what_is_carried_the_same_day(firm):
    made = evidence(firm, "record", **in_use())
    effect(firm, made, "HSE:3")
    assert standing(firm).evidenced == 3
    assert events(firm) == [("evidenced", 0, 3, today(), "action")]


def test_the_plan_tells_of_the_effect_itself_and_keeps_the_evidence_on_both_pages(firm):
    kari = member(firm)
    made = evidence(firm, "record", **in_use())
    finished = done(firm, kari, subject="capability:HSE:3")
    with unit_of_work(acting_for(firm.id)):
        row = db.session.merge(finished)
        improvement.see_effect(row, EffectDraft(evidence_ids=(made.id,), version=row.version), by=actor(kari))
    assert standing(firm).evidenced == 3
    assert standing(firm).proofs[0].evidence_id == made.id
    with unit_of_work(acting_for(firm.id)):
        (event,) = queries.events_of(firm.id)
    assert (event.cause.value, event.cause_id, event.by) == ("action", made.id, kari.name)


def test_it_raises_what_is_put_forward_already_and_never_lowers_it(firm):
    made = evidence(firm, "record", **in_use())
    support(firm, made, level=1, learning=True)
    effect(firm, made, "HSE:2")
    assert standing(firm).evidenced == 2
    assert standing(firm).proofs[0].shares_learning
    support(firm, made, level=3, learning=True)
    effect(firm, made, "HSE:1")
    assert standing(firm).evidenced == 3


@pytest.mark.parametrize("code", ["HSE", "HSE:", "HSE:0", "HSE:6", "HSE:x", "NOPE:3"])
def test_an_action_that_names_no_level_moves_nothing(firm, code):
    effect(firm, evidence(firm, "record", **in_use()), code)
    assert standing(firm).proofs == ()


# ---- cost ----------------------------------------------------------------------------------------------------------


def test_three_numbers_cost_the_same_four_statements_whatever_a_firm_holds(firm, statements, owner_sql):
    assessment(firm, submitted=True)
    made = evidence(firm, "routine")
    for code in CODES[:3]:
        support(firm, made, code, 2)

    def cost():
        with unit_of_work(acting_for(firm.id)):
            db.session.execute(db.text("SELECT 1"))
            with statements() as seen:
                found = queries.three_numbers(firm.id)
            return len(seen), sum(len(s.proofs) for s in found)

    assert cost() == (4, 3)
    columns = ", ".join(
        name
        for (name,) in owner_sql(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'improvement_evidence' AND column_name <> 'id'"
        )
    )
    owner_sql(
        f"INSERT INTO improvement_evidence ({columns}) SELECT {columns} FROM improvement_evidence,"
        " generate_series(1, 300) WHERE id = %(id)s",
        id=made.id,
    )
    owner_sql(
        "INSERT INTO capability_support (organisation_id, evidence_id, dimension_code, level, shows_learning, added_at)"
        " SELECT organisation_id, id, 'LOC', 2, false, now() FROM improvement_evidence WHERE id <> %(id)s",
        id=made.id,
    )
    assert cost() == (4, 303)


# ---- whose it is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["capability_support", "capability_event"])
def test_another_firm_sees_and_changes_nothing_of_ours_in_raw_sql(firm, web_sql, table):
    support(firm, evidence(firm, "routine"), level=2)
    assert len(web_sql(f"SELECT id FROM {table}", acting_for(firm.id))) == 1
    for context in (acting_for(organisation().id), acting_for(organisation("buyer").id), acting_for()):
        for role in ("web", "worker"):
            assert web_sql(f"SELECT id FROM {table}", context, role=role) == []
            if table == "capability_support":
                update = "UPDATE capability_support SET level = 5 RETURNING id"
                assert web_sql(update, context, role=role) == []


def test_what_was_written_on_the_timeline_is_never_changed(firm, web_sql):
    support(firm, evidence(firm, "routine"), level=2)
    for statement in ("UPDATE capability_event SET after = 5", "DELETE FROM capability_event"):
        with pytest.raises(Exception, match="permission denied"):
            web_sql(statement, acting_for(firm.id))


def test_nothing_is_put_forward_with_another_firms_evidence_in_raw_sql(firm, web_sql):
    theirs, other = evidence(firm), organisation()
    insert = (
        "INSERT INTO capability_support (organisation_id, evidence_id, dimension_code, level, shows_learning, added_at)"
        " VALUES (%(owner)s, %(evidence)s, 'HSE', 3, false, now())"
    )
    with pytest.raises(Exception, match="fk_capability_support_evidence"):
        web_sql(insert, acting_for(other.id), owner=other.id, evidence=theirs.id)
    with pytest.raises(Exception, match="row-level security"):
        web_sql(insert, acting_for(other.id), owner=firm.id, evidence=theirs.id)


def test_a_dimension_that_the_latest_assessment_did_not_have_is_not_claimed(firm, owner_sql):
    made = assessment(firm, {"HSE": 3}, submitted=True)
    owner_sql(
        "DELETE FROM capability_answer a USING capability_dimension d"
        " WHERE d.id = a.dimension_id AND d.code = 'LOC' AND a.assessment_id = %(id)s",
        id=made.id,
    )
    assert standing(firm, "LOC").claimed is None
    assert standing(firm, "HSE").claimed == 3


def test_the_latest_assessment_handed_in_counts_and_one_under_way_does_not(firm):
    assessment(firm, {"HSE": 2}, {"HSE": 4}, submitted=True)
    assessment(firm, {"HSE": 3}, submitted=True)
    assessment(firm, {"HSE": 5})
    assert (standing(firm).claimed, standing(firm).goal) == (3, None)
