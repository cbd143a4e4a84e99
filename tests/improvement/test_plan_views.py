"""The plan as a list, over time, by what it is about and as a workbook."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.core.clock import now, today
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.improvement import action, done

TABS = ("", "/timeline", "/by-subject", "/comments")


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


def plan_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/plan"


def titles(page):
    """Of the rows of the list, in order."""
    return [part.split("</a>")[0].rpartition(">")[2] for part in page.text.split('<th scope="row"')[1:]]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("tab", [*TABS, "/calendar", "/advisers"])
def test_every_way_of_looking_at_a_plan_works_empty_and_full(sign_in, firm, kari, lang, tab):
    client = sign_in(kari)
    assert client.get(plan_of(firm, lang) + tab).status_code == 200
    need = action(firm, kari, due_in=-3, subject="capability:HSE", cost=10)
    action(firm, kari, needs=(need.id,), starts_on=today())
    done(firm, kari)
    page = client.get(plan_of(firm, lang) + tab)
    assert page.status_code == 200
    assert 'aria-current="page"' in page.text


def test_what_is_late_and_what_comes_next_lead_the_list(sign_in, firm, kari):
    for number in range(5):
        action(firm, kari, title=f"Snart {number}", due_in=number + 1)
    action(firm, kari, title="For sent", due_in=-1)
    page = sign_in(kari).get(plan_of(firm)).text
    assert "1 action is late" in page
    first = page.split('id="actions"')[0]
    assert [f"Snart {number}" in first for number in range(5)] == [True, True, True, False, False]
    assert "For sent" in first


def test_the_list_is_narrowed_and_sorted_by_its_address(sign_in, firm, kari):
    ola = member(firm, "editor", name="Ola")
    action(firm, kari, title="Støy", due_in=5, subject="capability:HSE", starts_on=today())
    action(firm, ola, title="Strøm", due_in=3, subject="capability:ENV")
    action(firm, kari, title="Avvik", due_in=-1)
    client = sign_in(kari)

    def shown(query):
        return titles(client.get(f"{plan_of(firm)}?{query}"))

    assert shown("") == ["Avvik", "Strøm", "Støy"]
    assert shown("state=late") == ["Avvik"]
    assert shown(f"owner={ola.id}") == ["Strøm"]
    assert shown("about=capability:HSE") == ["Støy"]
    assert shown("about=none") == ["Avvik"]
    assert shown("sort=start") == ["Støy", "Avvik", "Strøm"]
    assert shown("sort=owner") == ["Avvik", "Støy", "Strøm"]
    assert shown("state=dropped") == []
    for nonsense in ("state=x&sort=y&owner=z&page=0", "owner=-1", "page=99999999999999999999", "about=&page=7"):
        assert shown(nonsense) == ["Avvik", "Strøm", "Støy"], nonsense


def test_a_filter_that_is_on_is_seen_and_can_be_taken_off(sign_in, firm, kari):
    action(firm, kari)
    page = sign_in(kari).get(plan_of(firm) + "?state=done").text
    assert "Nothing on the plan fits the filter" in page
    assert "1 filter is on" in page
    assert '<option value="done" selected>' in page


def test_a_very_long_plan_is_split_by_page(sign_in, firm, kari):
    for number in range(43):
        action(firm, kari, title=f"Tiltak {number:02}", due_in=number)
    client = sign_in(kari)
    first, second = client.get(plan_of(firm) + "/timeline"), client.get(plan_of(firm) + "/timeline?page=2")
    assert "Tiltak 39" in first.text
    assert "Tiltak 40" not in first.text
    assert "Tiltak 40" in second.text
    assert second.text.count("<svg") >= 2


@pytest.mark.parametrize("tab", [*TABS, ".xlsx"])
def test_every_way_costs_the_same_however_long_the_plan(sign_in, statements, firm, kari, tab):
    client = sign_in(kari)
    action(firm, kari, subject="capability:HSE")
    with statements() as short:
        client.get(plan_of(firm) + tab)
    for number in range(8):
        action(firm, kari, subject=f"capability:{('QUA', 'ENV', 'DIG')[number % 3]}")
    with statements() as long:
        client.get(plan_of(firm) + tab)
    assert len(long) == len(short) <= 10, long  # what each room above offers to plan actions about is one


def test_progress_tells_what_was_due_and_what_was_finished(sign_in, firm, kari, owner_sql):
    made = done(firm, kari, due_in=0)
    page = sign_in(kari).get(plan_of(firm) + "/timeline").text
    table = page.split("Progress month by month")[-1]
    assert '<td class="num nowrap">1</td><td class="num nowrap">1</td>' in table
    assert made.title in page


PAYLOADS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(1)", "=cmd|' /C calc'!A0", "＝1+1"]


def test_the_workbook_holds_the_plan_in_the_readers_language_and_no_formula(sign_in, firm, kari):
    need = action(firm, kari, title="=1+1", due_in=3)
    for number, text in enumerate(PAYLOADS):
        action(firm, kari, title=text, details=text, support=text, due_in=10 + number, cost=12_500, needs=(need.id,))
    answer = sign_in(kari).get(plan_of(firm, "nn") + ".xlsx")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    sheet = load_workbook(BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == ["=1+1", *PAYLOADS]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert rows[1][5].value.date() == today() + timedelta(days=10)
    assert rows[1][7].value == 12_500
    assert rows[1][10].value == "=1+1"
    assert sheet.freeze_panes == "A2"


def test_a_plan_prints_as_a_clean_list(sign_in, firm, kari):
    """What only a screen needs is marked so that the style sheet leaves it out of print."""
    action(firm, kari, title="Skal med")
    page = sign_in(kari).get(plan_of(firm)).text
    for part in ('<details class="filter-box no-print"', '<div class="cards no-print"', '<nav class="subnav"'):
        assert part in page
    assert "no-print" not in page.split("<table")[1].split("</table>")[0]


def test_an_action_that_waits_for_an_unfinished_one_says_so(sign_in, firm, kari):
    need = done(firm, kari, title="Ferdig")
    action(firm, kari, title="Kan begynne", needs=(need.id,))
    assert "Waits for another" not in sign_in(kari).get(plan_of(firm)).text
    with unit_of_work(acting_for(firm.id)):
        db.session.add(need)
        need.status, need.finished_at, need.changed_at = "started", None, now()
    assert "Waits for another" in sign_in(kari).get(plan_of(firm)).text
