"""A share of the decisions is judged again, blind, by somebody else; it changes nothing, and disagreement opens a case."""

import psycopg
import pytest

from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.errors import Conflict
from tests.factories import moderation as make
from tests.factories.accounts import actor, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture(autouse=True)
def every_decision(settings, monkeypatch):
    monkeypatch.setattr(settings, "moderation_sampled_percent", 100)


def drawn(owner_sql):
    return [
        make.find(number) for (number,) in owner_sql("SELECT id FROM moderation_case WHERE kind = 'sample' ORDER BY id")
    ]


def test_a_decision_that_stands_is_drawn_for_somebody_else(moderator, second, owner_sql):
    decision = make.decided(make.case(make.thing(person())), moderator)
    (case,) = drawn(owner_sql)
    assert (case.kind, case.decision_id, case.had_by) == (CaseKind.SAMPLE, decision.id, [moderator.id])
    with pytest.raises(Conflict, match="moderator_is_conflicted"):
        make.made(case, moderator)


def test_two_who_agree_change_nothing(moderator, second, owner_sql):
    key = make.thing(person())
    make.decided(make.case(key), moderator)
    calls = list(make.FAKES.calls)
    (case,) = drawn(owner_sql)
    made = make.made(case, second, reasons=(ReasonCode.M1, ReasonCode.M6))
    assert (made.decision, made.proposal) == (None, None)
    judged = owner_sql("SELECT judged_by, action, reasons, agrees FROM moderation_sample")
    assert judged == [(second.id, "hide", ["M1", "M6"], True)]
    assert make.FAKES.calls == calls
    assert owner_sql("SELECT count(*) FROM moderation_case WHERE state <> 'closed'") == [(0,)]
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(1,)]


def test_two_who_disagree_open_a_case_that_somebody_decides(moderator, second, owner_sql):
    key = make.thing(person())
    make.decided(make.case(key), moderator)
    (case,) = drawn(owner_sql)
    make.made(case, second, Action.APPROVE, facts="")
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN, "the judgment itself changes nothing"
    ((number,),) = owner_sql("SELECT id FROM moderation_case WHERE state <> 'closed'")
    opened = make.find(number)
    assert (opened.kind, opened.source, opened.reason) == (CaseKind.CONTENT, "sample", "disagreement")
    third = person(platform=("moderator",))
    make.decided(opened, third, Action.RESTORE)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC


def test_a_sample_is_judged_once(moderator, second, owner_sql):
    make.decided(make.case(make.thing(person())), moderator)
    (case,) = drawn(owner_sql)
    make.made(case, second)
    with pytest.raises(Conflict, match="case_already_decided"):
        make.made(case, person(platform=("moderator",)))


def test_a_sample_needs_nobody_besides_also_when_it_is_grave_and_no_marks(moderator, second, owner_sql):
    make.decided(make.case(make.thing(person())), moderator)
    (case,) = drawn(owner_sql)
    assert make.made(case, second, Action.REDACT, reasons=(ReasonCode.M4,), cuts=()).proposal is None
    assert make.find(case.id).state is CaseState.CLOSED


def test_what_two_have_decided_and_what_is_not_about_a_text_is_not_drawn(moderator, second, owner_sql):
    make.decided_by_two(make.case(make.thing(person())), moderator, second, reasons=(ReasonCode.M4,))
    make.decided(make.case(make.thing(person())), moderator, Action.WARN)
    make.decided(make.case(make.thing(person())), moderator, Action.LOCK)
    assert drawn(owner_sql) == []


def test_the_database_lets_nobody_judge_her_own_decision_nor_half_a_judgment(moderator, second, owner_sql, web_sql):
    make.decided(make.case(make.thing(person())), moderator)
    context = make.context_of(actor(moderator))
    own = f"UPDATE moderation_sample SET judged_by = {moderator.id}, judged_at = now(), action = 'hide', agrees = true"
    for statement in (own, f"UPDATE moderation_sample SET judged_by = {second.id}"):
        with pytest.raises(psycopg.errors.CheckViolation):
            web_sql(statement, context)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"UPDATE moderation_sample SET first_by = {second.id}", context)
