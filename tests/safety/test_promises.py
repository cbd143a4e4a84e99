"""A promise of fewer injuries that no figures can decide is refused, with what it would take; one that can is not."""

import pytest

from app.blueprints.safety import services
from app.blueprints.safety.terms import EventKind, Month
from tests.factories import safety
from tests.factories.accounts import member, organisation
from tests.factories.safety import working_for
from tests.safety.test_indicators import at, firm_x, stopped, text  # noqa: F401 - firm X of the field

ASKED = "?period=2025&fall=half&years=1"


@pytest.fixture
def page(sign_in, firm_x):  # noqa: F811
    client = sign_in(member(firm_x, "reader"))
    return lambda path: text(client.get(at(firm_x, f"/indicators/{path}")))


def test_a_promise_that_cannot_be_decided_is_refused_with_the_injuries_or_the_hours_it_would_take(page):
    # 34,000 hours: 39 times as many without any after one injury, 5.324555 after two (the field's table of claims).
    for figure, hours in (("h1", "1,326,000"), ("h2", "181,035")):
        said = page(figure + ASKED)
        assert "This cannot be decided, so do not promise it" in said
        assert f"It would take 6 injuries in the period before, or {hours} hours without any after it." in said
        assert "Promise what you do instead" in said


def test_with_six_injuries_before_and_as_many_hours_after_it_can_be_decided(page, firm_x):  # noqa: F811
    with working_for(firm_x):
        for _ in range(4):
            draft = safety.injury_draft(EventKind.MEDICAL_TREATMENT, happened_on=safety.TODAY.replace(year=2025))
            services.report_event(firm_x.id, draft, by=None)
    said = page("h2" + ASKED)
    assert "This can be decided" in said
    assert "the chance is" in said
    assert "This cannot be decided" in page("h1" + ASKED), "one absence is one absence"


@pytest.mark.parametrize("asked", ["&fall=none", "&years=0", "&years=1e9", "&fall=half&fall=x&years=%00", "&years=-1"])
def test_what_is_not_offered_reads_as_half_in_three_years(page, asked):
    said = page(f"h1?period=2025{asked}")
    assert "You would work about 102,000 hours." in said


def test_without_any_injury_there_is_nothing_to_promise_and_without_hours_nothing_to_ask(sign_in, stopped):  # noqa: F811
    firm = organisation()
    safety.hours(firm, Month(2025, 6))
    client = sign_in(member(firm))
    said = text(client.get(at(firm, f"/indicators/h1{ASKED}")))
    assert "so there cannot be fewer: no number of hours is enough." in said
    assert "Before you promise" not in text(client.get(at(firm, "/indicators/h1?period=2024")))
