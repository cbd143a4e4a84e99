"""What pages cost, that it does not grow, and that lists are whole and in order."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.blueprints.dialogues import queries
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.terms.finding import Filters
from app.blueprints.forum.terms.spaces import Stage
from app.core import clock
from app.core.clock import today
from app.core.db import db
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import thread

LIST_BUDGET, PAGE_BUDGET = 5, 7  # the page has a line of the ledger and the latest answers
SIGNED_IN = 3  # who reads, whose rows she may see, and how far she has read: ten for the page, the most that is allowed


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier)
    return dialogue, supplier, who, thread(dialogue, supplier, who)


def count(statements, client, url: str) -> int:
    client.get(url)  # the first one fills caches
    with statements() as seen:
        answer = client.get(url)
    assert answer.status_code == 200
    writes = [s for s in seen if s.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not writes, "a page that is read writes nothing"
    return len(seen)


def many_dialogues(dialogue: Dialogue, copies: int) -> None:
    """Copies of the dialogue, each with a space of its own, in every state and with other last days."""
    columns = "organisation_id, lang, title, summary, background, background_html, contact, published_at, changed_at"
    of_space = "kind, organisation_id, lang, names, about, state, machine_allowed, changed_at, version"
    db.session.execute(
        text(
            f"WITH made AS (INSERT INTO forum_space ({of_space}) SELECT {of_space}"
            " FROM forum_space, generate_series(1, :copies) WHERE id = :space RETURNING id),"
            " numbered AS (SELECT id AS space, row_number() OVER (ORDER BY id) AS n FROM made)"
            f" INSERT INTO dialogues_dialogue ({columns}, space_id, state, opens_on, closes_on, version)"
            f" SELECT {columns}, space, CASE WHEN n % 3 = 0 THEN 'closed' ELSE 'published' END, opens_on - 40,"
            " closes_on - (n % 60)::int, 1"
            " FROM dialogues_dialogue, numbered WHERE id = :id"
        ),
        {"copies": copies, "id": dialogue.id, "space": dialogue.space_id},
    )
    # Closing moves the last day to the day of closing, at the latest.
    db.session.execute(
        text("UPDATE dialogues_dialogue SET closes_on = :today, opens_on = least(opens_on, :today)"
             " WHERE state = 'closed' AND closes_on > :today"),
        {"today": clock.today()},
    )  # fmt: skip
    db.session.commit()


def test_list_and_dialogue_cost_the_same_with_few_and_with_many(scene, client, sign_in, statements) -> None:
    dialogue, supplier, who, _opened = scene
    urls = ["/nb/dialogues", f"/nb/dialogues/{dialogue.id}"]
    few = [count(statements, client, url) for url in urls]
    many_dialogues(dialogue, 300)
    for n in range(25):
        thread(dialogue, supplier, who, title=f"Tråd {n}")
    assert [count(statements, client, url) for url in urls] == few
    budgets = [LIST_BUDGET, PAGE_BUDGET]
    assert all(cost <= budget for cost, budget in zip(few, budgets, strict=True))
    signed_in = [count(statements, sign_in(who), url) for url in urls]
    assert all(cost <= budget + SIGNED_IN for cost, budget in zip(signed_in, budgets, strict=True))


@pytest.mark.parametrize("stage", [None, Stage.OPEN, Stage.COMING, Stage.CLOSED])
def test_page_by_page_the_list_shows_every_dialogue_once_and_in_order(stage, scene) -> None:
    many_dialogues(scene[0], 130)
    seen, after = [], None
    while True:
        rows, after = queries.list_dialogues("nb", Filters(stage=stage), after=after)
        assert len(rows) <= 20
        seen += rows
        if after is None:
            break
    today = clock.today()

    def is_open(row) -> bool:
        return row.state == "published" and row.closes_on >= today

    expected = {
        row.id
        for row in db.session.query(Dialogue.id, Dialogue.state, Dialogue.opens_on, Dialogue.closes_on)
        if row.state != "draft"
        and (stage is None or (stage is Stage.CLOSED and not is_open(row))
             or (stage is Stage.OPEN and is_open(row) and row.opens_on <= today)
             or (stage is Stage.COMING and is_open(row) and row.opens_on > today))
    }  # fmt: skip
    ids = [row.id for row in seen]
    assert len(ids) == len(set(ids))
    assert set(ids) == expected
    order = [
        (0, row.closes_on.toordinal(), row.id) if is_open(row) else (1, -row.closes_on.toordinal(), row.id)
        for row in seen
    ]
    assert order == sorted(order)


def test_the_front_page_gets_what_is_open_and_first_what_closes_first(scene) -> None:
    later = published_dialogue(title="Sist", other_title="Last", closes_on=today() + timedelta(days=60))
    sooner = published_dialogue(title="Snart", other_title="Soon", closes_on=today() + timedelta(days=2))
    rows = queries.open_now(5, "en")
    assert [row.id for row in rows] == [sooner.id, scene[0].id, later.id]
    assert rows[0].other_title == "Soon"
    assert len(queries.open_now(1, "nb")) == 1


def test_the_translation_that_reads_best_comes_with_a_dialogue_and_only_one(db_session, owner_sql) -> None:
    firm, _owner = buyer()
    made = published_dialogue(firm)
    owner_sql("UPDATE dialogues_dialogue SET lang = 'en'")
    owner_sql("DELETE FROM dialogues_translation")
    for lang, gives in (("nb", "nb"), ("nn", "nn")):
        owner_sql(
            "INSERT INTO dialogues_translation (dialogue_id, lang, title, summary, updated_at, created_at)"
            f" VALUES ({made.id}, '{lang}', 'Tittel {lang}', 'Kort', now(), now())"
        )
        rows, _after = queries.list_dialogues("nn")
        assert [(row.id, row.other_lang) for row in rows] == [(made.id, gives)], "its own, else what reads alike"
    assert [row.other_lang for row in queries.open_now(5, "en")] == [None]
