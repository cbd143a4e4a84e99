"""A month's hours: what is asked, what is refused, what is kept, and what others hear."""

from decimal import Decimal

import pytest

from app.blueprints.safety import queries, services
from app.blueprints.safety.services import figures
from app.blueprints.safety.terms import Basis, Month, Question, SiteHours, Window
from app.core.errors import Refused
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation
from tests.factories.safety import THIS_MONTH, hours_draft, working_for

FEBRUARY = Month(2026, 2)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    safety.stop_the_clock(monkeypatch)


@pytest.fixture
def firm(db_session):
    return organisation()


def refusal(firm, draft) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught, working_for(firm):
        services.report_hours(firm.id, draft, by=None)
    return caught.value.code, caught.value.field


def at(site, own: float, hired_in: float = 0) -> SiteHours:
    return SiteHours(site_id=site if isinstance(site, int) else site.id, own=Decimal(own), hired_in=Decimal(hired_in))


def days(agreed: float | None, lost: float | None, **values):
    pair = {"agreed_days": agreed, "lost_days": lost}
    return hours_draft(**{name: None if value is None else Decimal(value) for name, value in pair.items()}, **values)


@pytest.mark.parametrize(
    ("draft", "refused"),
    [
        (hours_draft(own=0), ("nobody_worked", "confirmed")),
        (hours_draft(own=0, confirmed=Question.MANY_HOURS), ("nobody_worked", "confirmed")),
        (hours_draft(own=6001, headcount=20), ("many_hours", "confirmed")),
        (hours_draft(own=6001, headcount=20, confirmed=Question.NOBODY_WORKED), ("many_hours", "confirmed")),
        (
            hours_draft(own=20 * 31 * 24 + 1, headcount=20, confirmed=Question.MANY_HOURS),
            ("more_hours_than_people", "own"),
        ),
        (hours_draft(own=-1), ("hours_below_0", "own")),
        (days(420, None), ("days_come_in_pairs", "lost_days")),
        (days(None, 16), ("days_come_in_pairs", "agreed_days")),
        (days(420, 420.5), ("more_lost_than_agreed", "lost_days")),
        (days(420, -1), ("days_below_0", "lost_days")),
        (days(10_000_000, 0), ("too_many_days", "agreed_days")),
        (days(20 * 31 + 1, 0, headcount=20), ("more_days_than_people", "agreed_days")),
    ],
)
def test_what_cannot_be_is_refused_and_what_hardly_can_is_asked(firm, draft, refused):
    assert refusal(firm, draft) == refused


def test_a_yes_to_what_was_asked_is_taken(firm):
    closed = safety.hours(firm, own=0, confirmed=Question.NOBODY_WORKED)
    many = safety.hours(firm, FEBRUARY, own=6001, headcount=20, confirmed=Question.MANY_HOURS)
    assert (closed.total, many.total) == (0, 6001)


def test_a_month_has_no_more_hours_at_its_sites_than_in_all(firm):
    one, two = safety.site(firm).id, safety.site(firm, "Kaia").id
    assert refusal(firm, hours_draft(own=100, sites=(at(one, 60), at(two, 41)))) == ("sites_above_the_month", "own")
    assert refusal(firm, hours_draft(own=100, hired_in=Decimal(5), sites=(at(one, 60, 6),)))[1] == "hired_in"
    assert safety.hours(firm, own=100, sites=(at(one, 60), at(two, 40))).own == 100


def test_hours_are_placed_at_sites_of_ones_own_that_are_in_use(firm):
    theirs, closed = safety.site(organisation()), safety.site(firm, "Gamlekaia")
    with working_for(firm):
        services.retire_site(queries.get_site(closed.id), version=1, by=None)
    mine = safety.site(firm).id
    for site, code in ((theirs.id, "site_unknown"), (closed.id, "site_is_retired")):
        assert refusal(firm, hours_draft(sites=(at(site, 1),))) == (code, f"site_own_{site}")
    assert refusal(firm, hours_draft(sites=(at(mine, 1), at(mine, 1))))[0] == "site_unknown"


def test_a_correction_keeps_days_and_split_of_before(firm):
    one, two = safety.site(firm), safety.site(firm, "Kaia")
    hours = safety.hours(firm, **vars_of(days(420, 16)), headcount=20, sites=(at(one, 1000.25), at(two, 500, 0)))
    with working_for(firm):
        listed = queries.hours_of(firm.id, Window(THIS_MONTH, THIS_MONTH))[0]
        draft = days(400, 10, own=2900, version=1, sites=(at(two, 700),))
        services.correct_hours(listed, draft, by=None)
    with working_for(firm):
        now = queries.get_hours(hours.id)
        was = queries.hours_history(now)[0].HoursRevision
        assert [(row.site_id, row.own) for row in now.sites] == [(two.id, 700)]
        assert (now.agreed_days, now.lost_days, now.headcount) == (400, 10, None)
    assert (was.agreed_days, was.lost_days, was.headcount) == (420, 16, 20)
    assert was.sites == [
        {"site_id": one.id, "own": "1000.25", "hired_in": "0.00"},
        {"site_id": two.id, "own": "500.00", "hired_in": "0.00"},
    ]


def vars_of(draft) -> dict:
    return {"agreed_days": draft.agreed_days, "lost_days": draft.lost_days}


def test_a_month_keeps_a_site_that_was_retired_since(firm):
    site = safety.site(firm)
    hours = safety.hours(firm, sites=(at(site, 1000),))
    with working_for(firm):
        services.retire_site(queries.get_site(site.id), version=1, by=None)
    with working_for(firm):
        draft = hours_draft(own=2900, version=1, sites=(at(site, 900),))
        services.correct_hours(queries.get_hours(hours.id), draft, by=None)
    with working_for(firm):
        assert [row.own for row in queries.get_hours(hours.id).sites] == [900]


def test_several_months_are_saved_together_or_not_at_all(firm, owner_sql):
    safety.hours(firm, FEBRUARY)
    drafts = [hours_draft(Month(2026, 1)), hours_draft(FEBRUARY)]
    with working_for(firm):
        assert {month: fault.code for month, fault in services.month_faults(firm.id, drafts).items()} == {
            FEBRUARY: "hours_reported_already"
        }
        with pytest.raises(Refused):
            services.report_months(firm.id, drafts, by=None)
    assert owner_sql("SELECT month FROM safety_hours") == [(2,)]
    with working_for(firm):
        services.report_months(firm.id, [hours_draft(Month(2026, 1)), hours_draft(Month(2025, 12))], by=None)
    assert owner_sql("SELECT year, month FROM safety_hours ORDER BY 1, 2") == [(2025, 12), (2026, 1), (2026, 2)]


def test_whoever_asks_hears_of_every_write_and_of_its_years(firm, monkeypatch):
    told: list = []
    monkeypatch.setattr(figures, "_heard", [lambda firm_id, years: told.append((firm_id, set(years)))])
    hours = safety.hours(firm)
    with working_for(firm):
        services.correct_hours(queries.get_hours(hours.id), hours_draft(own=1, version=1), by=None)
        services.report_months(firm.id, [hours_draft(Month(2025, 12)), hours_draft(Month(2026, 1))], by=None)
    assert told == [(firm.id, {2026}), (firm.id, {2026}), (firm.id, {2025, 2026})]


def test_the_journal_knows_which_month_and_never_how_much(firm, owner_sql):
    kari = actor(member(firm))
    site = safety.site(firm, "Hemmeleg stad", by=kari)
    hours = safety.hours(firm, own=3111, by=kari, sites=(at(site, 3000),))
    with working_for(firm):
        services.correct_hours(queries.get_hours(hours.id), hours_draft(own=3222, version=1), by=kari)
    rows = owner_sql(
        "SELECT what, organisation_id, data::text FROM journal_entry WHERE what LIKE 'safety.%' ORDER BY seq"
    )
    assert [row[0] for row in rows] == ["safety.site_added", "safety.hours_reported", "safety.hours_corrected"]
    assert not any(secret in str(rows) for secret in ("Hemmeleg", "3111", "3222", "3000"))


# ---- what is asked of the hours ----------------------------------------------------------------------------------


def test_days_hours_and_headcount_of_a_window(firm, statements):
    one, two = safety.site(firm), safety.site(firm, "Kaia")
    safety.hours(firm, Month(2026, 1), **vars_of(days(420, 16)), headcount=20, sites=(at(one, 1000), at(two, 500, 0)))
    safety.hours(firm, FEBRUARY, hired_in=Decimal(100), sites=(at(one, 500, 50),), basis=Basis.ESTIMATED)
    safety.hours(firm, THIS_MONTH, **vars_of(days(400, 4)), headcount=22)
    winter = Window(Month(2026, 1), FEBRUARY)
    with working_for(firm):
        with statements() as seen:
            assert queries.sickness_days(firm.id, winter) == (16, 420, 1)
            assert queries.hours_by_site(firm.id, winter) == {one.id: (1500, 50, 2), two.id: (500, 0, 1)}
            assert queries.newest_headcount(firm.id) == 22
            january, february = queries.hours_by_month(firm.id, winter).values()
        assert len(seen) == 4 + 1, seen  # and whose rows are seen
    assert (january.lost_days, january.agreed_days, january.headcount, january.estimated) == (16, 420, 20, False)
    assert (february.own, february.hired_in, february.total, february.estimated) == (3000, 100, 3100, True)
    assert (february.lost_days, february.headcount) == (None, None)


def test_a_firm_without_hours_has_neither_days_nor_people(firm):
    with working_for(firm):
        assert queries.sickness_days(firm.id, Window(FEBRUARY, FEBRUARY)) == (0, 0, 0)
        assert queries.newest_headcount(firm.id) is None


def test_a_closed_month_does_not_make_a_firm_small(firm):
    safety.hours(firm, FEBRUARY, headcount=31)
    safety.hours(firm, own=0, headcount=0)
    with working_for(firm):
        assert queries.newest_headcount(firm.id) == 31


def test_duties_by_size_are_told_by_the_hours(firm):
    from app.blueprints.internal_control.services import size_of

    safety.hours(firm, headcount=31)
    with working_for(firm):
        assert size_of(firm, None).headcount == 31
