from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from app.blueprints.moderation import policies, queries, services
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.services import cases
from app.blueprints.moderation.terms.cases import CaseState, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.subjects import Visibility
from app.blueprints.notifications.services import fan_out
from app.core import clock
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def test_all_signals_on_one_thing_make_one_open_case(owner_sql):
    author, first, second = person("Forfatter"), person("Første"), person("Andre")
    key = make.thing(author)
    case = make.case(key, reporter=first)
    assert make.case(key, reporter=second).id == case.id
    assert make.case(key).id == case.id
    assert owner_sql("SELECT count(*) FROM moderation_signal WHERE case_id = %(id)s", id=case.id) == [(3,)]


def test_a_reader_who_reports_twice_is_heard_once(owner_sql):
    reader = person()
    key = make.thing(person())
    make.case(key, reporter=reader)
    make.case(key, reporter=reader)
    assert owner_sql("SELECT count(*) FROM moderation_signal") == [(1,)]


def test_reports_at_the_same_moment_make_one_case(app, owner_sql):
    key = make.thing(person())
    readers = [actor(person(f"Leser {n}")) for n in range(8)]

    def report(reader):
        with app.app_context(), unit_of_work(Context(person_id=reader.person_id)):
            return services.open_case("fake", key, SignalDraft(source=Source.REPORT, reason="M2"), by=reader)

    with ThreadPoolExecutor(8) as pool:
        cases = set(pool.map(report, readers))
    assert len(cases) == 1
    assert owner_sql("SELECT count(*) FROM moderation_signal") == [(8,)]


def test_nobody_reports_in_anothers_name():
    key, reader, other = make.thing(person()), actor(person()), person()
    with pytest.raises(DBAPIError, match="oneself"), unit_of_work(Context(person_id=other.id)):
        services.open_case("fake", key, SignalDraft(source=Source.REPORT, reason="M2"), by=reader)


def test_a_report_after_the_decision_opens_a_new_case(moderator):
    key = make.thing(person())
    first = make.case(key, reporter=person())
    make.decided(first, moderator, Action.APPROVE)
    second = make.case(key, reporter=person())
    assert second.id != first.id
    assert second.state is CaseState.WAITING


def test_hiding_calls_the_room_and_keeps_the_statement_as_it_was_sent(moderator):
    author = person(locale="nn")
    key = make.thing(author)
    decision = make.decided(make.case(key), moderator)
    assert make.FAKES.calls[-1] == ("hide", key, "M1")
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    assert (decision.reasons, decision.reason_versions, decision.statement_language) == (["M1"], [2], "nn")
    assert "Teksten inneheld personopplysningar om enkeltpersonar." in decision.statement
    assert "nevner en ansatt" in decision.statement


def test_approving_what_waited_releases_it(moderator):
    key = make.thing(person(), visibility=Visibility.WAITING)
    make.decided(make.case(key), moderator, Action.APPROVE, facts="")
    assert make.FAKES.calls[-1] == ("release", key)


def test_approving_what_is_public_changes_nothing(moderator):
    key = make.thing(person())
    before = list(make.FAKES.calls)
    make.decided(make.case(key, reporter=person()), moderator, Action.APPROVE, facts="")
    assert make.FAKES.calls == before


def test_a_hidden_thing_is_shown_again_by_a_new_decision_in_the_closed_case(moderator, owner_sql):
    key = make.thing(person())
    case = make.case(key)
    make.decided(case, moderator)
    make.decided(make.find(case.id), moderator, Action.RESTORE, facts="Telefonnummeret er firmaets eget.")
    assert make.FAKES.calls[-1] == ("restore", key)
    assert owner_sql("SELECT action FROM moderation_decision ORDER BY id") == [("hide",), ("restore",)]


def test_hiding_needs_a_reason_and_facts(moderator):
    case = make.case(make.thing(person()))
    with pytest.raises(Refused) as missing:
        make.decided(case, moderator, reasons=())
    assert missing.value.field == "reasons"
    with pytest.raises(Refused) as missing:
        make.decided(case, moderator, facts="")
    assert missing.value.field == "facts"


def test_a_moderator_decides_neither_on_her_own_nor_on_her_organisations(moderator):
    firm = organisation()
    colleague = member(firm, platform=("moderator",))
    own = make.case(make.thing(moderator))
    ours = make.case(make.thing(person(), firm))
    for case, judge in ((own, moderator), (ours, colleague)):
        with pytest.raises(Conflict) as conflict:
            make.decided(case, judge)
        assert conflict.value.code == "moderator_is_conflicted"


def test_the_database_too_refuses_a_conflicted_decision(monkeypatch):
    firm = organisation()
    colleague = member(firm, platform=("moderator",))
    monkeypatch.setattr(policies, "can_decide", lambda *_: True)
    with pytest.raises(DBAPIError, match="row-level security"):
        make.decided(make.case(make.thing(person(), firm)), colleague)


def test_who_comes_second_learns_who_decided_what(moderator):
    key = make.thing(person())
    case = make.case(key)
    other = person("Nils Nummerto", platform=("moderator",))
    make.decided(case, moderator)
    with pytest.raises(services.AlreadyDecided) as lost:
        make.decided(case, other, Action.APPROVE)
    assert (lost.value.verdict.name, lost.value.verdict.action) == ("Mona Moderator", Action.HIDE)


def test_of_eight_moderators_who_decide_at_once_one_does(app, owner_sql):
    case = make.case(make.thing(person()))
    judges = [actor(person(f"Moderator {n}", platform=("moderator",))) for n in range(8)]

    def decide(judge):
        try:
            with app.app_context(), unit_of_work(make.context_of(judge)):
                services.decide(case, make.draft(case, Action.APPROVE), by=judge)
        except services.AlreadyDecided:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, judges)) == 1
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(1,)]


def test_a_text_changed_while_it_was_read_is_read_again(moderator):
    key = make.thing(person())
    case = make.case(key)
    case_id, read = case.id, make.draft(case)
    make.FAKES.set(key, text="Noe helt annet.")
    with pytest.raises(Conflict) as conflict, unit_of_work(make.context_of(actor(moderator))):
        services.decide(case, read, by=actor(moderator))
    assert conflict.value.code == "subject_was_changed"
    assert make.find(case_id).state is CaseState.WAITING


def take(case, who, **how):
    judge = actor(who)
    with unit_of_work(make.context_of(judge)):
        services.take(case, by=judge, **how)


def test_a_lease_keeps_others_out_until_it_ends(moderator, monkeypatch):
    case, other = make.case(make.thing(person())), person(platform=("moderator",))
    take(case, moderator)
    with pytest.raises(Conflict) as conflict:
        take(case, other)
    assert conflict.value.code == "case_in_hand"
    late = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(cases, "now", lambda: late)
    take(case, other)
    assert make.find(case.id).claimed_by == other.id


def test_breaking_in_is_possible_and_written_in_the_journal(moderator, owner_sql):
    case, other = make.case(make.thing(person())), person(platform=("moderator",))
    take(case, moderator)
    take(make.find(case.id), other, break_in=True)
    assert make.find(case.id).claimed_by == other.id
    assert owner_sql("SELECT by_id FROM journal_entry WHERE what = 'moderation.case_taken_over'") == [(other.id,)]


def next_for(who):
    judge = actor(who)
    with unit_of_work(make.context_of(judge)):
        found = services.take_next(by=judge)
    return found.id if found else None


def test_the_next_case_is_the_longest_waiting_that_is_free_and_does_not_concern_the_moderator(moderator):
    firm = organisation()
    judge = member(firm, platform=("moderator",))
    own, ours = make.case(make.thing(judge)), make.case(make.thing(person(), firm))
    taken, free, later = (make.case(make.thing(person())) for _ in range(3))
    take(taken, moderator)
    assert next_for(judge) == free.id
    assert next_for(judge) == free.id, "the one in her own hand comes first"
    others = [next_for(person(platform=("moderator",))) for _ in range(4)]
    assert others == [own.id, ours.id, later.id, None]


def test_a_decision_lets_go_of_the_lease_and_closes_the_case(moderator):
    case = make.case(make.thing(person()))
    take(case, moderator)
    make.decided(case, moderator)
    closed = make.find(case.id)
    assert (closed.state, closed.claimed_by, closed.claimed_until, closed.version) == (CaseState.CLOSED, None, None, 2)


def test_the_journal_says_who_did_what_in_codes_and_never_in_words(moderator, owner_sql):
    key = make.thing(person(), title="Hemmelig tittel", text="Hemmelig tekst")
    case = make.case(key, reporter=person("Rita Rapportør"), note="Hemmelig merknad")
    decision = make.decided(case, moderator, facts="Hemmelig begrunnelse")
    entries = owner_sql("SELECT what, by_id, data::text FROM journal_entry ORDER BY seq")
    assert [entry[0] for entry in entries] == [
        "moderation.signal_raised", "moderation.case_decided", "moderation.decision_settled",
    ]  # fmt: skip
    assert entries[1][1] == moderator.id
    assert f'"decision_id": {decision.id}' in entries[1][2]
    assert "emmelig" not in str(entries)
    assert "Rita" not in str(entries)


def test_a_decision_is_never_changed_nor_deleted(moderator, web_sql):
    decision = make.decided(make.case(make.thing(person())), moderator)
    for statement in ("UPDATE moderation_decision SET facts = ''", "DELETE FROM moderation_decision"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, make.context_of(actor(moderator)))
    with unit_of_work(make.READS_CASES):
        assert db.session.get(Decision, decision.id).facts


def told(mails):
    return {mail["To"]: mail for mail in mails}


def test_the_author_gets_the_statement_and_the_reporter_the_outcome_each_in_her_own_language(
    moderator, run_jobs, mails, owner_sql
):
    author, reporter = person(locale="nn"), person(locale="en")
    make.decided(make.case(make.thing(author), reporter=reporter), moderator)
    run_jobs()
    letters = told(mails)
    assert set(letters) == {author.email, reporter.email}
    to_author = letters[author.email].get_body(("plain",)).get_content()
    assert "Teksten inneheld personopplysningar om enkeltpersonar." in to_author
    assert "/nn/decisions/" in to_author
    assert letters[author.email]["Content-Language"] == "nn"
    to_reporter = letters[reporter.email].get_body(("plain",)).get_content()
    assert "has hidden it" in to_reporter
    assert "nevner en ansatt" not in to_reporter, "the facts are for the author"
    inbox = owner_sql("SELECT person_id, kind FROM notifications_inbox_item ORDER BY kind")
    assert inbox == [(author.id, "moderation/decided"), (reporter.id, "moderation/outcome")]
    assert moderator.name not in to_author + to_reporter


def test_an_author_whose_post_only_stands_hears_nothing_of_the_report(moderator, run_jobs, mails):
    author, reporter = person(), person()
    make.decided(make.case(make.thing(author), reporter=reporter), moderator, Action.APPROVE, facts="")
    run_jobs()
    assert set(told(mails)) == {reporter.email}


def test_nobody_is_told_of_a_decision_that_was_rolled_back(moderator, run_jobs, mails):
    case = make.case(make.thing(person(), visibility=Visibility.WAITING))
    judge = actor(moderator)

    def decide_and_fail():
        with unit_of_work(make.context_of(judge)):
            services.decide(case, make.draft(case, Action.APPROVE), by=judge)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_and_fail()
    run_jobs()
    assert mails == []


def test_the_same_entry_told_twice_is_told_once(moderator, run_jobs, mails, owner_sql, worker_app):
    author = person()
    make.decided(make.case(make.thing(author)), moderator)
    run_jobs()
    (args,) = owner_sql("SELECT args FROM procrastinate_jobs WHERE task_name = 'notifications.fan_out'")
    with worker_app.app_context():
        fan_out(**args[0])
    run_jobs()
    assert len(mails) == 1
    assert owner_sql("SELECT count(*) FROM notifications_inbox_item") == [(1,)]


def test_a_thing_that_is_gone_cannot_be_decided(moderator):
    key = make.thing(person())
    case = make.case(key)
    read = make.draft(case)
    del make.FAKES.things[key]
    with pytest.raises(Conflict) as conflict, unit_of_work(make.context_of(actor(moderator))):
        services.decide(case, read, by=actor(moderator))
    assert conflict.value.code == "subject_is_gone"


def test_what_moderators_see_is_seen_by_moderators_alone(moderator, web_sql):
    author, reporter = person(), person()
    case = make.case(make.thing(author), reporter=reporter)
    make.decided(case, moderator)
    nobody, as_author, as_reporter = Context(), Context(person_id=author.id), Context(person_id=reporter.id)
    for table in ("moderation_case", "moderation_signal"):
        for context in (nobody, as_author, as_reporter, Context(platform=("administrator",))):
            assert web_sql(f"SELECT id FROM {table}", context) == [], (table, context)
        assert len(web_sql(f"SELECT id FROM {table}", make.READS_CASES)) == 1
    assert len(web_sql("SELECT id FROM moderation_decision", as_author)) == 1
    for context in (nobody, as_reporter):
        assert web_sql("SELECT id FROM moderation_decision", context) == []


def test_figures_count_what_waits_and_what_was_decided_today(moderator):
    make.case(make.thing(person()))
    in_hand = make.case(make.thing(person()))
    take(in_hand, moderator)
    make.decided(make.case(make.thing(person())), moderator)
    at = clock.now()
    with unit_of_work(make.READS_CASES):
        figures = queries.figures(at, at - timedelta(hours=1))
        later = queries.figures(at + timedelta(days=30), at + timedelta(days=29))
    assert (figures.waiting, figures.overdue, figures.in_hand, figures.hidden_today) == (2, 0, 1, 1)
    assert figures.median is not None
    assert (later.overdue, later.in_hand, later.decided_today) == (2, 0, 0)


def test_a_case_whose_post_is_gone_is_closed_and_one_whose_post_is_there_is_not(moderator, owner_sql):
    who = actor(moderator)
    there, gone = (make.case(make.thing(person())) for _ in range(2))
    make.FAKES.things.pop(gone.subject_id)
    with pytest.raises(Conflict, match="subject_is_there"), unit_of_work(make.context_of(who)):
        services.close(make.find(there.id), there.version, by=who)
    with unit_of_work(make.context_of(who)):
        services.close(make.find(gone.id), gone.version, by=who)
    states = dict(owner_sql("SELECT id, state FROM moderation_case"))
    assert states == {there.id: "waiting", gone.id: "closed"}
    assert ("moderation.case_closed", who.person_id) in owner_sql("SELECT what, by_id FROM journal_entry")


def test_a_case_that_is_gone_is_closed_once(moderator):
    who, other = actor(moderator), actor(person("Moa Moderator", platform=("moderator",)))
    case = make.case(make.thing(person()))
    make.FAKES.things.pop(case.subject_id)
    with unit_of_work(make.context_of(who)):
        services.close(make.find(case.id), case.version, by=who)
    with pytest.raises(Conflict), unit_of_work(make.context_of(other)):
        services.close(make.find(case.id), case.version, by=other)
