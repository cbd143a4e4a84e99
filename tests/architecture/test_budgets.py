"""What pages may cost, in what no clock decides: statements, bytes, cookies, writes. `make bench` measures the rest."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from app.core import embedded
from app.core.assets import DIST, manifest
from app.core.clock import now
from bench import seed
from tests.conftest import CLUSTER

FEW, MANY = 40, 1_000  # posts
MOST_STATEMENTS = {
    # Of a signed-in reader's, two are who she is and for whom the database works.
    "front": {"anonymous": 1, "signed_in": 3},
    # The dialogues, and the counties to choose among.
    "list": {"anonymous": 2, "signed_in": 4},
    # Itself, phases, needs, what the rooms above say beside it (in one), threads, what the ledger has counted, and the
    # newest answers. Whoever is signed in has one more: what she follows here, and how far she has read.
    "dialogue": {"anonymous": 7, "signed_in": 10},
    # Some posts are in a language that a visitor does not read: one statement for all their translations. Who is
    # signed in here reads all three, and has two for how far she has read and what she follows.
    "thread": {"anonymous": 3, "signed_in": 6},
}
READERS = ("anonymous", "signed_in")
FIRST_VISIT = 120 * 1024
PAGE = 8 * 1024  # what is left of that for the page itself
NEEDED_AT_ONCE = ("app.css", "site.js", "inter-latin-wght-normal.woff2", "favicon.svg")


@pytest.fixture
def filled(settings: Any, app: Any, owner_sql: Callable[..., Any]) -> Callable[[int], dict[str, str]]:
    """`filled(posts)` puts as many there as `make bench` would; gives the addresses of the pages that many read."""

    def _fill(posts: int) -> dict[str, str]:
        for (sequence,) in owner_sql("SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences"):
            if sequence.startswith(("public.accounts", "public.dialogues", "public.forum")):
                owner_sql(f"ALTER SEQUENCE {sequence} RESTART")
        with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", settings.database_name)) as connection:
            seed.fill(connection, posts)
            connection.execute("UPDATE accounts_session SET seen_at = %s", [now()])
        return {
            "front": "/nb/",
            "list": "/nb/dialogues",
            "dialogue": "/nb/dialogues/1",
            "thread": "/nb/threads/1",
        }

    return _fill


def client_of(app: Any, reader: str) -> Any:
    client = app.test_client()
    if reader == "signed_in":
        with client.session_transaction() as cookie:
            cookie["_user_id"] = seed.TOKEN
    return client


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("posts", [FEW, MANY])
def test_the_pages_that_many_read_send_the_same_few_statements_whatever_there_is(
    app, filled, statements, posts, reader
):
    client = client_of(app, reader)
    for name, path in filled(posts).items():
        client.get(path)
        with statements() as seen:
            page = client.get(path)
        assert page.status_code == 200
        assert (b'popovertarget="account"' in page.data) == (reader == "signed_in"), (
            f"{name} is not what this reader sees"
        )
        assert len(seen) == MOST_STATEMENTS[name][reader], f"{name}, {reader}, {posts} posts:\n" + "\n".join(seen)


def test_who_reads_without_an_account_gets_no_cookie_and_writes_nothing(app, filled, owner_sql, statements):
    paths = filled(FEW)
    before = contents(owner_sql)
    for path in paths.values():
        with statements() as seen:
            page = app.test_client().get(path)
        assert page.status_code == 200
        assert "Set-Cookie" not in page.headers, path
        assert all(statement.lstrip().upper().startswith(("SELECT", "WITH")) for statement in seen), seen
    assert contents(owner_sql) == before


def contents(owner_sql: Callable[..., Any]) -> dict[str, str]:
    """What every table of the site holds, as one number each."""
    tables = owner_sql("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
    return {
        name: owner_sql(f"SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM {name} t")[0][0]
        for (name,) in tables
    }


def test_style_script_and_font_leave_room_for_the_page_in_a_first_visit():
    sent = {}
    for name in NEEDED_AT_ONCE:
        path = DIST / manifest()["files"][name]
        packed = path.with_name(f"{path.name}.br")
        sent[name] = (packed if packed.exists() else path).stat().st_size
    assert sum(sent.values()) <= FIRST_VISIT - PAGE, sent


def test_the_front_page_asks_for_nothing_that_the_first_visit_does_not_count(client, app):
    page = client.get("/nb/").get_data(as_text=True)
    counted = {manifest()["files"][name] for name in NEEDED_AT_ONCE}
    asked = {part.split('"')[0] for part in page.split("/static/dist/")[1:]}
    assert asked == counted
