"""Half a minute to undo: nobody is told before, an undo cancels it, and a lost worker makes no difference."""

from datetime import timedelta

import psycopg
import pytest

from app.blueprints.moderation import services
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.services import settling
from app.blueprints.moderation.terms.cases import CaseState
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Visibility
from app.core import clock
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict
from tests.factories import moderation as make
from tests.factories.accounts import actor, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture(autouse=True)
def half_a_minute(settings, monkeypatch):
    monkeypatch.setattr(settings, "moderation_undo_seconds", 30)


def settle(decision):
    with unit_of_work(settling.AS_MODERATORS):
        return services.settle(decision.id)


def kept(owner_sql):
    return owner_sql("SELECT decision_id, how FROM moderation_settlement ORDER BY id")


def test_until_it_stands_the_author_sees_the_placeholder_and_nothing_else(moderator, run_jobs, mails, web_sql):
    author = person()
    key = make.thing(author)
    decision = make.decided(make.case(key), moderator)
    assert decision.final_at - decision.created_at == timedelta(seconds=30)
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    run_jobs()
    as_author = Context(person_id=author.id)
    assert mails == []
    assert web_sql("SELECT id FROM moderation_decision", as_author) == []
    assert settle(decision)
    run_jobs()
    assert web_sql("SELECT id FROM moderation_decision", as_author) == [(decision.id,)]
    assert [mail["To"] for mail in mails] == [author.email]


def test_the_work_waits_on_the_queue_for_half_a_minute(moderator, owner_sql):
    decision = make.decided(make.case(make.thing(person())), moderator)
    ((args, wait),) = owner_sql(
        "SELECT args, scheduled_at - %(at)s FROM procrastinate_jobs WHERE task_name = 'moderation.settle'",
        at=decision.created_at,
    )
    assert args == {"decision_id": decision.id}
    assert timedelta(seconds=29) < wait < timedelta(seconds=60)


def test_what_waited_is_published_when_the_decision_stands_and_not_before(moderator):
    key = make.thing(person(), visibility=Visibility.WAITING)
    decision = make.decided(make.case(key), moderator, Action.APPROVE, facts="")
    assert make.FAKES.things[key].visibility is Visibility.WAITING
    settle(decision)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC


def test_what_waited_is_published_without_the_words_that_were_removed(moderator):
    key = make.thing(person(), visibility=Visibility.WAITING)
    decision = make.decided(make.case(key), moderator, Action.REDACT)
    assert make.FAKES.things[key].visibility is Visibility.WAITING
    settle(decision)
    thing = make.FAKES.things[key]
    assert (thing.visibility, thing.text[:16]) == (Visibility.PUBLIC, "[taushetsbelagt]")


def test_what_waited_and_is_hidden_was_never_seen(moderator):
    key = make.thing(person(), visibility=Visibility.WAITING)
    decision = make.decided(make.case(key), moderator, Action.HIDE)
    settle(decision)
    assert make.FAKES.calls[-1] == ("hide", key, "M1")


def test_what_its_author_changed_in_that_half_minute_is_looked_at_again_and_not_published(
    moderator, run_jobs, mails, owner_sql
):
    key = make.thing(person(), visibility=Visibility.WAITING)
    case = make.case(key)
    decision = make.decided(case, moderator, Action.APPROVE, facts="")
    make.FAKES.set(key, text="Noe helt annet.")
    settle(decision)
    run_jobs()
    assert make.FAKES.things[key].visibility is Visibility.WAITING
    assert owner_sql("SELECT count(*) FROM moderation_case WHERE state = 'waiting'") == [(1,)]
    assert mails == []


def test_an_undo_shows_what_was_hidden_opens_the_case_in_her_hand_and_tells_nobody(
    moderator, run_jobs, mails, owner_sql
):
    key = make.thing(person())
    case = make.case(key, reporter=person())
    decision = make.decided(case, moderator)
    make.undone(decision, moderator)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    open_again = make.find(case.id)
    assert (open_again.state, open_again.version, open_again.claimed_by) == (CaseState.WAITING, 3, moderator.id)
    assert open_again.claimed_until > clock.now()
    assert not settle(decision)
    run_jobs()
    assert mails == []
    assert kept(owner_sql) == [(decision.id, "undone")]
    assert ("moderation.decision_undone", moderator.id) in owner_sql("SELECT what, by_id FROM journal_entry")
    make.decided(open_again, moderator, Action.APPROVE, facts="")


@pytest.mark.parametrize(
    ("visibility", "action"),
    [
        (Visibility.WAITING, Action.HIDE),
        (Visibility.WAITING, Action.APPROVE),
        (Visibility.WAITING, Action.RETURN),
        (Visibility.PUBLIC, Action.RETURN),
        (Visibility.PUBLIC, Action.REDACT),
        (Visibility.PUBLIC, Action.HIDE),
        (Visibility.HIDDEN, Action.RESTORE),
    ],
)
def test_undone_the_thing_is_as_it_was(moderator, visibility, action):
    key = make.thing(person())
    case = make.case(key)
    if visibility is Visibility.HIDDEN:
        settle(make.decided(case, moderator))
    else:
        make.FAKES.set(key, visibility=visibility)
    before = make.FAKES.things[key]
    decision = make.decided(make.find(case.id), moderator, action)
    make.undone(decision, moderator)
    assert make.FAKES.things[key] == before
    state = CaseState.CLOSED if visibility is Visibility.HIDDEN else CaseState.WAITING
    assert make.find(case.id).state is state


def test_an_undone_measure_is_lifted(moderator, owner_sql):
    decision = make.decided(make.case(make.thing(person())), moderator, Action.SILENCE)
    make.undone(decision, moderator)
    assert owner_sql("SELECT lifted_at IS NOT NULL FROM moderation_measure") == [(True,)]


def test_when_the_second_undoes_it_the_case_is_the_seconds_again_and_the_threat_stays_hidden(moderator):
    second = person(platform=("moderator",))
    key = make.thing(person())
    case = make.case(key)
    make.made(case, moderator, reasons=(ReasonCode.M4,))
    decision = make.decided(make.find(case.id), second, Action.APPROVE)
    make.undone(decision, second)
    again = make.find(case.id)
    assert (again.state, again.passed_by, again.claimed_by) == (CaseState.SECOND, moderator.id, second.id)
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    assert make.FAKES.calls[-1] == ("hide", key, "M4")


def test_only_the_one_who_decided_undoes(moderator, owner_sql):
    decision = make.decided(make.case(make.thing(person())), moderator)
    with pytest.raises(Conflict, match="undo_is_not_yours"):
        make.undone(decision, person(platform=("moderator",)))
    assert kept(owner_sql) == []


def test_it_is_too_late_once_the_time_is_over_also_when_no_worker_has_come(moderator, monkeypatch):
    decision = make.decided(make.case(make.thing(person())), moderator)
    with unit_of_work(make.READS_CASES):
        late = get_decision(decision.id).final_at
    monkeypatch.setattr(settling, "now", lambda: late)
    with pytest.raises(Conflict, match="undo_is_too_late"):
        make.undone(decision, moderator)


def test_it_is_too_late_when_it_stands(moderator):
    decision = make.decided(make.case(make.thing(person())), moderator)
    settle(decision)
    with pytest.raises(Conflict, match="undo_is_too_late"):
        make.undone(decision, moderator)


def test_what_was_decided_on_since_is_not_undone_beneath_it(moderator, owner_sql):
    case = make.case(make.thing(person()))
    first = make.decided(case, moderator)
    make.decided(make.find(case.id), moderator, Action.RESTORE)
    with pytest.raises(Conflict, match="decided_again_since"):
        make.undone(first, moderator)
    assert kept(owner_sql) == []


def test_a_report_that_came_in_between_is_decided_instead(moderator, owner_sql):
    key = make.thing(person())
    decision = make.decided(make.case(key), moderator, Action.APPROVE, facts="")
    make.case(key, reporter=person())
    with pytest.raises(Conflict, match="another_case_is_open"):
        make.undone(decision, moderator)
    assert kept(owner_sql) == []


def test_a_text_sent_in_again_is_no_longer_asked_back(moderator, owner_sql):
    case = make.case(make.thing(person()))
    decision = make.decided(case, moderator, Action.RETURN)
    owner_sql("UPDATE moderation_case SET state = 'waiting'")
    with pytest.raises(Conflict, match="author_has_answered"):
        make.undone(decision, moderator)


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_does_it_once(moderator, monkeypatch, owner_sql):
    key = make.thing(person(), visibility=Visibility.WAITING)
    decision = make.decided(make.case(key), moderator, Action.APPROVE, facts="")

    def killed(*_args, **_values):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(settling, "record", killed)
        with pytest.raises(RuntimeError):
            settle(decision)
    assert kept(owner_sql) == []
    make.FAKES.set(key, visibility=Visibility.WAITING)  # the room's own change was rolled back with it
    make.FAKES.calls.clear()
    assert [settle(decision), settle(decision)] == [True, False]
    assert make.FAKES.calls == [("release", key)]
    assert len(owner_sql("SELECT 1 FROM journal_entry WHERE what = 'moderation.decision_settled'")) == 1


def test_a_decision_whose_work_was_lost_stands_a_little_later(moderator, worker_app, monkeypatch, owner_sql):
    lost, fresh = (make.decided(make.case(make.thing(person())), moderator) for _ in range(2))
    owner_sql("DELETE FROM procrastinate_jobs")
    at = fresh.final_at
    owner_sql("UPDATE moderation_decision SET final_at = final_at - interval '3 minutes' WHERE id = %(id)s", id=lost.id)
    monkeypatch.setattr(settling, "now", lambda: at)
    with worker_app.app_context():
        settling.settle_overdue()
    assert kept(owner_sql) == [(lost.id, "stands")]


def test_the_database_keeps_one_settlement_for_each_decision(moderator, web_sql):
    decision = make.decided(make.case(make.thing(person())), moderator)
    settle(decision)

    for how, by in (("stands", "NULL"), ("undone", moderator.id)):
        with pytest.raises(psycopg.errors.UniqueViolation):
            web_sql(
                "INSERT INTO moderation_settlement (decision_id, how, by_id, created_at)"
                f" VALUES ({decision.id}, '{how}', {by}, now())",
                make.context_of(actor(moderator)),
            )
