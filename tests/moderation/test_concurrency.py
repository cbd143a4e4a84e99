"""Real connections at the same moment: one decision, one settlement, one judgment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.blueprints.moderation import services
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.queries import get_case
from app.blueprints.moderation.services import settling
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.db import db, unit_of_work
from app.core.errors import Conflict
from tests.factories import moderation as make
from tests.factories.accounts import actor, person

pytestmark = pytest.mark.usefixtures("db_session")


def moderators(number):
    return [actor(person(f"Moderator {n}", platform=("moderator",))) for n in range(number)]


def at_once(app, acts):
    """Each of `acts` in a transaction of its own, all begun together; what each gave, or the Conflict it met."""
    together = Barrier(len(acts))

    def run(act):
        context, work = act
        with app.app_context():
            together.wait()
            try:
                with unit_of_work(context):
                    return work()
            except Conflict as conflict:
                return conflict

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_thirty_moderators_who_decide_at_once_exactly_one_does(app, owner_sql):
    case = make.case(make.thing(person()))
    case_id, draft = case.id, make.draft(case, Action.APPROVE)

    def deciding(judge):
        return make.context_of(judge), lambda: services.decide(get_case(case_id), draft, by=judge)

    made = at_once(app, [deciding(judge) for judge in moderators(30)])
    lost = [one for one in made if isinstance(one, services.AlreadyDecided)]
    assert (len(made) - len(lost), len(lost)) == (1, 29)
    assert {one.verdict.action for one in lost} == {Action.APPROVE}
    assert owner_sql("SELECT count(*), min(version) FROM moderation_decision, moderation_case") == [(1, 2)]


def test_of_ten_who_propose_at_once_one_does_and_it_is_hidden_once(app, owner_sql):
    key = make.thing(person())
    case = make.case(key)
    case_id, draft = case.id, make.draft(case, reasons=(ReasonCode.M4,))

    def proposing(judge):
        return make.context_of(judge), lambda: services.decide(get_case(case_id), draft, by=judge)

    before = len(make.FAKES.calls)
    at_once(app, [proposing(judge) for judge in moderators(10)])
    assert owner_sql("SELECT count(*) FROM moderation_proposal") == [(1,)]
    assert make.FAKES.calls[before:] == [("hide", key, "M4")]


def test_ten_undo_while_ten_workers_settle_and_one_of_them_does(app, owner_sql, settings, monkeypatch):
    monkeypatch.setattr(settings, "moderation_undo_seconds", 30)
    (judge,) = moderators(1)
    case = make.case(make.thing(person()))
    with unit_of_work(make.context_of(judge)):
        decision_id = services.decide(case, make.draft(case), by=judge).decision.id

    def undo():
        services.undo(db.session.get(Decision, decision_id), by=judge)
        return True

    acts = [(make.context_of(judge), undo), (settling.AS_MODERATORS, lambda: services.settle(decision_id))] * 10
    done = [one for one in at_once(app, acts) if one is True]
    assert len(done) == 1
    ((how,),) = owner_sql("SELECT how FROM moderation_settlement")
    what = owner_sql("SELECT what FROM journal_entry WHERE what LIKE 'moderation.decision_%%'")
    assert what == [("moderation.decision_settled" if how == "stands" else "moderation.decision_undone",)]
    assert owner_sql("SELECT state FROM moderation_case") == [("closed" if how == "stands" else "waiting",)]
