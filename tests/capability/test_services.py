import pytest

from app.blueprints.capability import queries, services
from app.blueprints.capability.terms import AnswerDraft
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation
from tests.factories.capability import CODES, assessment

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def firm(db_session):
    return organisation()


def answer(firm, made, code, by=None, **values):
    with unit_of_work(acting_for(firm.id)):
        whole = queries.get_assessment(made.id)
        found = services.answer_in(whole, code)
        return services.answer_dimension(whole, found, AnswerDraft(**{"version": found.version} | values), by=by)


def test_an_assessment_begins_with_ten_questions_and_no_answer(firm):
    made = assessment(firm)
    with unit_of_work(acting_for(firm.id)):
        whole = queries.get_assessment(made.id)
        assert (len(whole.answers), whole.answered, whole.is_open) == (10, 0, True)
        assert [d.code for d in whole.framework.dimensions] == list(CODES)


def test_starting_twice_gives_the_same_assessment(firm):
    assert assessment(firm).id == assessment(firm).id


def test_two_firms_may_each_have_one_under_way(firm):
    assert assessment(firm).id != assessment(organisation()).id


def test_an_answer_may_be_stored_before_it_is_finished(firm):
    made = assessment(firm)
    stored = answer(firm, made, "ENV", note="Spør Ola", goal=3)
    assert (stored.claimed, stored.goal, stored.note) == (None, 3, "Spør Ola")


def test_a_goal_below_the_level_is_refused(firm):
    with pytest.raises(Refused) as refusal:
        answer(firm, assessment(firm), "ENV", claimed=3, goal=2)
    assert refusal.value.field == "goal"


@pytest.mark.parametrize("wrong", [{"claimed": 6}, {"claimed": -1}, {"goal": 6}])
def test_the_database_takes_no_level_outside_the_scale(firm, wrong):
    with pytest.raises(Exception, match="is_a_level"):
        answer(firm, assessment(firm), "ENV", **wrong)


def test_two_people_at_the_same_question_are_told_of_each_other(firm):
    kari, ola = member(firm, name="Kari"), member(firm, name="Ola")
    made = assessment(firm)
    answer(firm, made, "HSE", by=actor(kari), claimed=2)
    with pytest.raises(StaleVersion) as stale:
        answer(firm, made, "HSE", by=actor(ola), claimed=4, version=1)
    assert stale.value.who == "Kari"


def test_an_unfinished_assessment_is_not_handed_in(firm):
    made = assessment(firm, {"HSE": 2})
    with pytest.raises(Conflict, match="assessment_incomplete") as refusal, unit_of_work(acting_for(firm.id)):
        services.submit_assessment(queries.get_assessment(made.id), by=None)
    assert refusal.value.params == {"missing": 9}


def test_what_is_handed_in_stays_as_it_is(firm):
    made = assessment(firm, submitted=True)
    with pytest.raises(Conflict, match="assessment_submitted"):
        answer(firm, made, "HSE", claimed=5)
    with pytest.raises(Conflict, match="assessment_submitted"), unit_of_work(acting_for(firm.id)):
        services.submit_assessment(queries.get_assessment(made.id), by=None)


def test_a_later_assessment_keeps_the_former_and_compares_with_it(firm):
    first = assessment(firm, {"HSE": 1}, submitted=True)
    second = assessment(firm, {"HSE": 3}, submitted=True)
    with unit_of_work(acting_for(firm.id)):
        lines = queries.assessments_of(firm.id)
        assert [(line.id, line.answered, line.total) for line in lines] == [(second.id, 10, 10), (first.id, 10, 10)]
        assert queries.claimed_before(queries.get_assessment(second.id))["HSE"] == 1
        assert queries.claimed_before(queries.get_assessment(first.id)) == {}
        assert queries.latest_submitted(firm.id).id == second.id


def test_the_journal_says_that_a_level_was_claimed_and_never_which(firm, owner_sql):
    kari = member(firm)
    made = assessment(firm)
    answer(firm, made, "HSE", by=actor(kari), claimed=4, note="hemmelig-kanari")
    rows = owner_sql("SELECT data::text, canonical FROM journal_entry WHERE what = 'capability.dimension_answered'")
    assert len(rows) == 1
    assert rows[0][0] == "{}"
    assert "hemmelig-kanari" not in rows[0][1]


def test_progress_follows_the_open_assessment_and_the_plan(firm):
    from tests.factories.improvement import action

    kari = member(firm)
    with unit_of_work(acting_for(firm.id)):
        empty = queries.progress(firm.id)
    assert (empty.is_started, empty.answered, empty.total, empty.submitted_at, empty.open_actions) == (
        False,
        0,
        10,
        None,
        0,
    )
    assessment(firm, {"HSE": 0, "QUA": 1})
    action(firm, kari, due_in=-1)
    action(firm, kari)
    with unit_of_work(acting_for(firm.id)):
        begun = queries.progress(firm.id)
    assert (begun.is_started, begun.answered, begun.total, begun.submitted_at) == (True, 2, 10, None)
    assert (begun.open_actions, begun.late_actions) == (2, 1)
    assessment(firm, submitted=True)
    with unit_of_work(acting_for(firm.id)):
        done = queries.progress(firm.id)
        assert done.answered == 10
        assert done.submitted_at is not None
    assessment(firm, {"HSE": 4})
    with unit_of_work(acting_for(firm.id)):
        again = queries.progress(firm.id)
        assert (again.answered, again.submitted_at) == (1, done.submitted_at)


def test_standings_say_what_the_next_level_takes(firm):
    made = assessment(firm, {"HSE": 2, "LOC": 5}, {"HSE": 4}, submitted=True)
    with unit_of_work(acting_for(firm.id)):
        nn = {s.code: s for s in queries.standings(queries.get_assessment(made.id), "nn")}
        assert nn["HSE"].gap == 2
        assert nn["HSE"].next_text == "Systemet er i dagleg bruk; dei tilsette melder nestenulykker og får svar."
        assert (nn["LOC"].next_text, nn["LOC"].gap) == (None, 0)


@pytest.mark.parametrize("table", ["capability_assessment", "capability_answer"])
def test_another_firm_sees_and_changes_nothing_of_ours_in_raw_sql(firm, web_sql, table):
    assessment(firm, {"HSE": 2})
    other = organisation()
    assert len(web_sql(f"SELECT id FROM {table}", acting_for(firm.id))) in (1, 10)
    for context in (acting_for(other.id), acting_for()):
        for role in ("web", "worker"):
            assert web_sql(f"SELECT id FROM {table}", context, role=role) == []
            assert web_sql(f"UPDATE {table} SET version = 9 RETURNING id", context, role=role) == []


def test_an_answer_cannot_be_hung_on_another_firms_assessment(firm, web_sql):
    theirs = assessment(firm)
    other = organisation()
    with pytest.raises(Exception, match="fk_capability_answer_assessment"):
        web_sql(
            "INSERT INTO capability_answer (organisation_id, assessment_id, dimension_id, note, version)"
            " SELECT %(other)s, %(theirs)s, min(id), '', 1 FROM capability_dimension",
            acting_for(other.id),
            other=other.id,
            theirs=theirs.id,
        )
    with pytest.raises(Exception, match="row-level security"):
        web_sql(
            "INSERT INTO capability_answer (organisation_id, assessment_id, dimension_id, note, version)"
            " SELECT %(firm)s, %(theirs)s, min(id), '', 1 FROM capability_dimension",
            acting_for(other.id),
            firm=firm.id,
            theirs=theirs.id,
        )


@pytest.mark.parametrize("table", ["capability_framework", "capability_dimension", "capability_level"])
def test_a_framework_never_changes(web_sql, app, table):
    for statement in (f"UPDATE {table} SET created_at = now()", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="permission denied"):
            web_sql(statement)


def test_what_the_database_holds_is_what_the_file_says(firm):
    from tests.capability.test_rules import DEFAULT

    made = assessment(firm)
    with unit_of_work(acting_for(firm.id)):
        framework = queries.get_assessment(made.id).framework
        assert (framework.code, framework.version, dict(framework.name), framework.scale) == (
            DEFAULT["code"], DEFAULT["version"], DEFAULT["name"], DEFAULT["scale"],
        )  # fmt: skip
        for dimension, told in zip(framework.dimensions, DEFAULT["dimensions"], strict=True):
            assert [dict(step.descriptor) for step in dimension.levels] == told["levels"]
            assert (dict(dimension.name), dict(dimension.about)) == (told["name"], told["about"])
