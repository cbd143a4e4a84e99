"""Warned, silenced, suspended: by whom, until when, and back again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from app.blueprints.moderation.services import measures
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.measures import MeasureKind
from app.core.clock import moved_to, now, today
from app.core.db import Context
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def first():
    return person("Første Moderator", platform=("moderator",))


def test_a_measure_lasts_to_the_end_of_its_last_day_in_norway():
    ends = measures.ends(datetime(2026, 12, 13).date())  # noqa: DTZ001 - a day on the wall
    assert ends == datetime(2026, 12, 14, 0, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    assert measures.ends(None) is None


def test_a_silence_holds_until_its_last_day_is_over_and_then_ends_by_itself(first):
    author = person()
    make.decided(make.case(make.thing(author)), first, Action.SILENCE, until=today() + timedelta(days=3))
    assert actor(author).silenced_until == measures.ends(today() + timedelta(days=3))
    with moved_to(now() + timedelta(days=4, minutes=1)):
        assert actor(author).silenced_until is None


def test_a_warning_bears_on_nothing_and_is_kept(first, owner_sql):
    author = person()
    make.decided(make.case(make.thing(author)), first, Action.WARN)
    found = actor(author)
    assert (found.silenced_until, found.suspended_until) == (None, None)
    assert owner_sql("SELECT kind, until FROM moderation_measure") == [(MeasureKind.WARNING.value, None)]


def test_the_newest_measure_says_until_when_and_lifted_the_one_before_holds_again(first):
    author = person()
    soon, late = today() + timedelta(days=2), today() + timedelta(days=30)
    make.decided(make.case(make.thing(author)), first, Action.SILENCE, until=late)
    shorter = make.decided(make.case(make.thing(author)), first, Action.SILENCE, until=soon)
    assert actor(author).silenced_until == measures.ends(soon)
    with make.unit_of_work(make.READS_CASES):
        measures.take_back(shorter, by=None)
        measures.take_back(shorter, by=None)
    assert actor(author).silenced_until == measures.ends(late)


def test_two_suspend_and_one_who_answers_an_appeal_lifts_it(first, second, sign_in):
    third = person("Tredje Moderator", platform=("moderator",))
    firm = organisation()
    author = member(firm, "owner", locale="en")
    decision = make.decided_by_two(make.case(make.thing(author, firm)), first, second, Action.SUSPEND)
    client = sign_in(author)
    refused = client.get(f"/en/organisations/{firm.id}/members")
    assert refused.status_code == 403
    assert "You are suspended for a time" in refused.text
    assert f"/en/decisions/{decision.id}" in refused.text
    assert f"/en/organisations/{firm.id}/my-reports" in refused.text
    typed = client.post("/en/organisations/new", data={"number": "what I typed"})
    assert typed.status_code == 403
    assert "what I typed" in typed.text
    sent = client.post(f"/en/decisions/{decision.id}/appeal", data={"text": "I did not write that.", "lang": "en"})
    assert sent.status_code == 303
    assert "You are suspended up to and including" in client.get("/en/inbox").text
    answering = sign_in(third).get(f"/en/moderation/cases/{make.appeal_case(decision).id}").text
    assert ("Lift the measure" in answering, "Show again" in answering) == (True, False)
    make.decided(make.appeal_case(decision), third, Action.RESTORE, facts="Somebody else had used her account.")
    assert client.get(f"/en/organisations/{firm.id}/members").status_code == 200
    assert "The measure has been lifted." in client.get(f"/en/decisions/{decision.id}").text


def test_an_appeal_may_make_a_suspension_a_silence(first, second):
    third = person(platform=("moderator",))
    author = person()
    decision = make.decided_by_two(make.case(make.thing(author)), first, second, Action.SUSPEND)
    case = make.appealed(decision, author)
    make.decided(case, third, Action.SILENCE)
    found = actor(author)
    assert found.suspended_until is None
    assert found.silenced_until is not None


def test_somebody_silenced_reads_until_when_on_the_pages_that_are_her_own(first, sign_in):
    author = person(locale="en")
    make.decided(make.case(make.thing(author)), first, Action.SILENCE)
    client = sign_in(author)
    for page in ("/en/account", "/en/inbox", "/en/decisions"):
        assert "You cannot write here up to and including" in client.get(page).text


def test_only_moderators_and_she_herself_read_a_measure_and_nobody_takes_one_against_herself(first, web_sql):
    author, other = person(), person()
    decision = make.decided(make.case(make.thing(author)), first, Action.WARN)
    count = "SELECT count(*) FROM moderation_measure"
    for context, seen in ((Context(person_id=author.id), 1), (Context(person_id=other.id), 0), (make.READS_CASES, 1)):
        assert web_sql(count, context) == [(seen,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            "INSERT INTO moderation_measure (person_id, kind, decision_id) VALUES (%(who)s, 'warning', %(id)s)",
            Context(person_id=first.id, platform=("moderator",)),
            who=first.id,
            id=decision.id,
        )
