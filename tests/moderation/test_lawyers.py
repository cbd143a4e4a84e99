"""A moderator asks, a lawyer answers, and reads nothing else."""

import pytest

from app.blueprints.moderation.services import lawyers
from app.blueprints.moderation.terms.cases import CaseState
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import moderation as make
from tests.factories.accounts import actor, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def lawyer():
    return person("Jonas Jurist", platform=("lawyer",), locale="en")


def asked(case, moderator, question="Er dette en forretningshemmelighet?"):
    who = actor(moderator)
    with unit_of_work(make.context_of(who)):
        return lawyers.ask(case, question, by=who)


def answered(opinion, lawyer, text="Nei."):
    who = actor(lawyer)
    with unit_of_work(make.context_of(who)):
        lawyers.answer(opinion, text, by=who)


def test_a_question_takes_the_case_out_of_the_queue_and_the_answer_puts_it_back(moderator, lawyer, run_jobs, owner_sql):
    case = make.case(make.thing(person()), reporter=person())
    opinion = asked(case, moderator)
    assert make.find(case.id).state is CaseState.WITH_LAWYER
    with pytest.raises(Conflict, match="case_already_decided"):
        asked(make.find(case.id), moderator)
    answered(opinion, lawyer)
    assert make.find(case.id).state is CaseState.WAITING
    with pytest.raises(Conflict, match="question_already_answered"):
        answered(opinion, person(platform=("lawyer",)))
    run_jobs()
    told = dict(owner_sql("SELECT person_id, kind FROM notifications_inbox_item WHERE kind LIKE 'moderation/lawyer%%'"))
    assert told[lawyer.id] == "moderation/lawyer_asked"
    assert told[moderator.id] == "moderation/lawyer_answered"


def test_an_empty_question_and_a_case_in_anothers_hand_are_refused(moderator):
    case = make.case(make.thing(person()))
    with pytest.raises(Refused, match="question_is_missing"):
        asked(case, moderator, "  ")
    other = actor(person(platform=("moderator",)))
    with unit_of_work(make.context_of(other)):
        make.services.take(case, by=other)
    with pytest.raises(Conflict, match="case_in_hand"):
        asked(make.find(case.id), moderator)


def test_a_lawyer_sees_the_cases_that_she_was_asked_about_and_no_other(moderator, lawyer, web_sql, sign_in):
    wanted = make.case(make.thing(person(), text="Oppskriften er melk og kardemomme."), reporter=person())
    make.case(make.thing(person()), reporter=person())
    opinion = asked(wanted, moderator)
    context = Context(person_id=lawyer.id, platform=("lawyer",))
    assert web_sql("SELECT id FROM moderation_case", context) == [(wanted.id,)]
    assert web_sql("SELECT DISTINCT case_id FROM moderation_signal", context) == [(wanted.id,)]
    assert web_sql("SELECT DISTINCT case_id FROM moderation_snapshot", context) == [(wanted.id,)]
    client = sign_in(lawyer)
    assert f"/en/legal/{opinion.id}" in client.get("/en/legal").text
    page = client.get(f"/en/legal/{opinion.id}").text
    assert "Oppskriften er melk og kardemomme." in page
    assert "Er dette en forretningshemmelighet?" in page
    assert client.get("/en/moderation").status_code == 403
    assert client.post(f"/en/legal/{opinion.id}", data={"answer": "Yes, it is."}).status_code == 303
    assert "Yes, it is." in client.get(f"/en/legal/{opinion.id}").text
    late = client.post(f"/en/legal/{opinion.id}", data={"answer": "No, it is not."})
    assert late.status_code == 409


def test_nobody_but_lawyers_opens_the_lawyers_pages(moderator, sign_in):
    opinion = asked(make.case(make.thing(person())), moderator)
    for who in (person(), person(platform=("administrator",))):
        client = sign_in(who)
        assert client.get("/nb/legal").status_code == 403
        assert client.get(f"/nb/legal/{opinion.id}").status_code in (403, 404)


def test_a_lawyer_does_not_advise_on_her_own_text(moderator):
    lawyer = person(platform=("lawyer",))
    opinion = asked(make.case(make.thing(lawyer)), moderator)
    with pytest.raises(Conflict, match="moderator_is_conflicted"):
        answered(opinion, lawyer)
