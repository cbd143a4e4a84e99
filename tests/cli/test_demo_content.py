"""The demo's dialogues and queue: what the issue promises, through the services, and the same every time."""

import re
import threading
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from app import create_app
from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.dialogues.models import Dialogue, Need, Phase, Translation
from app.blueprints.forum import policies
from app.blueprints.forum.models import Post, Revision, Space, Thread
from app.blueprints.moderation.rules import find_possible_identity_numbers
from app.cli import register_double
from app.cli.demo_content import accounts, dialogues, moderation, people
from app.cli.demo_content.world import SATURDAY, World
from app.cli.demo_firms import ABROAD, BY_NUMBER
from app.core import clock, jobs
from app.core.db import db
from app.core.i18n import LOCALES
from tests.conftest import _connections, database_copy, settings_for, superuser

NOON = datetime(2026, 11, 18, 12, tzinfo=clock.OSLO)
POSTS = [
    (name, talk["title"], post)
    for name in dialogues.STORIES
    for talk in dialogues.read(name).get("threads", [])
    for post in talk["posts"]
]


@pytest.fixture(scope="module")
def register():
    server = register_double.serve(0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def fill(now=NOON):
    """Fill an empty database as the worker's role; gives the world. Needs the application's context."""
    world = World(now=now)
    for room in (people, accounts, dialogues, moderation):
        room.seed(world)
    return world


@pytest.fixture(scope="module")
def filled(template_database, smtp_server, register):
    """An application whose database has been filled once, for all tests here that only read."""
    with database_copy(template_database, "demo_content") as name:
        settings = settings_for(name, smtp_port=smtp_server.port).model_copy(update={"register_url": register})
        app = create_app(settings, role="worker")
        with app.app_context():
            app.extensions["world"] = fill()
        jobs.work(app, until_empty=True)
        yield app
        with app.app_context():
            db.engine.dispose()
        if connection := _connections.pop(name, None):
            connection.close()


@pytest.fixture
def demo(filled):
    with filled.app_context():
        yield filled.extensions["world"]
        db.session.rollback()


@pytest.fixture
def as_owner(filled):
    """Raw SQL as superuser in the filled database."""
    connection = superuser(filled.extensions["samhandel_settings"])
    return lambda statement: connection.execute(statement).fetchall()


def rows(query):
    return [tuple(row) for row in db.session.execute(query)]


def contents():
    """Everything that a reader could see of dialogues, without the numbers that the database gives."""
    return (
        rows(select(Dialogue.title, Dialogue.state, Dialogue.summary, Dialogue.background_html, Dialogue.opens_on,
                    Dialogue.closes_on, Space.thread_count, Space.post_count)
             .join(Space, Space.id == Dialogue.space_id).order_by(Dialogue.id)),
        rows(select(Translation.lang, Translation.title, Translation.summary).order_by(Translation.id)),
        rows(select(Need.title, Need.baseline, Need.effect, Need.indicator, Need.by_when).order_by(Need.id)),
        rows(select(Phase.name, Phase.starts_on, Phase.ends_on).order_by(Phase.id)),
        rows(select(Thread.title, Thread.lang, Thread.seq, Thread.post_count, Thread.title_hidden).order_by(Thread.id)),
        rows(select(Post.seq, Post.lang, Post.state, Post.role, Post.revision, Post.parent_id.is_(None),
                    func.date_trunc("minute", Post.posted_at)).order_by(Post.id)),
        rows(select(Revision.number, Revision.lang, Revision.body, Revision.html, Revision.sha256).order_by(Revision.id)),
    )  # fmt: skip


def counted(column, *where):
    return dict(rows(select(column, func.count()).where(*where).group_by(column)))


def test_the_demo_has_the_dialogues_that_it_promises(demo):
    assert counted(Dialogue.state) == {"published": 2, "closed": 1, "draft": 1}
    assert counted(Dialogue.lang) == {"nb": 3, "nn": 1}
    published = db.session.scalars(select(Dialogue.id).where(Dialogue.state != "draft")).all()
    assert {"en"} == set(db.session.scalars(select(Translation.lang)))
    assert db.session.scalar(select(func.count()).select_from(Translation)) == len(published) == 3
    for dialogue_id in published:
        assert 2 <= counted(Need.dialogue_id)[dialogue_id] <= 3
        assert counted(Phase.dialogue_id)[dialogue_id] == 5
    for phase in db.session.scalars(select(Phase)):
        assert set(phase.name) == set(LOCALES)
        assert phase.starts_on.weekday() < SATURDAY


def test_the_demo_has_threads_and_posts_in_three_languages_and_every_state(demo):
    assert counted(Thread.lang).keys() == set(LOCALES)
    assert sum(counted(Thread.lang).values()) == 13
    states = counted(Post.state)
    assert (states["hidden"], states["withdrawn"], states["waiting"]) == (1, 1, 1)
    spoken = counted(Post.lang, Post.state == "visible")
    assert sum(spoken.values()) == db.session.scalar(select(func.sum(Thread.post_count))) == len(POSTS) - 3
    assert min(spoken.values()) >= 10
    assert db.session.scalar(select(func.count()).where(Post.revision == 2)) == 1
    assert db.session.scalar(select(func.count()).where(Post.parent_id.is_not(None))) > 20
    assert counted(Post.role).keys() == {"buyer", "supplier", "interest"}


def test_a_firm_from_another_country_takes_part_and_one_that_is_not_verified_waits(demo):
    abroad, waits = demo.organisations["abroad"], demo.organisations["transport"]
    assert (abroad.number, abroad.country, abroad.check) == (ABROAD.number, "FI", Check.VERIFIED)
    assert ABROAD.number not in BY_NUMBER
    assert counted(Post.state, Post.organisation_id == abroad.id) == {"visible": 3}
    assert waits.authority is Authority.UNPROVEN
    assert waits.industry_version == "SN2025", "the register has been asked since the codes were changed"
    assert counted(Post.state, Post.organisation_id == waits.id) == {"visible": 1, "waiting": 1}


def test_the_moderators_find_two_cases_that_wait_and_three_that_are_decided(demo, as_owner):
    cases = as_owner(
        "SELECT state, reason, closed_at > created_at, (SELECT count(*) FROM moderation_signal s WHERE s.case_id = c.id)"
        " FROM moderation_case c ORDER BY created_at"
    )
    assert cases == [
        ("closed", "M3", True, 1),
        ("closed", "M1", True, 1),
        ("closed", "unverified", True, 1),
        ("open", "M6", None, 2),
        ("open", "unverified", None, 1),
    ]
    hidden = as_owner("SELECT action, reason_code, statement, statement_language FROM moderation_decision ORDER BY id")
    assert [row[:2] for row in hidden] == [("approve", None), ("hide", "M1"), ("approve", None)]
    assert "names an employee" in hidden[1][2]
    assert hidden[1][3] == "en"


def test_those_who_are_concerned_find_something_in_the_inbox(demo, as_owner):
    told = as_owner(
        "SELECT p.name, i.kind FROM notifications_inbox_item i JOIN accounts_person p ON p.id = i.person_id ORDER BY 1"
    )
    assert told == [
        ("Aino Lehtovaara", "organisation_claim_decided"),
        ("Inga Márjá Sara", "moderation/decided"),
        ("James Okafor", "moderation/decided"),
        ("Kjersti Vatne", "moderation/outcome"),
        ("Olav Innstrand", "moderation/outcome"),
    ]


def test_nothing_is_said_before_its_dialogue_opens_after_it_closes_or_at_a_weekend(demo):
    said = rows(
        select(Post.posted_at, Dialogue.opens_on, Dialogue.closes_on)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Dialogue, Dialogue.space_id == Thread.space_id)
    )
    for at, opens_on, closes_on in said:
        day = clock.local(at).date()
        assert opens_on <= day <= closes_on
        assert day.weekday() < SATURDAY
        assert at < NOON


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2026, 11, 16), date(2028, 2, 26)])
def test_on_whatever_day_it_is_made_each_word_falls_within_its_dialogue(first):
    for later in range(14):
        world = World(now=datetime.combine(first + timedelta(days=later), time(0, 30), clock.OSLO))
        for story in map(dialogues.read, ("falls", "food", "cleaning")):
            opens_on, closes_on = (dialogues.day(world, story[key]) for key in ("opens", "closes"))
            for post in (post for talk in story["threads"] for post in talk["posts"]):
                said = clock.local(world.now).date() - timedelta(days=world.working_days_ago(post["ago"]))
                assert opens_on <= said <= closes_on
                assert said.weekday() < SATURDAY


def test_the_demo_is_the_same_every_time(filled, app, settings, register):
    with filled.app_context():
        first = contents()
        db.session.rollback()
    again = create_app(settings.model_copy(update={"register_url": register}), role="worker")
    with again.app_context():
        fill()
        assert contents() == first
        db.session.rollback()
        db.engine.dispose()


def test_the_demo_is_written_by_those_who_may_write_and_says_no_identity_number():
    assert len(POSTS) >= 40
    for name, title, post in POSTS:
        who = people.PEOPLE[post["by"]]
        assert set(who.organisations.values()) <= set(policies.WRITERS), (name, title)
        words = dialogues.flow(post["body"])
        assert 3 <= len(words.split()) <= 120, (name, title)
        assert not find_possible_identity_numbers(words)
        assert not re.search(r"(?<!\n)\n(?![\n-])", words), "a paragraph was broken"


@pytest.mark.parametrize("name", ["falls", "food", "cleaning"])
def test_needs_are_outcomes_with_figures(name):
    for need in dialogues.read(name)["needs"]:
        assert re.search(r"\d", need["baseline"])
        assert re.search(r"\d|ett", need["effect"])
        assert need["indicator"].strip()
        assert need["open_for"].strip()
