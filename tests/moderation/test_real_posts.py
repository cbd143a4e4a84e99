"""Decisions on posts of the forum itself: undone without a trace, settled by the worker, and what is no longer there."""

import pytest
from sqlalchemy.exc import NoResultFound

from app.blueprints.forum.models import Post
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import KIND, PostState
from app.blueprints.moderation import services
from app.blueprints.moderation.terms.cases import CaseState, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import NEEDS_REASON, Action, Cut, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.db import Context, db, unit_of_work
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import post, thread


@pytest.fixture
def scene(db_session):
    """A post that somebody has reported, its author, and a moderator."""
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Leverandør")
    opened = thread(dialogue, supplier, who)
    made = post(opened, supplier, who, "Ring Ola på 22 33 44 55.")
    case_id = report(made.id)
    return dialogue, made.id, who, case_id, person("Mona Moderator", platform=("moderator",))


def report(post_id):
    reader = actor(person())
    with unit_of_work(Context(person_id=reader.person_id)):
        return services.open_case(KIND, post_id, SignalDraft(source=Source.REPORT, reason="M1"), by=reader)


def decide(case_id, moderator, action, **values):
    who = actor(moderator)
    with unit_of_work(make.context_of(who)):
        case = make.get_case(case_id)
        about = services.describe(KIND, case.subject_id)
        reasons = (ReasonCode.M1,) if action in NEEDS_REASON else ()
        draft = DecisionDraft(
            action=action,
            reasons=reasons,
            facts="Navn og nummer.",
            version=case.version,
            seen_sha256=about.sha256,
            **values,
        )
        return services.decide(case, draft, by=who).decision


def now_of(post_id):
    with unit_of_work(make.READS_CASES):
        found = db.session.get_one(Post, post_id, populate_existing=True)
        return found.state, found.seq, services.describe(KIND, post_id).text


@pytest.mark.parametrize(
    ("action", "values"),
    [
        (Action.HIDE, {}),
        (Action.REDACT, {"cuts": (Cut("body", 5, 8),)}),
        (Action.RETURN, {}),
        (Action.REFER_BUYER, {}),
    ],
)
def test_undone_a_post_stands_as_it_stood(scene, settings, monkeypatch, owner_sql, action, values):
    _dialogue, post_id, _who, case_id, moderator = scene
    monkeypatch.setattr(settings, "moderation_undo_seconds", 30)
    before = now_of(post_id)
    counted = owner_sql("SELECT post_count FROM forum_thread")
    decision = decide(case_id, moderator, action, **values)
    assert now_of(post_id) != before
    make.undone(decision, moderator)
    assert now_of(post_id) == before
    assert owner_sql("SELECT post_count FROM forum_thread") == counted


def test_the_worker_lets_it_stand_when_its_time_has_come(scene, settings, monkeypatch, run_jobs, mails, owner_sql):
    _dialogue, post_id, who, case_id, moderator = scene
    monkeypatch.setattr(settings, "moderation_undo_seconds", 30)
    decision = decide(case_id, moderator, Action.HIDE)
    run_jobs()
    assert who.email not in [mail["To"] for mail in mails]
    owner_sql("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE task_name = 'moderation.settle'")
    run_jobs()
    assert owner_sql("SELECT decision_id, how FROM moderation_settlement") == [(decision.id, "stands")]
    assert [mail["To"] for mail in mails].count(who.email) == 1
    assert now_of(post_id)[0] is PostState.HIDDEN


def test_a_case_in_a_space_that_was_taken_away_is_still_decided(scene, owner_sql):
    _dialogue, post_id, _who, case_id, moderator = scene
    owner_sql("UPDATE forum_space SET state = 'hidden'")
    decide(case_id, moderator, Action.HIDE)
    assert now_of(post_id)[0] is PostState.HIDDEN


def test_a_post_that_its_author_has_withdrawn_is_neither_reported_nor_decided_but_its_case_is_closed(scene):
    _dialogue, post_id, who, case_id, moderator = scene
    author, judge = actor(who), actor(moderator)
    with unit_of_work(make.context_of(author)):
        posts.withdraw_post(db.session.get_one(Post, post_id), by=author)
    with pytest.raises(NoResultFound):
        report(post_id)
    case = make.find(case_id)
    with unit_of_work(make.context_of(judge)):
        services.close(case, case.version, by=judge)
    assert make.find(case_id).state is CaseState.CLOSED


def test_what_its_author_takes_away_instead_of_changing_it_comes_back_to_be_closed(scene):
    _dialogue, post_id, who, case_id, moderator = scene
    decide(case_id, moderator, Action.RETURN)
    assert make.find(case_id).state is CaseState.WITH_AUTHOR
    author = actor(who)
    with unit_of_work(make.context_of(author)):
        posts.withdraw_post(db.session.get_one(Post, post_id, populate_existing=True), by=author)
    waiting = make.find(case_id)
    assert waiting.state is CaseState.WAITING
    closer = actor(moderator)
    with unit_of_work(make.context_of(closer)):
        services.close(make.get_case(case_id), waiting.version, by=closer)
    assert make.find(case_id).state is CaseState.CLOSED
