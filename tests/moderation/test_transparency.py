"""The public page of the account: what a visitor reads, and what she cannot."""

import csv
import io
import json
from datetime import timedelta

import psycopg
import pytest

from app.blueprints.moderation.rules.account import document, fingerprint
from app.blueprints.moderation.rules.periods import third_of
from app.blueprints.moderation.terms.account import CELLS, Counts
from app.core import clock

COUNTS = {
    "received.all": 61, "received.report": 48, "received.rule": 10, "received.translation": 3, "cases.opened": 55,
    "decided.all": 50, "action.approve": 30, "decided.with_ground": 20, "action.hide": 12, "action.redact": 6,
    "action.warn": 2, "ground.M1": 13, "ground.M6": 7, "grounds.one": 20, "language.nb": 35, "language.nn": 15,
    "machine.pointed": 10, "machine.silent": 40, "appeals.lodged": 6, "appeals.answered": 8, "outcome.upheld": 6,
    "outcome.overturned": 2,
}  # fmt: skip


@pytest.fixture
def period(owner_sql):
    """The third before the running one, published as the worker would."""
    third = third_of(third_of(clock.today()).first - timedelta(days=1))
    made = document(third.first, third.last, Counts(dict.fromkeys(CELLS, 0) | COUNTS, 3.4, 21.0))
    made |= {"journal": {"agrees": True, "differs": []}, "period": third.key}
    owner_sql(
        "INSERT INTO moderation_account (period, document, sha256) VALUES (%(period)s, %(document)s, %(sha256)s)",
        period=third.key, document=json.dumps(made), sha256=fingerprint(made),
    )  # fmt: skip
    return third.key


def test_before_the_first_account_the_page_says_when_it_comes(client):
    running = third_of(clock.today())
    for address in ("/en/transparency", f"/en/transparency/{running}"):
        page = client.get(address)
        assert page.status_code == 200
        assert str(running.last.year) in page.text
        assert "not here yet" in page.text
    for unknown in (running.next.key, "2020-1", "2026-4", "nothing", "2020-1.csv"):
        assert client.get(f"/en/transparency/{unknown}").status_code == 404


def test_everybody_reads_the_account_and_no_small_count_is_on_it(client, period):
    page = client.get("/en/transparency").text
    assert "3.4 hours" in client.get(f"/en/transparency/{period}").text
    assert "3.4 hours" in page
    assert "20%" in page, "the share in which a machine had pointed at the text"
    assert "Decided by a machine alone: 0" in page
    csv_file, told = client.get(f"/nb/transparency/{period}.csv"), client.get(f"/nb/transparency/{period}.json").json
    rows = list(csv.DictReader(io.StringIO(csv_file.data.decode("utf-8-sig")), delimiter=";"))
    assert csv_file.data.startswith(b"\xef\xbb\xbf")
    shown = {f"{row['table']}.{row['row']}": row for row in rows}
    for cell in ("action.warn", "received.translation", "outcome.overturned"):
        assert (shown[cell]["count"], shown[cell]["hidden"]) == ("", "yes")
        table, row = cell.split(".")
        assert told["tables"][table][row] is None
        assert cell in told["hidden"]
    assert shown["decided.all"]["count"] == "50"
    # Two of eight appeals were overturned: neither the share nor the other outcomes may tell.
    assert told["shares"]["overturned"] is None
    assert told["tables"]["outcome"]["upheld"] is None
    assert told["tables"]["action"]["redact"] is None, "the next smallest goes with the warnings"


def test_the_page_costs_two_statements_and_an_unchanged_file_is_not_sent_again(client, period, statements):
    with statements() as seen:
        client.get("/nb/transparency")
    assert len([statement for statement in seen if "set_config" not in statement]) <= 2, seen
    first = client.get(f"/en/transparency/{period}.json")
    again = client.get(f"/en/transparency/{period}.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    kept = dict(first.json)
    sha256 = kept.pop("sha256")
    kept.pop("made_at")
    assert fingerprint(kept) == sha256


def test_an_account_is_made_by_the_worker_and_changed_by_nobody(web_sql, period):
    insert = "INSERT INTO moderation_account (period, document, sha256) VALUES ('2020-1', '{}', '')"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(insert)
    for role in ("web", "worker"):
        for statement in ("UPDATE moderation_account SET sha256 = ''", "DELETE FROM moderation_account"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web_sql(statement, role=role)
