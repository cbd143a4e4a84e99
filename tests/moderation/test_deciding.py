"""What a decision does, who must take part, what its author is told word for word, and who else is told."""

from datetime import timedelta

import pytest

from app.blueprints.moderation import services
from app.blueprints.moderation.services.cases import author_answered
from app.blueprints.moderation.terms.cases import CaseState, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, Cut, WhySecond
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Visibility
from app.core import clock
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict, Refused
from app.core.i18n import in_language
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def take(case, who, **how):
    judge = actor(who)
    with unit_of_work(make.context_of(judge)):
        services.take(case, by=judge, **how)


@pytest.mark.parametrize(
    ("action", "call"),
    [
        (Action.REDACT, ("redact", (Cut("body", 0, 3),))),
        (Action.MOVE, ("move", "17")),
        (Action.LOCK, ("lock", "")),
    ],
)
def test_each_act_is_done_by_the_room_and_keeps_the_mark_that_undoes_it(moderator, action, call):
    key = make.thing(person())
    case = make.case(key)
    decision = make.decided(case, moderator, action)
    assert make.FAKES.calls[-1] == (call[0], key, call[1])
    assert decision.mark
    assert make.find(case.id).state is CaseState.CLOSED


def test_what_is_sent_back_leaves_the_case_open_with_its_author_until_she_has_answered(moderator):
    author = person()
    key = make.thing(author)
    case = make.case(key)
    make.decided(case, moderator, Action.RETURN)
    waits = make.find(case.id)
    assert (waits.state, waits.version, waits.closed_at) == (CaseState.WITH_AUTHOR, 2, None)
    make.FAKES.set(key, visibility=Visibility.WAITING, text="Uten navnet.")
    with unit_of_work(Context(person_id=author.id)):
        assert author_answered("fake", key, by=actor(author)) == case.id
    again = make.find(case.id)
    assert again.state is CaseState.WAITING
    make.decided(again, moderator, Action.APPROVE, facts="")
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert make.find(case.id).state is CaseState.CLOSED


def test_a_measure_has_its_last_day_and_leaves_the_text_alone(moderator, owner_sql):
    author = person()
    key = make.thing(author)
    decision = make.decided(make.case(key), moderator, Action.SILENCE)
    assert decision.until == clock.today() + timedelta(days=7)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert owner_sql("SELECT person_id, kind, decision_id FROM moderation_measure") == [
        (author.id, "silence", decision.id)
    ]


def test_after_a_text_was_hidden_its_author_can_still_be_warned(moderator):
    case = make.case(make.thing(person()))
    make.decided(case, moderator)
    warning = make.decided(make.find(case.id), moderator, Action.WARN)
    assert (warning.action, make.find(case.id).state) == (Action.WARN, CaseState.CLOSED)


def test_who_does_not_hold_the_lease_is_told_who_does_and_until_when(moderator, second):
    case = make.find(make.case(make.thing(person())).id)
    take(case, moderator)
    held = make.find(case.id)
    until = held.claimed_until
    with pytest.raises(Conflict) as conflict:
        make.decided(held, second)
    assert conflict.value.code == "case_in_hand"
    assert conflict.value.params == {"who": "Mona Moderator", "until": until}
    make.decided(make.find(case.id), moderator)


def test_a_lease_that_has_run_out_stops_nobody(moderator, second, owner_sql):
    case = make.case(make.thing(person()))
    take(case, moderator)
    owner_sql("UPDATE moderation_case SET claimed_until = now() - interval '1 second'")
    make.decided(make.find(case.id), second)


def test_who_redacts_too_late_learns_of_the_decision_rather_than_of_the_changed_text(moderator, second):
    case = make.case(make.thing(person()))
    stale = make.draft(case, Action.HIDE)
    make.decided(case, moderator, Action.REDACT)
    judge = actor(second)
    with pytest.raises(services.AlreadyDecided) as lost, unit_of_work(make.context_of(judge)):
        services.decide(case, stale, by=judge)
    assert (lost.value.verdict.action, lost.value.verdict.reason_code) == (Action.REDACT, ReasonCode.M1)


def test_a_threat_is_hidden_at_once_and_a_second_person_decides(moderator, second, owner_sql):
    key = make.thing(person(locale="en"))
    case = make.case(key)
    take(case, moderator)
    made = make.made(make.find(case.id), moderator, reasons=(ReasonCode.M4,))
    assert (made.decision, made.proposal.why, made.proposal.hidden) == (None, WhySecond.GRAVE, True)
    assert make.FAKES.calls[-1] == ("hide", key, "M4")
    waits = make.find(case.id)
    assert (waits.state, waits.passed_by, waits.claimed_by) == (CaseState.SECOND, moderator.id, None)
    with pytest.raises(Conflict, match="moderator_is_conflicted"):
        make.decided(waits, moderator, reasons=(ReasonCode.M4,))
    before = list(make.FAKES.calls)
    decision = make.decided(waits, second, reasons=(ReasonCode.M4,))
    assert (decision.proposed_by, decision.decided_by) == (moderator.id, second.id)
    assert make.FAKES.calls == before, "hidden it was, on the same ground"
    assert "Two people took part" in decision.statement
    assert owner_sql("SELECT what FROM journal_entry WHERE what = 'moderation.decision_proposed'")


def test_what_was_hidden_while_it_waited_is_shown_again_when_the_second_lets_it_stand(moderator, second):
    key = make.thing(person())
    decision = make.decided_by_two(make.case(key), moderator, second, Action.HIDE, reasons=(ReasonCode.M3,))
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    key = make.thing(person())
    case = make.case(key)
    make.made(case, moderator, reasons=(ReasonCode.M3,))
    decision = make.decided(make.find(case.id), second, Action.APPROVE)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert decision.proposed_by == moderator.id


def test_the_second_may_choose_another_ground_and_the_placeholder_says_that_one(moderator, second):
    key = make.thing(person())
    case = make.case(key)
    make.made(case, moderator, reasons=(ReasonCode.M3,))
    make.decided(make.find(case.id), second, reasons=(ReasonCode.M2,))
    assert make.FAKES.calls[-2:] == [("restore", key), ("hide", key, "M2")]


def test_nothing_is_done_about_the_own_ministry_until_the_second_decides(moderator, second):
    key = make.thing(person())
    case = make.case(key)
    before = list(make.FAKES.calls)
    made = make.made(case, moderator, own_ministry=True, reasons=(ReasonCode.M4,))
    assert (made.proposal.why, made.proposal.hidden) == (WhySecond.OWN_MINISTRY, False)
    assert make.FAKES.calls == before
    decision = make.decided(make.find(case.id), second, Action.APPROVE)
    assert decision.own_ministry, "the row says it also when the second did not tick it"


def test_a_suspension_is_for_two_and_a_third_must_come_when_the_second_wants_more(moderator, second, owner_sql):
    case = make.case(make.thing(person()))
    until = clock.today() + timedelta(days=10)
    assert make.made(case, moderator, Action.SUSPEND, until=until).proposal.why is WhySecond.SUSPENSION
    longer = make.made(make.find(case.id), second, Action.SUSPEND, until=until + timedelta(days=1))
    assert longer.proposal is not None
    assert owner_sql("SELECT count(*) FROM moderation_measure") == [(0,)]
    third = person(platform=("moderator",))
    decision = make.decided(make.find(case.id), third, Action.SUSPEND, until=until + timedelta(days=1))
    assert (decision.proposed_by, decision.until) == (second.id, until + timedelta(days=1))


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action.HIDE, "has hidden what you have written"),
        (Action.RETURN, "You find it among your drafts"),
        (Action.REDACT, "has removed some words"),
        (Action.MOVE, "has moved what you have written"),
        (Action.LOCK, "has locked the thread"),
        (Action.REFER_BUYER, "handed it to the buyer"),
        (Action.WARN, "gives you a warning"),
        (Action.SILENCE, "up to and including"),
        (Action.SUSPEND, "Your account is suspended up to and including"),
        (Action.APPROVE, "approved it"),
        (Action.RESTORE, "is shown again"),
    ],
)
def test_the_statement_says_what_was_decided_on_what_ground_and_how_to_appeal(action, words):
    case = make.case(make.thing(person(), title="Weighing <food> & waste"))
    with unit_of_work(make.READS_CASES):
        told = services.statement(case, make.draft(case, action, facts="It names an employee."), locale="en")
    for expected in (words, "“Weighing <food> & waste”", "It names an employee.", "moderering@samhandel.example"):
        assert expected in told
    grounds = (
        "Ground M1, Personal information: The text contains personal information about individuals.",
        "This ground follows from the law.",
        "version 2, in force from 20 November 2026",
        "Disagreement and criticism are never a reason.",
        "No machine was involved.",
        "within three weeks",
        "Somebody other than the person who decided",
    )
    takes_away = action not in (Action.APPROVE, Action.RESTORE)
    assert [one in told for one in grounds] == [takes_away] * len(grounds)
    assert "\n\n\n" not in told


def test_the_statement_names_every_ground_the_machine_and_the_moderator_where_the_setting_says_so(
    moderator, settings, monkeypatch
):
    key = make.thing(person(locale="nn"))
    with unit_of_work(Context()):
        case_id = services.open_case(
            "fake", key, SignalDraft(source=Source.RULE, reason="personal_data", found=("phone",)), by=None
        )
    plain = make.decided(make.find(case_id), moderator, reasons=(ReasonCode.M1, ReasonCode.P4))
    assert plain.seen_by_machine
    for expected in ("M1, Personopplysningar", "P4, Prisopplysningar"):
        assert expected in plain.statement
    assert "Mona Moderator" not in plain.statement
    monkeypatch.setattr(settings, "moderation_shows_names", True)
    case = make.case(make.thing(person()))
    assert "Mona Moderator" in make.decided(case, moderator).statement
    with unit_of_work(make.READS_CASES), in_language("en"):
        seen = services.statement(make.find(case_id), make.draft(case), locale="en")
    assert "A rule in the system pointed at the text; a person decided." in seen


def letters(mails):
    return {mail["To"]: mail.get_body(("plain",)).get_content() for mail in mails}


def test_of_what_nobody_wrote_as_a_person_the_owners_are_told(moderator, run_jobs, mails):
    firm = organisation()
    owner, _editor = member(firm), member(firm, "editor")
    make.decided(make.case(make.thing(None, firm)), moderator)
    run_jobs()
    assert set(letters(mails)) == {owner.email}


def test_somebody_without_an_account_is_told_once_where_she_asked_and_her_address_is_gone(
    moderator, run_jobs, mails, owner_sql
):
    key = make.thing(person())
    with unit_of_work(Context()), in_language("en"):
        case_id = services.open_case(
            "fake",
            key,
            SignalDraft(source=Source.REPORT, reason="M2", reply_to="vitne@prove.example"),
            by=None,
        )
    make.decided(make.find(case_id), moderator, Action.APPROVE, facts="")
    run_jobs()
    assert set(letters(mails)) == {"vitne@prove.example"}
    assert "lets it stand" in letters(mails)["vitne@prove.example"]
    assert owner_sql("SELECT count(*) FROM moderation_signal WHERE reply_to IS NOT NULL") == [(0,)]


def test_who_reported_is_told_when_the_text_that_was_sent_back_is_decided_and_not_before(moderator, run_jobs, mails):
    author, reporter = person(), person()
    key = make.thing(author)
    case = make.case(key, reporter=reporter)
    make.decided(case, moderator, Action.RETURN)
    run_jobs()
    assert set(letters(mails)) == {author.email}


def test_who_reported_is_told_that_the_author_has_taken_it_away(moderator, run_jobs, mails):
    reporter, who = person(locale="en"), actor(moderator)
    case = make.case(make.thing(person()), reporter=reporter)
    del make.FAKES.things[case.subject_id]
    with unit_of_work(make.context_of(who)):
        services.close(make.find(case.id), case.version, by=who)
    run_jobs()
    assert "its author has taken it away" in letters(mails)[reporter.email]


def test_a_case_of_a_thing_that_is_gone_is_closed_also_while_a_second_is_awaited(moderator, second):
    case = make.case(make.thing(person()))
    make.made(case, moderator, reasons=(ReasonCode.M4,))
    del make.FAKES.things[case.subject_id]
    waits, who = make.find(case.id), actor(second)
    with unit_of_work(make.context_of(who)):
        services.close(waits, waits.version, by=who)
    assert make.find(case.id).state is CaseState.CLOSED


def test_what_cannot_be_decided_of_a_thing_as_it_stands_is_refused(moderator):
    case_id = make.case(make.thing(person(), visibility=Visibility.WAITING)).id
    with pytest.raises(Conflict, match="action_is_not_possible"):
        make.decided(make.find(case_id), moderator, Action.SILENCE)
    with pytest.raises(Refused, match="cuts_are_missing"):
        make.decided(make.find(case_id), moderator, Action.REDACT, cuts=())
    assert make.find(case_id).state is CaseState.WAITING
