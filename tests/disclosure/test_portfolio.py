"""The buyer's suppliers: by name and by nothing else, at a cost that does not grow with them or with their years."""

import io

import openpyxl
import pytest

from app.blueprints.disclosure.queries import disclosed
from app.blueprints.disclosure.terms import PORTFOLIO_LENGTH
from app.core.alphabet import sort_key
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories import accounts, disclosure

LAST = disclosure.last_year()


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer", name="Vik kommune")


@pytest.fixture
def reader(buyer, sign_in):
    return sign_in(accounts.member(buyer, "reader"))


def sharing(buyer, *names, **values):
    made = [accounts.organisation(name=name, sort_key=sort_key(name)) for name in names]
    for firm in made:
        disclosure.consent(firm, buyer, **values)
    return made


def page(buyer, path=""):
    return f"/nb/organisations/{buyer.id}/portfolio{path}"


def places(text, *names):
    return sorted(names, key=text.index)


def test_firms_stand_in_the_order_of_their_names_whatever_they_disclose_and_whatever_is_asked(buyer, reader):
    _, middle, _ = sharing(buyer, "Årdal Rør", "Moen Tak", "Berg Bygg")
    disclosure.whole_year(middle)
    disclosure.injuries(middle, 10)
    in_order = ["Berg Bygg", "Moen Tak", "Årdal Rør"]
    for asked in ("", "?order=injuries", "?sort=band&band=10-19", "?injuries=10-19", "?order=-injuries&level=2"):
        text = reader.get(page(buyer, asked)).text
        assert places(text, *in_order) == in_order
        assert "10–19" in text
    assert reader.get(page(buyer, "?wanted=moen")).text.count("Prøvefirma") == 0
    found = reader.get(page(buyer, "?wanted=moen")).text
    assert "Moen Tak" in found
    assert "Berg Bygg" not in found


def test_years_are_calendar_years_and_nothing_between(buyer, reader):
    (firm,) = sharing(buyer, "Berg Bygg")
    disclosure.whole_year(firm)
    band = "0–4"
    assert band in reader.get(page(buyer)).text, "the last whole year is shown first"
    assert band not in reader.get(page(buyer, f"?year={LAST + 1}")).text
    for odd in (f"?year={LAST}-06", f"?from={LAST}-06-01", "?year=9999999999999999999999", "?year=x"):
        assert band in reader.get(page(buyer, odd)).text


def test_the_workbook_has_the_same_firms_in_the_same_order_and_no_filter(buyer, reader):
    names = ["Årdal Rør", "Moen Tak", "=1+1", "Berg Bygg"]
    firms = sharing(buyer, *names)
    disclosure.whole_year(firms[1])
    book = openpyxl.load_workbook(io.BytesIO(reader.get(page(buyer, ".xlsx")).data))
    sheet = book.active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    text = reader.get(page(buyer)).text
    assert [row[0] for row in rows] == places(text, *names)
    assert sheet.auto_filter.ref is None
    moen = next(row for row in rows if row[0] == "Moen Tak")
    assert "0–4" in moen
    assert "V0" in moen
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_long_portfolio_is_turned_page_by_page_and_no_firm_is_left_out_or_twice(buyer, reader):
    sharing(buyer, *(f"Firma {number % 7}" for number in range(PORTFOLIO_LENGTH + 3)))
    with unit_of_work(acting_for(buyer.id)):
        first = disclosed.portfolio(buyer.id, LAST, today())
        second = disclosed.portfolio(buyer.id, LAST, today(), after=first.after)
    seen = [line.organisation_id for line in (*first.rows, *second.rows)]
    assert (len(first.rows), len(second.rows), second.after) == (PORTFOLIO_LENGTH, 3, None)
    assert len(set(seen)) == PORTFOLIO_LENGTH + 3
    assert reader.get(page(buyer, f"?after={first.after}")).status_code == 200
    for odd in ("?after=x", "?after=-", "?after=%00", "?after=1-%00", "?after=99999999999999999999-a"):
        assert reader.get(page(buyer, odd)).status_code == 200


@pytest.mark.parametrize("number", [2, 12])
def test_a_page_sends_the_same_few_statements_however_many_firms_there_are(buyer, reader, statements, number):
    firms = sharing(buyer, *(f"Firma {one}" for one in range(number)))
    disclosure.whole_year(firms[0])
    reader.get(page(buyer))
    with statements() as seen:
        assert reader.get(page(buyer)).status_code == 200
    assert len(seen) <= 8, seen


def test_the_buyers_menu_leads_there_and_a_suppliers_does_not(buyer, reader, sign_in):
    assert page(buyer) in reader.get(f"/nb/organisations/{buyer.id}/overview").text
    firm = accounts.organisation()
    own = sign_in(accounts.member(firm))
    assert "/portfolio" not in own.get(f"/nb/organisations/{firm.id}/disclosure").text
    for path in ("", ".xlsx", "/pool", f"/{firm.id}"):
        assert own.get(page(firm, path)).status_code == 404
        assert own.get(page(buyer, path)).status_code == 404


def test_empty_pages_say_what_to_do(buyer, reader):
    for path in ("", "?wanted=nobody", "/pool"):
        assert reader.get(page(buyer, path)).status_code == 200
