"""The pages of figures: the worked example of the field, each number with what it is made of, and nothing stronger."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from html5lib import parse

from app.blueprints.safety import queries, services
from app.blueprints.safety.rules import (
    Injured,
    Quarter,
    Register,
    counted,
    in_quarter,
    lines,
    offered_years,
    overlap,
    quarters_ending,
    section_of,
    window_of,
)
from app.blueprints.safety.terms import EventKind, Figure, Method, Month, Relation, Share, Window
from app.core import clock
from tests.factories import safety
from tests.factories.accounts import member, organisation
from tests.factories.safety import TODAY, working_for

YEAR = Window(Month(2025, 1), Month(2025, 12))


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).replace("\u00a0", " ").split())


def at(firm, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/safety{path}"


@pytest.fixture
def stopped(monkeypatch):
    safety.stop_the_clock(monkeypatch)


@pytest.fixture
def firm_x(db_session, stopped):
    """Firm X of the research note's section C, in the calendar year 2025."""
    firm = organisation()
    with working_for(firm):
        for month in YEAR.months:
            own = Decimal(34_000) / 12
            services.report_hours(
                firm.id,
                safety.hours_draft(
                    month,
                    own.quantize(Decimal("0.01")) if month.month < 12 else Decimal(34_000) - 11 * Decimal("2833.33"),
                    headcount=20,
                    agreed_days=Decimal("383.33") if month.month < 12 else Decimal("383.37"),
                    lost_days=Decimal("17.25"),
                ),
                by=None,
            )
        lost = safety.injury_draft(EventKind.LOST_TIME, happened_on=date(2025, 3, 4), lost_days=12)
        services.report_event(firm.id, lost, by=None)
        treated = safety.injury_draft(EventKind.MEDICAL_TREATMENT, happened_on=date(2025, 9, 4))
        services.report_event(firm.id, treated, by=None)
        for n in range(14):
            services.report_event(firm.id, safety.near_miss_draft(happened_on=date(2025, 1 + n % 12, 8)), by=None)
    return firm


@pytest.fixture
def reader(firm_x, sign_in):
    return sign_in(member(firm_x, "reader"))


# ---- the worked example ------------------------------------------------------------------------------------------


EXPECTED = {  # research note, section C
    Figure.H1: ("29.4", "0.7 to 163.9"),
    Figure.H2: ("58.8", "7.1 to 212.5"),
    Figure.F: ("352.9", None),
    Figure.SEVERITY: ("0.353", None),
    Figure.TRIR: ("11.8", None),
    Figure.ABSENCE: ("4.50", None),
    Figure.RATIO: ("7.0", None),
    Figure.FREQUENCY: ("0.70", None),
    Figure.INCIDENCE: ("5,000", "127 to 27,858"),
}


def test_the_table_of_figures_is_the_worked_example_of_the_field(firm_x, reader):
    page = reader.get(at(firm_x, "/indicators?period=2025"))
    tree = parse(page.get_data(as_text=True), namespaceHTMLElements=False)
    rows = {row.find(".//a").get("href").split("/indicators/")[1].split("?")[0]: row for row in tree.iter("tr")
            if row.find("th//a") is not None}  # fmt: skip
    for figure, (value, interval) in EXPECTED.items():
        cells = [" ".join("".join(cell.itertext()).split()) for cell in rows[figure.value].iter("td")]
        assert cells[0].removesuffix(" %") == value
        if interval:
            assert cells[1] == interval
    assert rows.keys() == {figure.value for figure in Figure}


def test_the_page_on_method_shows_the_same_example_to_anybody(client):
    words = text(client.get("/en/safety/method"))
    assert all(value in words and (interval is None or interval in words) for value, interval in EXPECTED.values())
    assert "Garwood" in words


@pytest.mark.parametrize("figure", list(Figure))
def test_a_figure_leads_to_its_definition_hours_and_source(firm_x, reader, figure):
    words = text(reader.get(at(firm_x, f"/indicators/{figure.value}?period=2025")))
    assert EXPECTED[figure][0] in words
    for heading in ("Formula", "Defined by", "What is left out, and why", "month by month"):
        assert heading in words


def test_the_numerator_leads_to_the_events_that_are_counted(firm_x, reader):
    words = text(reader.get(at(firm_x, "/indicators/h1?period=2025"))).split("The events counted", 1)[1]
    assert "4 March 2025" in words
    assert "4 September 2025" not in words


def test_days_have_no_interval_and_rates_have_one():
    register = Register({}, {}, {})
    assert all(line.value is None for line in lines(counted(register, YEAR)))
    found = counted(small_year(), YEAR)
    with_interval = {line.figure for line in lines(found) if line.low is not None}
    assert with_interval == {Figure.H1, Figure.H2, Figure.TRIR, Figure.INCIDENCE}


# ---- what is counted ---------------------------------------------------------------------------------------------


def small_year(**injuries) -> Register:
    from app.blueprints.safety.rules import MonthHours

    hours = {month: MonthHours(Decimal(1_000), estimated=False, headcount=10) for month in YEAR.months}
    return Register(hours, injuries.get("injuries", {}), injuries.get("near_misses", {}))


def test_what_lies_in_a_month_without_hours_is_in_neither_side_of_a_figure():
    register = small_year(
        injuries={(Month(2025, 2), EventKind.LOST_TIME, Relation.OWN): Injured(1, 9, 1)},
        near_misses={Month(2025, 2): 5, Month(2025, 3): 7},
    )
    hours = {month: said for month, said in register.hours.items() if month != Month(2025, 2)}
    found = counted(Register(hours, register.injuries, register.near_misses), YEAR)
    assert (found.left_out, found.misses_left_out, found.months) == (1, 5, 11)
    assert (found.figures.lost_days, found.figures.near_misses, found.figures.hours) == (0, 7, 11_000)


def test_people_whose_hours_are_not_ours_are_not_counted_but_told_of():
    found = counted(small_year(injuries={(Month(2025, 2), EventKind.LOST_TIME, Relation.OTHER): Injured(2)}), YEAR)
    assert (found.outside, found.figures.injuries) == (2, {})


def test_incidence_counts_only_our_own_employees_as_the_headcount_does():
    injuries = {
        (Month(2025, 2), EventKind.LOST_TIME, Relation.OWN): Injured(1, 9, 1),
        (Month(2025, 3), EventKind.LOST_TIME, Relation.HIRED_IN): Injured(1, 9, 1),
    }
    found = counted(small_year(injuries=injuries), YEAR)
    assert found.figures.over_three_days == 1
    assert found.figures.injuries[EventKind.LOST_TIME] == 2


def test_mid_p_is_narrower_and_begins_at_nothing_without_events():
    found = counted(small_year(), YEAR)
    exact, mid = lines(found)[0], lines(found, Method.MID_P)[0]
    assert mid.low == exact.low == 0
    # Upper ends for no events in 12,000 hours: -ln(0.05) and -ln(0.025), by hours and a million.
    assert mid.high == pytest.approx(2.995732274 / 12_000 * 1e6)
    assert exact.high == pytest.approx(3.688879454 / 12_000 * 1e6)


def test_a_period_is_what_it_says_and_nothing_else_is_one():
    last = Month(2026, 2)
    assert window_of("12", last) == Window(Month(2025, 3), last)
    assert window_of("36-before", last) == Window(Month(2020, 3), Month(2023, 2))
    assert window_of("2025", last) == YEAR
    assert window_of("2026", last) == Window(Month(2026, 1), last)
    assert [window_of(code, last) for code in ("2027", "2015", "x", "", "٢٠٢٥", "12 ", "-999")] == [None] * 7
    assert offered_years(last, Month(2024, 5)) == [2026, 2025, 2024]
    assert overlap(YEAR, Window(Month(2025, 12), last))
    assert not overlap(YEAR, Window(Month(2026, 1), last))


def test_quarters_hold_their_months():
    assert quarters_ending(Month(2026, 2), 3) == [Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1)]
    assert Quarter(2025, 4).window == Window(Month(2025, 10), Month(2025, 12))
    shares = {Month(2025, 10): Share(1, 2), Month(2025, 12): Share(2, 2), Month(2026, 1): Share(9, 9)}
    assert in_quarter(shares, Quarter(2025, 4)) == Share(3, 4)


def test_a_code_of_industry_gives_its_section_and_an_unknown_one_all_industries():
    assert [section_of(code) for code in ("43.210", "25.110", "01.1", "49.41", "35.1", "38.1", "62.010", "", None)] == [
        "F", "C", "A", "H", "D", "E", "", "", "",
    ]  # fmt: skip


# ---- comparison, sector, times between ---------------------------------------------------------------------------


def months_of(firm, first: Month, count: int, own=3000) -> None:
    with working_for(firm):
        for n in range(count):
            services.report_hours(firm.id, safety.hours_draft(first.plus(n), own), by=None)


def hurt(firm, *days: date) -> None:
    with working_for(firm):
        for day in days:
            services.report_event(firm.id, safety.injury_draft(happened_on=day), by=None)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    # With equal hours: 0 of 5 has p = 0.0625, 0 of 6 has 0.031 (research note D3).
    [(5, 0, "Too little data to tell"), (6, 0, "Lower, supported"), (0, 6, "Higher, supported"),
     (5, 3, "Lower, may be chance"), (3, 5, "Higher, may be chance")],
)  # fmt: skip
def test_two_years_are_compared_in_the_five_fixed_sentences(db_session, stopped, sign_in, before, after, said):
    firm = organisation()
    months_of(firm, Month(2024, 1), 26, 1000)
    hurt(firm, *(date(2024, 1 + n, 3) for n in range(before)), *(date(2025, 1 + n, 3) for n in range(after)))
    page = sign_in(member(firm, "reader")).get(at(firm, "/indicators/h1?after=2025&before=2024"))
    words = text(page).split("Two periods compared")[1].split("Seen beside the sector")[0]
    sentences = (
        "Too little data to tell", "Lower, may be chance", "Lower, supported", "Higher, may be chance",
        "Higher, supported",
    )  # fmt: skip
    assert [sentence for sentence in sentences if sentence in words] == [said]


def test_too_few_says_how_many_and_how_many_hours_it_would_take(db_session, stopped, sign_in):
    firm = organisation()
    months_of(firm, Month(2024, 1), 24, 1000)
    hurt(firm, date(2024, 5, 3))
    words = text(sign_in(member(firm, "reader")).get(at(firm, "/indicators/h1?after=2025&before=2024")))
    assert "5 injuries more" in words
    assert "468,000 hours without" in words  # one event before: 39 times its 12,000 hours


def test_periods_that_overlap_are_not_compared(firm_x, reader):
    words = text(reader.get(at(firm_x, "/indicators/h1?after=12&before=2025")))
    assert "Choose two that do not overlap" in words


def test_the_shrunken_rate_stands_beside_the_raw_one_with_weight_year_and_source(firm_x, reader):
    page = text(reader.get(at(firm_x, "/indicators/h1?period=2025&sector=F&shape=2")))
    words = page.split("Seen beside the sector")[1]
    # (2 + 1) / (2 / 3.059e-6 + 34,000) and 34,000 / (2 / 3.059e-6 + 34,000), by hand.
    prior = 2 / 3.059e-6
    assert f"{3e6 / (prior + 34_000):.1f}" in words
    assert f"{34_000 / (prior + 34_000):.0%}" in words
    for part in ("29.4", "2018", "more than three days", "is an assumption", "3.1"):
        assert part in words


def test_a_sector_or_shape_that_is_none_falls_back_kindly(firm_x, reader):
    words = text(reader.get(at(firm_x, "/indicators/h1?period=99&sector=Q&shape=17&method=guess&after=x")))
    assert "All industries" in words
    assert "(shape 2)" in words


def test_the_open_time_is_drawn_open_and_celebrated_by_nobody(db_session, stopped, sign_in):
    firm = organisation()
    months_of(firm, Month(2025, 1), 14)
    first = date(2025, 1, 6)
    # Times between of 40, 95, 12, 200 and 61 days: median limits of the research note's t_exponential row.
    hurt(firm, *(first + timedelta(days=days) for days in (0, 40, 135, 147, 347, 408)))
    page = sign_in(member(firm, "reader")).get(at(firm, "/indicators/time-between?of=h1"))
    words = text(page)
    for length in (40, 95, 12, 200, 61):
        assert f" 2025: {length}" in words or f" 2026: {length}" in words
    assert f"Today: {(TODAY - (first + timedelta(days=408))).days} (so far" in words
    assert "335 days one time in twenty" in words  # next_gap_predictive_p05: 334.79
    assert not re.search(r"record of|days without injury|well done|congratulat", words, re.IGNORECASE)
    assert page.get_data(as_text=True).count('class="claimed"') >= 2


def test_no_injury_is_no_proof_of_safety(firm_x, db_session, sign_in):
    firm = organisation()
    words = text(sign_in(member(firm, "reader")).get(at(firm, "/indicators/time-between")))
    assert "no proof of safety" in words


def test_what_is_done_is_shown_quarter_by_quarter(firm_x, reader, owner_sql):
    start = datetime(2026, 2, 1, 12, tzinfo=clock.OSLO)
    event = safety.near_miss(firm_x, happened_on=date(2026, 2, 1))
    owner_sql("UPDATE safety_event SET created_at = %(at)s, answer = 'x', answered_at = %(at)s WHERE id = %(id)s",
              at=start, id=event.id)  # fmt: skip
    words = text(reader.get(at(firm_x, "/indicators/over-time")))
    assert "Q1 2026" in words
    assert "1 of 1" in words
    assert "near misses for each 1,000 hours" in words.lower()


# ---- who sees it, and what it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/indicators", "/indicators/h1", "/indicators/over-time", "/indicators/time-between"])
def test_the_figures_are_not_there_for_strangers(firm_x, sign_in, client, path):
    assert sign_in(member(organisation("buyer"), "owner")).get(at(firm_x, path)).status_code == 404
    assert client.get(at(firm_x, path)).status_code == 404


def test_a_figure_that_is_none_of_ours_is_not_found(firm_x, reader):
    assert reader.get(at(firm_x, "/indicators/h3")).status_code == 404


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("path", ["/indicators", "/indicators/h1", "/indicators/over-time", "/indicators/time-between"])
def test_the_pages_work_for_a_firm_without_anything(db_session, sign_in, lang, path):
    firm = organisation()
    assert sign_in(member(firm, "reader")).get(at(firm, path, lang)).status_code == 200


@pytest.mark.parametrize(
    ("path", "most"),
    [("/indicators", 7), ("/indicators/h1", 10), ("/indicators/absence", 9), ("/indicators/time-between", 6),
     ("/indicators/over-time", 16)],
)  # fmt: skip
def test_a_page_of_figures_takes_few_statements(firm_x, reader, statements, path, most):
    path = path.replace("absence", Figure.ABSENCE.value)
    reader.get(at(firm_x, path))
    with statements() as seen:
        assert reader.get(at(firm_x, path)).status_code == 200
    assert len(seen) <= most, seen


def test_the_register_is_read_in_two_statements(firm_x, statements):
    with working_for(firm_x):
        queries.reported_ends(firm_x.id)
        with statements() as seen:
            queries.register(firm_x.id, YEAR)
    assert len(seen) == 2
