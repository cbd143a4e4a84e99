"""A plan's days in one's own calendar: the file by RFC 5545, and the secret address it is fetched at."""

import json
import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from app.blueprints.improvement import rules
from app.core.clock import today
from app.core.logs import JsonLines
from tests.factories.accounts import member, organisation
from tests.factories.improvement import action, done

CHANGED = datetime(2026, 11, 22, 4, 30, 15, tzinfo=UTC)


def day(**values):
    usual = {
        "key": "action-7@samhandel.prove.example",
        "due_on": date(2026, 12, 31),
        "title": "Mål støy",
        "text": "",
        "url": "https://samhandel.prove.example/nb/organisations/1/plan/actions/7",
        "version": 3,
        "changed_at": CHANGED,
    }
    return rules.Day(**(usual | values))


def unfolded(file):
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_whole_entry_reads_as_rfc_5545_has_it():
    """Written by hand from the RFC: a whole-day entry ends on the day after, exclusively (3.6.1)."""
    lines = unfolded(rules.calendar("Utviklingsplan", [day()]))
    start, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    assert (lines[0], lines[end + 1 :]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert set(lines[1:start]) == {
        "VERSION:2.0",
        "PRODID:-//Samhandel//Development plan//NO",
        "CALSCALE:GREGORIAN",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-WR-CALNAME:Utviklingsplan",
    }
    assert sorted(lines[start + 1 : end]) == sorted(
        [
            "SUMMARY:Mål støy",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20261122T043015Z",
            "UID:action-7@samhandel.prove.example",
            "SEQUENCE:2",
            "LAST-MODIFIED:20261122T043015Z",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "URL:https://samhandel.prove.example/nb/organisations/1/plan/actions/7",
        ]
    )


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("a,b;c", r"SUMMARY:a\,b\;c"),
        ("a\\b", r"SUMMARY:a\\b"),
        ("to\nlinjer", r"SUMMARY:to\nlinjer"),
        ("END:VEVENT\r\nBEGIN:VEVENT", r"SUMMARY:END:VEVENT\nBEGIN:VEVENT"),
        ("kl. 12: møte", "SUMMARY:kl. 12: møte"),
        ("Čáhci 🦺", "SUMMARY:Čáhci 🦺"),
    ],
)
def test_text_is_escaped_so_that_it_stays_text(title, written):
    file = rules.calendar("x", [day(title=title)])
    assert written in unfolded(file)
    assert file.split(b"\r\n").count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize("title", ["å" * 200, "🦺" * 100, "x" * 300, "a, " * 100])
def test_lines_are_folded_at_75_octets_between_characters_and_end_in_cr_lf(title):
    file = rules.calendar(title, [day(title=title, text=title)])
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    for line in lines:
        line.decode()  # no character is cut in two
    (entry,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(entry["SUMMARY"]) == title


def test_an_empty_plan_is_a_calendar_all_the_same():
    assert Calendar.from_ical(rules.calendar("x", [])).walk("VEVENT") == []


# ---- the address -------------------------------------------------------------------------------------------------


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari", locale="nn")


def page_of(firm):
    return f"/en/organisations/{firm.id}/plan/calendar"


def make(client, firm):
    """The path of a new address, as its page shows it once."""
    page = client.post(page_of(firm) + "/renew", follow_redirects=True).text
    return page.split('value="http://localhost')[1].split('"')[0]


def events(answer):
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_a_calendar_without_a_cookie_fetches_the_due_days_in_its_owners_language(client, sign_in, firm, kari):
    made = action(firm, kari, title="Mål støy", subject="capability:HSE", details="Ved kappsaga", due_in=5)
    done(firm, kari, title="Ferdig")
    other = organisation()
    action(other, member(other), title="hemmelig-kanari")
    answer = client.get(make(sign_in(kari), firm))
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private"
    assert "Set-Cookie" not in answer.headers
    (entry,) = events(answer)
    assert entry["SUMMARY"] == "Mål støy"
    assert entry["DTSTART"].dt == today() + timedelta(days=5)
    assert entry["DTEND"].dt == today() + timedelta(days=6)
    assert entry["UID"] == f"action-{made.id}@localhost"
    assert entry["URL"] == f"http://localhost/nn/organisations/{firm.id}/plan/actions/{made.id}"
    assert "Helse, miljø og sikkerheit" in entry["DESCRIPTION"] or "Helse" in entry["DESCRIPTION"]
    assert "Ved kappsaga" in entry["DESCRIPTION"]
    assert "Prøve Sveis AS" in Calendar.from_ical(answer.data)["X-WR-CALNAME"]
    assert "METHOD" not in Calendar.from_ical(answer.data)
    assert "kanari" not in answer.text


def test_a_change_keeps_the_entrys_name_and_raises_its_number(client, sign_in, firm, kari):
    made = action(firm, kari)
    member_client = sign_in(kari)
    url = make(member_client, firm)
    (before,) = events(client.get(url))
    member_client.post(
        f"/en/organisations/{firm.id}/plan/actions/{made.id}/change",
        data={"title": "Ny", "owner_id": kari.id, "due_on": str(today()), "version": made.version},
    )
    (after,) = events(client.get(url))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_the_address_is_shown_once_and_only_its_hash_is_kept(sign_in, firm, kari, owner_sql):
    client = sign_in(kari)
    token = make(client, firm).rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 43  # 32 bytes
    assert token not in client.get(page_of(firm)).text
    ((stored,),) = owner_sql("SELECT token_hash FROM improvement_feed")
    assert len(stored) == 32
    assert token not in str(owner_sql("SELECT canonical FROM journal_entry"))


def test_a_renewed_or_ended_address_is_gone_at_once(client, sign_in, firm, kari):
    member_client = sign_in(kari)
    first = make(member_client, firm)
    second = make(member_client, firm)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert member_client.post(page_of(firm) + "/end").status_code == 303
    assert client.get(second).status_code == 404
    assert member_client.post(page_of(firm) + "/end").status_code == 303  # ended once more: nothing to end


@pytest.mark.parametrize("how", ["left", "closed"])
def test_it_stops_when_its_owner_no_longer_acts_for_the_firm(client, sign_in, firm, kari, owner_sql, how):
    action(firm, kari)
    url = make(sign_in(kari), firm)
    statement = {
        "left": "UPDATE accounts_membership SET ended_at = now() WHERE person_id = %(id)s",
        "closed": "UPDATE accounts_person SET closed_at = now() WHERE id = %(id)s",
    }
    owner_sql(statement[how], id=kari.id)
    assert client.get(url).status_code == 404


def test_a_wrong_address_and_an_unknown_firm_answer_alike(client, sign_in, firm, kari):
    other = organisation()
    url = make(sign_in(kari), firm)
    token = url.rpartition("/")[2]
    wrong = [
        f"/calendar/{firm.id}/{'A' * 43}.ics",
        f"/calendar/{other.id}/{token}",
        f"/calendar/999999/{token}",
        f"/calendar/{firm.id}/{token[:-5]}.ics",
        f"/calendar/{firm.id}/å.ics",
    ]
    answers = [client.get(address) for address in wrong]
    assert {answer.status_code for answer in answers} == {404}
    lengths = {len(answer.data.replace(address.encode(), b"")) for address, answer in zip(wrong, answers, strict=True)}
    assert max(lengths) - min(lengths) < 300  # the page repeats the address, and nothing else differs


def test_when_a_calendar_last_asked_is_told_and_written_once_a_day(client, sign_in, firm, kari, statements):
    member_client = sign_in(kari)
    url = make(member_client, firm)
    assert "No calendar has asked yet." in member_client.get(page_of(firm)).text
    client.get(url)
    assert "A calendar last asked on" in member_client.get(page_of(firm)).text
    with statements() as seen:
        client.get(url)
    assert not [statement for statement in seen if statement.startswith("UPDATE")]
    assert len(seen) <= 7, seen


def test_nothing_logged_of_a_fetch_tells_the_address(client, sign_in, firm, kari, caplog):
    url = make(sign_in(kari), firm)
    token = url.rpartition("/")[2].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        client.get(url)
        client.get(url[:-6] + "A.ics")
    assert token[:-3] not in "".join(JsonLines().format(record) for record in caplog.records)


def test_a_line_of_the_log_written_while_a_calendar_asks_names_the_page_and_not_the_address(app):
    record = logging.LogRecord("samhandel.test", logging.WARNING, "", 0, "slow", None, None)
    with app.test_request_context("/calendar/1/hemmelig-kanari.ics"):
        line = json.loads(JsonLines().format(record))
    assert line["endpoint"] == "improvement.calendar_feed"
    assert "kanari" not in str(line)


def test_members_only_make_addresses_and_each_ones_own(client, sign_in, firm, kari):
    stranger = sign_in(member(organisation()))
    for url in ("", "/renew", "/end"):
        method = stranger.get if not url else stranger.post
        assert method(page_of(firm) + url).status_code == 403
    own = make(sign_in(kari), firm)
    make(sign_in(member(firm, "reader")), firm)
    assert client.get(own).status_code == 200
