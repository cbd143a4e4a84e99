"""Zero, one, two, three and four injuries are the same answer, to the byte: or "hidden" would mean something."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine

from app.blueprints.disclosure.terms import Datum, Level
from app.blueprints.safety.terms import EventKind
from app.core import logs
from tests.factories import accounts, disclosure

KINDS = (
    (EventKind.FATALITY, {}),
    (EventKind.LOST_TIME, {"lost_days": 200, "serious": True}),
    (EventKind.RESTRICTED_WORK, {}),
    (EventKind.MEDICAL_TREATMENT, {}),
)


@pytest.fixture
def world(db_session):
    firm, buyer = accounts.organisation(), accounts.organisation("buyer")
    disclosure.whole_year(firm)
    disclosure.consent(firm, buyer)
    return firm, buyer


def answers(client, firm, buyer, moment, monkeypatch):
    """Everything that the buyer is answered, heads and all, at one and the same moment, under the same request id."""
    monkeypatch.setattr(logs.secrets, "token_hex", lambda _length: "0" * 16)
    got = {}
    with time_machine.travel(moment, tick=False):
        for name, path in (
            ("page", f"/{firm.id}"),
            ("portfolio", ""),
            ("this year", f"?year={disclosure.last_year() + 1}"),
            ("pool", "/pool"),
            ("export", ".xlsx"),
        ):
            answer = client.get(f"/nb/organisations/{buyer.id}/portfolio{path}")
            assert answer.status_code == 200, name
            got[name] = (str(answer.headers), answer.data)
    return got


def test_the_answers_for_none_to_four_injuries_are_byte_identical_whatever_they_were(world, sign_in, monkeypatch):
    firm, buyer = world
    client = sign_in(accounts.member(buyer))
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    answers(client, firm, buyer, moment, monkeypatch)  # the session's first page sets its cookie
    none = answers(client, firm, buyer, moment, monkeypatch)
    for number, (kind, values) in enumerate(KINDS, 1):
        disclosure.injuries(firm, 1, kind, **values)
        disclosure.injuries(firm, 2, EventKind.FIRST_AID)
        assert answers(client, firm, buyer, moment, monkeypatch) == none, f"{number} injuries"
    disclosure.injuries(firm, 1)
    five = answers(client, firm, buyer, moment, monkeypatch)
    for name in ("page", "portfolio", "export"):
        assert five[name] != none[name], "the fifth is in another band: or the test would see nothing"
    assert five["this year"] == none["this year"]


def test_the_row_keeps_the_time_of_its_writing_while_the_band_stands(world, owner_sql):
    firm, _ = world
    at = "SELECT written_at, content::text FROM disclosure_year WHERE organisation_id = %(firm)s AND year = %(year)s"
    before = owner_sql(at, firm=firm.id, year=disclosure.last_year())
    disclosure.injuries(firm, 4)
    assert owner_sql(at, firm=firm.id, year=disclosure.last_year()) == before
    disclosure.injuries(firm, 1)
    assert owner_sql(at, firm=firm.id, year=disclosure.last_year()) != before


def test_a_verified_figure_falls_alike_for_an_injury_a_near_miss_and_a_month_of_hours(db_session, sign_in, monkeypatch):
    """What a buyer learns from a level that falls: that something was written anew, not what."""
    seen = set()
    for change in (
        lambda firm: disclosure.injuries(firm, 1),
        lambda firm: disclosure.injuries(firm, 1, EventKind.FIRST_AID),
        disclosure.correct_hours,
    ):
        firm, buyer = accounts.organisation(name="Prøve AS"), accounts.organisation("buyer", name="Prøve kommune")
        who = accounts.member(buyer, name="Ola Prøve")
        disclosure.whole_year(firm)
        disclosure.near_miss(firm)
        disclosure.consent(firm, buyer)
        for datum in (Datum.INJURIES, Datum.SICKNESS, Datum.PARTICIPATION):
            disclosure.verify(buyer, firm, who, datum=datum, level=Level.CHECKED)
        change(firm)
        page = sign_in(who).get(f"/nb/organisations/{buyer.id}/portfolio/{firm.id}").get_data(as_text=True)
        seen.add(re.search(r'id="disclosed".*?</main>', page, re.DOTALL)[0])
    assert len(seen) == 1
    assert "Ola Prøve" in seen.pop(), "participation rests on neither hours nor events, and stays checked"


def test_that_page_has_no_form_of_its_own_and_no_hidden_number(world, sign_in):
    firm, buyer = world
    page = sign_in(accounts.member(buyer)).get(f"/nb/organisations/{buyer.id}/portfolio/{firm.id}")
    main = page.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert not list(zip(count(), re.findall(r"1\s?500|18\s?000", main), strict=False)), "hours"
