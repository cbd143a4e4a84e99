"""The pages of hours: what is asked is answered on the page, nothing typed is lost, a year is seen at a glance."""

import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import Basis, Month, SiteHours
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation
from tests.factories.safety import THIS_MONTH, hours_draft, working_for

FEBRUARY = Month(2026, 2)


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def editor(firm, sign_in, monkeypatch):
    """Signed in on 17 March 2026."""
    safety.stop_the_clock(monkeypatch)
    return sign_in(member(firm, "editor", name="Eli Prøve"))


def at(firm, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/safety/hours{path}"


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def typed(**values) -> dict[str, str]:
    return {"month": "2026-02", "own": "3000", "basis": "measured", "headcount": "20", "once": "a"} | values


def part(site, own, hired_in=0) -> SiteHours:
    return SiteHours(site_id=site.id, own=Decimal(own), hired_in=Decimal(hired_in))


# ---- one month -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "question", "box"),
    [
        ({"own": "0"}, "hours of the whole month are 0", 'value="nobody_worked"'),
        ({"own": "6500"}, "more than 300 hours in one month for each employee", 'value="many_hours"'),
    ],
)
def test_what_is_unlikely_is_asked_about_and_a_yes_is_enough(firm, editor, owner_sql, values, question, box):
    asked = editor.post(at(firm, "/new"), data=typed(**values))
    assert asked.status_code == 422
    assert question in page(asked)
    assert box in asked.get_data(as_text=True)
    confirmed = re.search(r'name="confirmed"[^>]*value="(\w+)"', asked.get_data(as_text=True)).group(1)
    assert editor.post(at(firm, "/new"), data=typed(confirmed=confirmed, **values)).status_code == 303
    assert owner_sql("SELECT own FROM safety_hours") == [(Decimal(values["own"]),)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"agreed_days": "420"}, "Write both agreed and lost days"),
        ({"agreed_days": "420", "lost_days": "421"}, "More days cannot be lost than were agreed"),
        ({"agreed_days": "420", "lost_days": "-1"}, "Days cannot be below 0"),
        ({"agreed_days": "many", "lost_days": "1"}, "Write days as a number"),
        ({"agreed_days": "99999", "lost_days": "1"}, "20 people cannot agree to so many days"),
        ({"hired_in": "-3"}, "Hours cannot be below 0"),
        ({"confirmed": "<b>", "own": "0", "hired_in": "0"}, "hours of the whole month are 0"),
    ],
)
def test_days_that_cannot_be_are_refused_and_what_was_typed_is_kept(firm, editor, owner_sql, values, said):
    response = editor.post(at(firm, "/new"), data=typed(**({"hired_in": "12,25"} | values)))
    assert response.status_code == 422
    assert said in page(response)
    for name, value in values.items():
        assert name == "confirmed" or f'value="{value}"' in response.get_data(as_text=True)
    assert owner_sql("SELECT * FROM safety_hours") == []


def test_sickness_is_explained_with_an_example_and_asks_for_nobody(firm, editor):
    form = page(editor.get(at(firm, "/new")))
    assert "40 days × 0.8 position × 0.5 sick = 16" in form
    assert "no name and no diagnosis" in form
    saved = editor.post(at(firm, "/new"), data=typed(agreed_days="400", lost_days="16"))
    assert "16 of 400 agreed days lost to sickness (4.0 %)" in page(editor.get(saved.location))


def test_sites_are_asked_for_only_where_there_are_any(firm, editor, owner_sql):
    assert "site_own_" not in editor.get(at(firm, "/new")).get_data(as_text=True)
    site = safety.site(firm)
    assert "Verkstaden" in page(editor.get(at(firm, "/new")))
    saved = editor.post(at(firm, "/new"), data=typed(**{f"site_own_{site.id}": "1 200,5"}))
    assert saved.status_code == 303
    assert owner_sql("SELECT site_id, own, hired_in FROM safety_hours_site") == [(site.id, Decimal("1200.5"), 0)]
    assert "Verkstaden" in page(editor.get(saved.location))


def test_a_site_retired_meanwhile_or_of_another_firm_is_answered_and_not_passed_over(firm, editor, owner_sql):
    theirs, gone = safety.site(organisation(), "Hemmeleg"), safety.site(firm, "Gamlekaia")
    with working_for(firm):
        services.retire_site(queries.get_site(gone.id), version=1, by=None)
    for site, said in ((gone, "Gamlekaia is not in use any more"), (theirs, "This site is not one of yours")):
        response = editor.post(at(firm, "/new"), data=typed(**{f"site_own_{site.id}": "777"}))
        assert response.status_code == 422
        assert said in page(response)
        assert 'value="777"' in response.get_data(as_text=True)
        assert "Hemmeleg" not in page(response)
    assert owner_sql("SELECT * FROM safety_hours") == []


def test_sites_with_more_hours_than_the_month_are_refused(firm, editor):
    site = safety.site(firm)
    response = editor.post(at(firm, "/new"), data=typed(**{f"site_own_{site.id}": "3000,5"}))
    assert response.status_code == 422
    assert "sites together have more hours than the month" in page(response)


@pytest.mark.parametrize(
    ("people", "own"), [("20", "2,833"), ("2,5", "354"), ("0", ""), ("x", ""), ("9" * 30, ""), ("-4", "")]
)
def test_an_estimate_is_suggested_and_marked_as_one(firm, editor, people, own):
    form = editor.get(at(firm, f"/new?month=2026-01&people={people}")).get_data(as_text=True)
    assert re.search(r'name="own"[^>]*value="([^"]*)"', form).group(1) == own
    assert ("This is an estimate" in form) is bool(own)
    assert ("Write the number of full positions" in form) is not bool(own)
    assert 'selected value="2026-01"' in form


def test_a_month_reported_already_leads_to_its_correction(firm, editor):
    hours = safety.hours(firm, FEBRUARY, own=2900)
    response = editor.post(at(firm, "/new"), data=typed(own="3100"))
    assert response.status_code == 422
    assert at(firm, f"/{hours.id}/correct") in response.get_data(as_text=True)
    assert "Saved now: 2,900 hours by own people" in page(response)
    assert 'value="3100"' in response.get_data(as_text=True)


def test_estimated_hours_carry_a_warning_wherever_they_stand(firm, editor):
    hours = safety.hours(firm, FEBRUARY, basis=Basis.ESTIMATED)
    assert "These hours are estimated" in page(editor.get(at(firm, f"/{hours.id}")))
    assert "Estimated" in page(editor.get(at(firm)))
    assert "Hours are estimated in 1 of the months" in page(editor.get(at(firm)))


def test_the_newest_number_of_employees_is_suggested(firm, editor):
    safety.hours(firm, Month(2026, 1), headcount=17)
    assert re.search(r'name="headcount"[^>]*value="17"', editor.get(at(firm, "/new")).get_data(as_text=True))


def test_the_second_of_two_sees_days_and_sites_of_the_first_beside_what_was_typed(firm, editor, owner_sql):
    site = safety.site(firm)
    hours = safety.hours(firm, FEBRUARY)
    with working_for(firm):
        days = {"agreed_days": Decimal(400), "lost_days": Decimal(9)}
        draft = hours_draft(FEBRUARY, 2900, version=1, sites=(part(site, 1100),), **days)
        services.correct_hours(queries.get_hours(hours.id), draft, by=actor(member(firm, name="Siv Prøve")))
    mine = typed(own="2700", agreed_days="380", lost_days="8", version="1", **{f"site_own_{site.id}": "1000"})
    response = editor.post(at(firm, f"/{hours.id}/correct"), data=mine)
    assert response.status_code == 409
    shown = page(response)
    for first in ("Siv Prøve", "2,900", "9 of 400 agreed days", "Verkstaden: 1,100 by own people"):
        assert first in shown
    for second in ("2700", "380", "8", "1000"):
        assert f'value="{second}"' in response.get_data(as_text=True)
    again = editor.post(at(firm, f"/{hours.id}/correct"), data=mine | {"version": "2", "once": "b"})
    assert again.status_code == 303
    history = page(editor.get(again.location))
    assert "What it said before" in history
    assert "Verkstaden: 1,100 by own people, 0 by hired-in people" in history
    assert owner_sql("SELECT own FROM safety_hours_site") == [(Decimal(1000),)]


# ---- a year --------------------------------------------------------------------------------------------------------


def test_a_year_shows_what_is_there_what_lacks_and_what_has_not_begun(firm, editor):
    safety.hours(firm, Month(2026, 1), hired_in=Decimal(100))
    rows = re.findall(r"<tr.*?</tr>", editor.get(at(firm)).get_data(as_text=True), re.DOTALL)
    words = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
    assert words[1] == "January 2026 3,000 100 3,100 – – Measured"
    assert words[2].endswith("Not reported")
    assert words[4] == "April 2026 – – – – – Not begun"
    assert words[13] == "Together 3,000 100 3,100 – – 1 month of 12"
    assert at(firm, "/new?month=2026-02") in rows[2]


@pytest.mark.parametrize("year", ["2026", "1999", "2199", "x", "", "٢٠٢٥", "2025"])
def test_any_year_in_the_address_is_answered(firm, editor, year):
    safety.hours(firm, FEBRUARY)
    shown = page(editor.get(at(firm, f"?year={year}")))
    assert f"Hours worked in {'2025' if year == '2025' else '2026'}" in shown


def test_a_firm_with_older_hours_finds_their_year(firm, editor):
    safety.hours(firm, Month(2014, 5))
    assert "Hours worked in 2014" in page(editor.get(at(firm, "?year=2014")))
    assert at(firm, "?year=2014") in editor.get(at(firm)).get_data(as_text=True)


def year_typed(**values) -> dict[str, str]:
    return {"basis": "estimated", "once": "a", "own_11": "2 900", "headcount_11": "20", "own_12": "2500"} | values


def test_several_months_are_filled_in_on_one_page(firm, editor, owner_sql):
    safety.hours(firm, Month(2025, 10))
    form = editor.get(at(firm, "/fill?year=2025")).get_data(as_text=True)
    assert 'name="own_10"' not in form
    response = editor.post(at(firm, "/fill?year=2025"), data=year_typed(agreed_days_12="420", lost_days_12="16"))
    assert response.status_code == 303
    assert "The hours of 2 months are saved" in page(editor.get(response.location))
    assert owner_sql(
        "SELECT month, own, basis, headcount, lost_days FROM safety_hours WHERE month > 10 ORDER BY 1"
    ) == [
        (11, 2900, "estimated", 20, None),
        (12, 2500, "estimated", None, 16),
    ]


@pytest.mark.parametrize(
    ("values", "row", "said"),
    [
        ({"own_12": "lots"}, "own_12", "Write hours as a number"),
        ({"own_12": "", "hired_in_12": "5"}, "own_12", "cannot be empty"),
        ({"headcount_12": "2"}, "own_12", "2 people cannot work so many hours"),
        ({"lost_days_12": "3"}, "agreed_days_12", "Write both"),
        ({"own_12": "0"}, "confirmed_12", "hours of the whole month are 0"),
        ({"own_10": "10"}, "own_10", "has been reported already"),
        ({"own_03": "x" * 9}, "own_03", "Write hours as a number"),
    ],
)
def test_one_month_that_cannot_be_stops_them_all_and_is_pointed_at(firm, editor, owner_sql, values, row, said):
    safety.hours(firm, Month(2025, 10))
    response = editor.post(at(firm, "/fill?year=2025"), data=year_typed(**values))
    assert response.status_code == 422
    found = re.search(rf'id="{row}-error">(.*?)</div>', response.get_data(as_text=True), re.DOTALL)
    assert said in found.group(1)
    assert 'value="2 900"' in response.get_data(as_text=True)
    assert owner_sql("SELECT month FROM safety_hours") == [(10,)]


def test_nothing_filled_in_is_said_and_a_full_year_has_nothing_to_fill(firm, editor):
    empty = editor.post(at(firm, "/fill?year=2025"), data={"basis": "measured", "once": "a"})
    assert empty.status_code == 422
    assert "at least one month" in page(empty)
    with working_for(firm):
        services.report_months(firm.id, [hours_draft(Month(2025, month)) for month in range(1, 13)], by=None)
    assert "Every month has hours" in page(editor.get(at(firm, "/fill?year=2025")))


def test_a_month_to_come_is_not_offered_and_not_taken(firm, editor):
    assert 'name="own_04"' not in editor.get(at(firm, "/fill?year=2026")).get_data(as_text=True)
    response = editor.post(at(firm, "/fill?year=2026"), data={"basis": "measured", "own_04": "5", "once": "a"})
    assert response.status_code == 422
    assert "This month has not begun yet" in page(response)


# ---- for one's own spreadsheet -------------------------------------------------------------------------------------


def test_the_workbook_has_every_month_with_days_and_sites(firm, editor):
    site = safety.site(firm, "=1+1")
    safety.hours(firm, Month(2014, 5), own="10.5", basis=Basis.ESTIMATED)
    days = {"agreed_days": Decimal(420), "lost_days": Decimal(16)}
    safety.hours(firm, FEBRUARY, hired_in=Decimal(100), headcount=20, sites=(part(site, 1000, 50),), **days)
    response = editor.get(at(firm, ".xlsx"))
    head, *rows = load_workbook(BytesIO(response.data)).active.iter_rows(values_only=True)
    assert head[-2:] == ("Own people, =1+1", "Hired-in people, =1+1")
    february, may = rows
    assert february == (
        "2026-02", 3000, 100, 3100, "Measured: from time sheets or payroll", 20, 420, 16, 0, datetime(2026, 3, 17), 1000, 50,  # noqa: DTZ001
    )  # fmt: skip
    assert may[:5] == ("2014-05", 10.5, 0, 10.5, "Estimated")
    assert may[-2:] == (None, None)


def test_the_workbook_is_for_the_firms_own_people(firm, sign_in):
    assert sign_in(member(firm, "reader")).get(at(firm, ".xlsx")).status_code == 200
    assert sign_in(member(organisation("buyer"))).get(at(firm, ".xlsx")).status_code == 404


@pytest.mark.parametrize(("path", "most"), [("", 6), ("/fill?year=2025", 5), ("/new", 7), (".xlsx", 7)])
def test_a_page_takes_few_statements_however_long_the_years(firm, editor, statements, path, most):
    site = safety.site(firm)
    with working_for(firm):
        drafts = [hours_draft(THIS_MONTH.plus(-back), sites=(part(site, 10),)) for back in range(1, 60)]
        services.report_months(firm.id, drafts, by=None)
    editor.get(at(firm, path))
    with statements() as seen:
        assert editor.get(at(firm, path)).status_code == 200
    assert len(seen) <= most, seen
