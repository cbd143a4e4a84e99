"""What stood in the dialogues before threads had a room of their own is all there after the move, and can go back."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask_migrate import downgrade, upgrade

from app import create_app
from app.core import embedded
from app.core.db import db
from tests.conftest import CLUSTER, database_copy, settings_for

BEFORE, AFTER = "0022", "0023"
# A conversation as it may stand in a database of the version before: number, what is answered, state, revisions.
# Posts 4 to 8 answer each other, deeper than five; 10 answers what a moderator hid; 11 and 12 have no number.
POSTS: list[tuple[int, int | None, int | None, str, int]] = [
    (1, 1, None, "visible", 2),
    (2, 2, 1, "visible", 1),
    (3, 3, None, "withdrawn", 1),
    (4, 4, 2, "visible", 1),
    (5, 5, 4, "visible", 3),
    (6, 6, 5, "visible", 1),
    (7, 7, 6, "visible", 1),
    (8, 8, 7, "visible", 1),
    (9, 9, 1, "hidden", 1),
    (10, 10, 9, "visible", 1),
    (11, None, 2, "waiting", 1),
    (12, None, None, "hidden", 1),  # stopped while it waited
    (13, 11, 11, "visible", 1),  # answers what has no number: as if it answered nobody
]
PLACES = {
    1: (1,), 2: (1, 2), 3: (3,), 4: (1, 2, 4), 5: (1, 2, 4, 5), 6: (1, 2, 4, 5, 6), 7: (1, 2, 4, 5, 7),
    8: (1, 2, 4, 5, 8), 9: (1, 9), 10: (1, 9, 10), 11: None, 12: None, 13: (11,),
}  # fmt: skip
DIALOGUES = {  # number: state, language, title, title in another language, threads, posts
    1: ("published", "nb", "Mindre matsvinn", ("en", "Less food waste"), 2, 8),
    2: ("draft", "nn", "Eit utkast", None, 0, 0),
    3: ("closed", "en", "Fewer falls", ("nb", ""), 0, 0),
}
TABLES = ("dialogues_dialogue", "dialogues_thread", "dialogues_post", "dialogues_revision")
Run = Callable[..., list[Any]]


@pytest.fixture
def moving(template_database: str) -> Iterator[tuple[Callable[[str], None], Run]]:
    """A database of the version before: `go(revision)` takes it up or down, `run(sql)` reads and writes as its owner."""
    with database_copy(template_database, "moved") as name:
        app = create_app(settings_for(name), role="owner")

        def go(revision: str) -> None:
            with app.app_context():
                (upgrade if revision == AFTER else downgrade)(revision=revision)
                db.engine.dispose()

        go(BEFORE)
        conninfo = embedded.conninfo(CLUSTER, "postgres", name)
        with psycopg.connect(conninfo, autocommit=True) as connection:

            def run(statement: str, *values: Any) -> list[Any]:
                cursor = connection.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []

            yield go, run


def insert(run: Run, table: str, **values: Any) -> None:
    """A row by its columns. Numbers are given, so that they can be named here."""
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    run(f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({marks})", *values.values())


def fill(run: Run) -> None:
    moment, day = "2025-03-04 12:00+00", "2025-03-04"
    firm = {"scheme": "0192", "number": "310000018", "name": "Prøve HF", "sort_key": "prøve", "kind": "buyer"}
    standing = {"check": "verified", "authority": "staff", "country": "NO", "register_state": "found", "version": 1}
    insert(run, "accounts_organisation", id=1, **firm, **standing, bankrupt=False, winding_up=False)
    insert(run, "accounts_person", id=1, email="a@b.example", name="A", locale="nb", reads=["nb"], version=1)
    for number, (state, lang, title, other, threads, posts) in DIALOGUES.items():
        insert(
            run, "dialogues_dialogue", id=number, organisation_id=1, lang=lang, title=title, summary="S", background="",
            background_html="", contact="", state=state, opens_on=day, closes_on="2025-04-05", published_at=moment,
            changed_at=moment, thread_count=threads, post_count=posts, version=3,
        )  # fmt: skip
        if other:
            insert(
                run, "dialogues_translation", dialogue_id=number, lang=other[0], title=other[1], summary="",
                updated_at=moment,
            )  # fmt: skip
    whose = {"author_id": 1, "organisation_id": 1, "lang": "nb"}
    for number, title, seq, posts in ((1, "Hva med returmat?", 11, 9), (2, "En til", 1, 1), (3, "Venter", 0, 0)):
        insert(
            run, "dialogues_thread", id=number, dialogue_id=1, title=title, title_hidden=False, seq=seq, post_count=posts,
            last_post_at=moment, locked=False, **whose,
        )  # fmt: skip
    for number, seq, parent, state, revisions in POSTS:
        write(run, number, 1, seq, parent, state, revisions)
    write(run, 14, 2, 1, None, "visible", 1)
    write(run, 15, 3, None, None, "waiting", 1)


def write(run: Run, number: int, thread: int, seq: int | None, parent: int | None, state: str, revisions: int) -> None:
    """A post of the version before, with all that it has said."""
    moment = "2025-03-04 12:00+00"
    dates = {f"{state}_at": moment} if state in ("hidden", "withdrawn") else {}
    insert(
        run, "dialogues_post", id=number, thread_id=thread, seq=seq, parent_id=parent, author_id=1, organisation_id=1,
        role="buyer", lang="nb", revision=revisions, state=state, posted_at=moment, **dates,
    )  # fmt: skip
    for revision in range(1, revisions + 1):
        insert(
            run, "dialogues_revision", post_id=number, number=revision, lang="nb", body=f"{number}.{revision}",
            html=f"<p>{number}.{revision}</p>", sha256=b"\x00", by_id=1, at=moment,
        )  # fmt: skip


def everything(run: Run) -> dict[str, list[Any]]:
    return {
        table: [json.loads(row[0]) for row in run(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY id")]
        for table in TABLES
    }


def numbers(path: bytes | None) -> tuple[int, ...] | None:
    return path and tuple(int.from_bytes(path[at : at + 4], "big") for at in range(0, len(path), 4))


def test_threads_and_posts_move_with_all_they_are_and_can_be_moved_back(moving) -> None:
    go, run = moving
    fill(run)
    before = everything(run)
    go(AFTER)

    spaces = run(
        "SELECT d.id, s.kind, s.organisation_id, s.path, s.lang, s.names, s.state, s.opens_on::text, s.closes_on::text,"
        " s.machine_allowed, s.thread_count, s.post_count FROM dialogues_dialogue d JOIN forum_space s ON s.id = d.space_id"
    )
    days = ("2025-03-04", "2025-04-05", False)
    assert sorted(spaces) == [
        (
            1,
            "dialogue",
            1,
            "/dialogues/1",
            "nb",
            {"nb": "Mindre matsvinn", "en": "Less food waste"},
            "open",
            *days,
            2,
            8,
        ),
        (2, "dialogue", 1, "/dialogues/2", "nn", {"nn": "Eit utkast"}, "hidden", *days, 0, 0),
        (3, "dialogue", 1, "/dialogues/3", "en", {"en": "Fewer falls"}, "closed", *days, 0, 0),
    ]
    assert run("SELECT count(*) FROM forum_space") == [(3,)]
    assert run(
        "SELECT t.id, t.title, t.seq, t.post_count, t.opening_post_id, s.path FROM forum_thread t"
        " JOIN forum_space s ON s.id = t.space_id ORDER BY t.id"
    ) == [
        (1, "Hva med returmat?", 11, 9, 1, "/dialogues/1"),
        (2, "En til", 1, 1, 14, "/dialogues/1"),
        (3, "Venter", 0, 0, 15, "/dialogues/1"),
    ]
    places = {row[0]: numbers(row[1]) for row in run("SELECT id, path FROM forum_post")}
    assert places == PLACES | {14: (1,), 15: None}
    assert run("SELECT seq FROM forum_post WHERE thread_id = 1 AND path IS NOT NULL ORDER BY path") == [
        (1,), (2,), (4,), (5,), (6,), (7,), (8,), (9,), (10,), (3,), (11,),
    ]  # fmt: skip
    assert run("SELECT id, revision, substantive FROM forum_post WHERE revision > 1 ORDER BY id") == [
        (1, 2, 2),
        (5, 3, 3),
    ]
    assert run(
        "SELECT post_id, number, kind, title, body FROM forum_revision WHERE post_id IN (1, 2) ORDER BY 1, 2"
    ) == [
        (1, 1, "first", "Hva med returmat?", "1.1"),
        (1, 2, "substantive", "Hva med returmat?", "1.2"),
        (2, 1, "first", None, "2.1"),
    ]

    go(BEFORE)
    assert everything(run) == before


def test_going_back_leaves_out_open_forums_and_what_moved_posts_left_behind(moving) -> None:
    go, run = moving
    fill(run)
    before = everything(run)
    go(AFTER)
    moment = "2025-03-04 12:00+00"
    insert(
        run, "forum_space", id=100, kind="forum", lang="nb", names='{"nb": "Åpent"}', about="{}", state="open",
        machine_allowed=False, changed_at=moment, version=1,
    )  # fmt: skip
    insert(
        run, "forum_thread", id=100, space_id=100, title="T", title_hidden=False, lang="nb", author_id=1, organisation_id=1,
        seq=2, post_count=2, last_post_at=moment, locked=False,
    )  # fmt: skip
    for number, seq in ((100, 1), (101, 2)):
        insert(
            run, "forum_post", id=number, thread_id=100, seq=seq, path=seq.to_bytes(4, "big"), author_id=1,
            parent_id=100 if seq == 2 else None, organisation_id=1, role="buyer", lang="nb", revision=1, state="visible",
            posted_at=moment,
        )  # fmt: skip
        insert(
            run, "forum_revision", post_id=number, number=1, kind="first", lang="nb", body="B", html="B", sha256=b"",
            by_id=1, at=moment,
        )  # fmt: skip
    run("UPDATE forum_thread SET opening_post_id = 100 WHERE id = 100")
    # Post 4 of the first thread has moved to the forum: its number stays behind, with what was said and an answer to it.
    run("UPDATE forum_post SET state = 'moved', moved_to_id = 101 WHERE id = 4")

    go(BEFORE)
    left = everything(run)
    assert [row["id"] for row in left["dialogues_post"]] == [n for n in range(1, 16) if n != 4]
    assert {row["post_id"] for row in left["dialogues_revision"]} == {n for n in range(1, 16) if n != 4}
    assert left["dialogues_thread"] == before["dialogues_thread"]
    assert left["dialogues_dialogue"] == before["dialogues_dialogue"]
    assert [row["parent_id"] for row in left["dialogues_post"] if row["id"] == 5] == [None]
