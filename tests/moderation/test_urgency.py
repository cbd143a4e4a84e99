from datetime import UTC, datetime, timedelta

import pytest

from app.blueprints.moderation.rules.urgency import GOAL, due, due_if_many, severity_of
from app.blueprints.moderation.terms.cases import Severity, Source
from app.core import clock
from app.core.clock import OSLO
from app.core.opening_hours import Hours
from tests.factories import moderation as make
from tests.factories.accounts import member, organisation, person

MONDAY = datetime(2026, 11, 23, 8, tzinfo=OSLO).astimezone(UTC)
FRIDAY_AT_THREE = datetime(2026, 11, 27, 15, tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("source", "reason", "severity"),
    [
        (Source.REPORT, "M4", Severity.DANGER),
        (Source.PRE_MODERATION, "identity_number", Severity.DANGER),
        (Source.RULE, "secret", Severity.HIGH),
        (Source.RULE, "personal_data", Severity.HIGH),
        (Source.REPORT, "M1", Severity.HIGH),
        (Source.REPORT, "other", Severity.USUAL),
        (Source.PRE_MODERATION, "new_organisation", Severity.USUAL),
        (Source.REPORT, "M6", Severity.LOW),
        (Source.SAMPLE, "sample", Severity.LOW),
        (Source.TRANSLATION, "wrong_translation", Severity.LOW),
        (Source.TRANSLATION, "M4", Severity.DANGER),
    ],
)
def test_what_harms_somebody_comes_before_what_only_lies_in_the_wrong_place(source, reason, severity):
    assert severity_of(source, reason) is severity


def test_the_graver_the_sooner_and_only_opening_hours_count():
    times = [due(MONDAY, severity) - MONDAY for severity in sorted(Severity, reverse=True)]
    assert times == [timedelta(hours=hours) for hours in (1, 2, 4, 8)]
    assert timedelta(hours=4) == GOAL
    assert due(FRIDAY_AT_THREE, Severity.USUAL) == datetime(2026, 11, 30, 11, tzinfo=OSLO)


def test_a_space_with_hours_of_its_own_is_waited_for():
    evenings = Hours.from_json({"tue": [["17:00", "20:00"]]})
    assert due(MONDAY, Severity.DANGER, evenings) == datetime(2026, 11, 24, 18, tzinfo=OSLO)


def test_two_organisations_halve_the_time_once_and_ten_no_more(db_session):
    key = make.thing(person())
    firms = [organisation() for _ in range(10)]
    with clock.moved_to(MONDAY):
        case = make.case(key, reporter=member(firms[0]), reason="other")
        assert abs(case.due_at - (MONDAY + timedelta(hours=4))) < timedelta(minutes=1)
        again = make.case(key, reporter=member(firms[0]), reason="other")
        assert again.due_at == case.due_at, "many from one firm weigh as one"
        halved = make.case(key, reporter=member(firms[1]), reason="other").due_at
        assert abs(halved - (MONDAY + timedelta(hours=2))) < timedelta(minutes=1)
        for firm in firms[2:]:
            assert make.case(key, reporter=member(firm), reason="other").due_at == halved
    assert due_if_many(MONDAY, Severity.USUAL) == MONDAY + timedelta(hours=2)


def test_competitors_who_report_in_crowds_hide_nothing_by_themselves(db_session, owner_sql):
    key = make.thing(person())
    before, calls = make.FAKES.things[key], list(make.FAKES.calls)
    for _ in range(12):
        case = make.case(key, reporter=member(organisation()), reason="M4")
    assert make.FAKES.things[key] == before
    assert make.FAKES.calls == calls
    assert case.state == "waiting"
    assert owner_sql("SELECT count(*) FROM moderation_case") == [(1,)]
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]
