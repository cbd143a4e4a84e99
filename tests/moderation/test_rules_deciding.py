"""The pure rules of deciding: what can be decided, what must be typed, when two must, and who is looked at again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.blueprints.moderation.rules.drafts import check_details, check_words
from app.blueprints.moderation.rules.possible import possible
from app.blueprints.moderation.rules.sampling import agree, is_drawn
from app.blueprints.moderation.rules.two_people import hides_meanwhile, why_another, why_second
from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.decisions import Action, Cut, DecisionDraft, WhySecond
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.errors import Refused

TODAY = date(2027, 3, 1)
TEXT = "Ring Ola på 22 33 44 55."
ALL = tuple(Action)


def draft(action=Action.HIDE, *reasons, **values):
    given = {"facts": "Navn og nummer.", "version": 1, "seen_sha256": "", **values}
    codes = tuple(ReasonCode(code) for code in reasons or ("M1",))
    return DecisionDraft(action=action, reasons=codes, **given)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (draft(Action.HIDE, "M1"), None),
        (draft(Action.HIDE, "M3"), WhySecond.GRAVE),
        (draft(Action.REDACT, "M1", "M4"), WhySecond.GRAVE),
        (draft(Action.SILENCE, "M4"), WhySecond.GRAVE),
        (draft(Action.WARN, "M4"), None),  # takes nothing away
        (draft(Action.LOCK, "M3"), None),
        (draft(Action.SUSPEND, "M6"), WhySecond.SUSPENSION),
        (draft(Action.APPROVE, own_ministry=True), WhySecond.OWN_MINISTRY),
        (draft(Action.HIDE, "M3", own_ministry=True), WhySecond.OWN_MINISTRY),
    ],
)
def test_two_people_for_what_is_grave_for_suspension_and_for_the_own_ministry(one, why):
    assert why_second(one) is why


def test_what_is_grave_is_hidden_while_it_waits_but_nothing_of_the_own_ministry_and_no_text_for_a_measure():
    assert hides_meanwhile(draft(Action.HIDE, "M4"))
    assert hides_meanwhile(draft(Action.RETURN, "M3"))
    assert not hides_meanwhile(draft(Action.HIDE, "M4", own_ministry=True))
    assert not hides_meanwhile(draft(Action.SUSPEND, "M4"))
    assert not hides_meanwhile(draft(Action.HIDE, "M1"))


@pytest.mark.parametrize(
    ("proposed", "decided", "why"),
    [
        (draft(Action.HIDE, "M3"), draft(Action.HIDE, "M4"), None),
        (draft(Action.RETURN, "M3"), draft(Action.HIDE, "M3"), None),
        (draft(Action.HIDE, "M3"), draft(Action.APPROVE), None),
        (draft(Action.HIDE, "M3"), draft(Action.SUSPEND, "M3", until=TODAY), WhySecond.SUSPENSION),
        (draft(Action.SUSPEND, "M6", until=TODAY), draft(Action.HIDE, "M4"), WhySecond.GRAVE),
        (draft(Action.SUSPEND, "M6", until=TODAY), draft(Action.SUSPEND, "M6", until=TODAY), None),
        (
            draft(Action.SUSPEND, "M6", until=TODAY),
            draft(Action.SUSPEND, "M6", until=TODAY + timedelta(days=1)),
            WhySecond.SUSPENSION,
        ),
        (draft(Action.HIDE, "M1", own_ministry=True), draft(Action.HIDE, "M1", own_ministry=True), None),
        (draft(Action.HIDE, "M1", own_ministry=True), draft(Action.HIDE, "M4"), WhySecond.GRAVE),
        (draft(Action.HIDE, "M3"), draft(Action.HIDE, "M3", own_ministry=True), WhySecond.OWN_MINISTRY),
    ],
)
def test_a_second_who_wants_something_graver_is_herself_a_first(proposed, decided, why):
    assert why_another(decided, proposed) is why


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (replace(draft(), reasons=()), "reasons"),
        (draft(Action.HIDE, "M1", "M1"), "reasons"),
        (draft(facts=" \n "), "facts"),
        (draft(Action.UPHOLD, facts=""), "facts"),
    ],
)
def test_at_least_one_reason_each_once_and_the_facts(one, field):
    with pytest.raises(Refused) as refused:
        check_words(one)
    assert refused.value.field == field


def test_letting_stand_needs_no_words():
    check_words(replace(draft(Action.APPROVE, facts=""), reasons=()))


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (draft(Action.SILENCE), "end_is_missing"),
        (draft(Action.SILENCE, until=TODAY), "end_is_missing"),
        (draft(Action.SILENCE, until=TODAY + timedelta(days=91)), "end_is_too_far"),
        (draft(Action.SUSPEND, until=TODAY + timedelta(days=366)), "end_is_too_far"),
        (draft(Action.REDACT), "cuts_are_missing"),
        (draft(Action.REDACT, cuts=(Cut("body", 5, 5),)), "cut_is_outside"),
        (draft(Action.REDACT, cuts=(Cut("body", -1, 5),)), "cut_is_outside"),
        (draft(Action.REDACT, cuts=(Cut("body", 5, len(TEXT) + 1),)), "cut_is_outside"),
        (draft(Action.REDACT, cuts=(Cut("file", 0, 1),)), "cut_is_outside"),
        (draft(Action.REDACT, cuts=(Cut("body", 5, 12), Cut("body", 0, 6))), "cuts_overlap"),
        (draft(Action.MOVE, target=" "), "target_is_missing"),
    ],
)
def test_what_an_action_alone_needs(one, code):
    with pytest.raises(Refused) as refused:
        check_details(one, "Måling", TEXT, TODAY)
    assert refused.value.code == code


def test_the_last_days_allowed_and_cuts_side_by_side_are_taken():
    for one in (
        draft(Action.SILENCE, until=TODAY + timedelta(days=90)),
        draft(Action.SUSPEND, until=TODAY + timedelta(days=365)),
        draft(Action.REDACT, cuts=(Cut("body", 5, 8), Cut("body", 0, 5), Cut("title", 0, 6))),
        draft(Action.MOVE, target="17"),
    ):
        check_details(one, "Måling", TEXT, TODAY)


def offered(visibility, *, state=CaseState.WAITING, kind=CaseKind.CONTENT, knows=ALL, author=True, host=True):
    return set(possible(kind, state, visibility, knows=knows, has_author=author, has_host=host))


MEASURES = {Action.WARN, Action.SILENCE, Action.SUSPEND}


def test_what_is_offered_follows_how_the_thing_stands():
    everything = set(Action) - {Action.RESTORE, Action.UPHOLD}
    assert offered(Visibility.PUBLIC) == everything
    assert offered(Visibility.WAITING) == everything - MEASURES - {Action.MOVE, Action.LOCK}
    assert offered(Visibility.HIDDEN) == {Action.RESTORE, Action.HIDE} | MEASURES
    assert offered(Visibility.RETURNED) == set()
    assert offered(Visibility.HIDDEN, state=CaseState.CLOSED) == {Action.RESTORE} | MEASURES
    assert offered(Visibility.PUBLIC, kind=CaseKind.SAMPLE, author=False, host=False) == {
        Action.APPROVE, Action.RETURN, Action.REDACT, Action.HIDE,
    }  # fmt: skip


def test_what_a_kind_does_not_know_what_nobody_wrote_and_what_has_no_host_is_not_offered():
    assert offered(Visibility.PUBLIC, knows=(), author=False) == {Action.APPROVE, Action.HIDE}
    assert Action.REFER_BUYER not in offered(Visibility.PUBLIC, host=False)


def test_of_ten_thousand_decisions_five_percent_are_drawn_always_the_same():
    drawn = {number for number in range(1, 10_001) if is_drawn(number, 5, secret="k")}
    assert 430 <= len(drawn) <= 570  # three standard deviations: sqrt(10,000 * 0.05 * 0.95) is 21.8
    assert drawn == {number for number in range(1, 10_001) if is_drawn(number, 5, secret="k")}
    assert drawn != {number for number in range(1, 10_001) if is_drawn(number, 5, secret="another")}
    assert drawn < {number for number in range(1, 10_001) if is_drawn(number, 10, secret="k")}


def test_none_and_all_of_a_hundred():
    assert not any(is_drawn(number, 0) for number in range(1000))
    assert all(is_drawn(number, 100) for number in range(1000))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ((Action.HIDE, ["M1"]), (Action.HIDE, ["M1", "M6"]), True),
        ((Action.REDACT, ["M1"]), (Action.RETURN, ["M1"]), True),
        ((Action.APPROVE, []), (Action.APPROVE, []), True),
        ((Action.HIDE, ["M1"]), (Action.HIDE, ["M2"]), False),
        ((Action.HIDE, ["M1"]), (Action.REDACT, ["M1"]), False),
        ((Action.APPROVE, []), (Action.HIDE, ["M1"]), False),
    ],
)
def test_two_agree_when_the_thing_fares_alike_on_the_same_first_reason(first, second, alike):
    assert agree(*first, *second) is alike
