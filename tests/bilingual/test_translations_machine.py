"""A machine's draft: asked for where the space allows it, kept with who made it, and never in anybody's way."""

import pytest

from app.adapters.translation import Result, TimedOut
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.services import engine as drafts
from app.blueprints.bilingual.services import machine
from app.blueprints.bilingual.services.engine import Breaker
from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.forum.services import posts
from app.core.db import db, unit_of_work
from tests.adapters.engines import real  # noqa: F401 - a fixture
from tests.bilingual.test_translations_services import Scene
from tests.factories.accounts import actor
from tests.factories.forum import open_forum
from tests.factories.forum import post as write_post
from tests.factories.forum import thread as write_thread


class Engine:
    name, longest = "Prøvemotor", 100_000

    def __init__(self):
        self.asked, self.error, self.meanwhile = [], None, lambda: None

    def pairs(self):
        return frozenset({("nb", "nn"), ("nn", "nb")})

    def translate(self, paragraphs, source, target):
        self.asked.append(" ".join(paragraphs))
        if self.error:
            raise self.error
        self.meanwhile()
        return Result(tuple(text.replace("ikke", "ikkje") for text in paragraphs), self.name, "1.0", ("returmat",))


@pytest.fixture
def motor(monkeypatch):
    made = Engine()
    monkeypatch.setattr(machine, "engine", lambda: made)
    monkeypatch.setattr(drafts, "breaker", Breaker())
    return made


@pytest.fixture
def scene(db_session):
    made = Scene()
    made.space = open_forum(organisation_id=made.buyer.id, machine_allowed=True)
    made.thread = write_thread(made.space, made.firm, made.author, title="Hvorfor ikke?", body="Vi vil ikke.")
    return made


def rows(post_id):
    db.session.rollback()
    return db.session.query(Translation).filter_by(kind="post", subject_id=post_id, status=Status.MACHINE).all()


def test_a_post_is_drafted_in_the_other_written_form_title_and_all(scene, motor, run_jobs):
    run_jobs()
    (row,) = rows(scene.thread.opening_post_id)
    assert (row.lang, row.title, row.body) == ("nn", "Hvorfor ikkje?", "Vi vil ikkje.")
    assert (row.engine, row.engine_version, row.source_revision) == ("Prøvemotor", "1.0", 1)
    machine.draft("post", row.subject_id, 1)  # once more: nothing is asked again
    assert len(motor.asked) == 2


def test_an_edit_replaces_the_draft(scene, motor, run_jobs):
    scene.post = write_post(scene.thread, scene.firm, scene.author, "Det er ikke bra.")
    run_jobs()
    scene.edit("Det er ikke så verst.")
    run_jobs()
    (row,) = rows(scene.post.id)
    assert (row.body, row.source_revision) == ("Det er ikkje så verst.", 2)


def test_nothing_is_sent_where_the_space_does_not_allow_it_nor_of_english(scene, motor, run_jobs):
    run_jobs()
    asked = len(motor.asked)
    closed = open_forum(machine_allowed=False)
    write_thread(closed, scene.firm, scene.author, body="Hemmelig er det ikke.")
    write_post(scene.thread, scene.firm, scene.author, "In English.", lang="en")
    run_jobs()
    assert len(motor.asked) == asked


def test_an_engine_that_fails_or_is_absent_blocks_no_post_and_leaves_no_draft(scene, motor, run_jobs, monkeypatch):
    motor.error = TimedOut()
    posted = write_post(scene.thread, scene.firm, scene.author, "Det er ikke bra.")
    run_jobs()
    assert rows(posted.id) == []
    monkeypatch.setattr(machine, "engine", lambda: None)
    posted = write_post(scene.thread, scene.firm, scene.author, "Det er ikke bra.")
    run_jobs()
    assert rows(posted.id) == []


def test_what_was_withdrawn_while_the_machine_worked_gets_no_draft(scene, motor, run_jobs, app):
    posted = write_post(scene.thread, scene.firm, scene.author, "Det er ikke bra.")
    who = actor(scene.author)

    def withdraw():
        with app.app_context(), unit_of_work():
            if (found := db.session.get(type(posted), posted.id)).state == "visible":
                posts.withdraw_post(found, by=who)

    motor.meanwhile = withdraw
    run_jobs()
    assert rows(posted.id) == []


def test_the_real_engine_drafts_a_thread_and_leaves_its_author_alone(db_session, real, monkeypatch, run_jobs):  # noqa: F811
    monkeypatch.setattr(machine, "engine", lambda: real)
    monkeypatch.setattr(drafts, "breaker", Breaker())
    made = Scene()
    space = open_forum(machine_allowed=True)
    asked = write_thread(
        space, made.firm, made.author, title="Hvilke krav?", body="Vi i Fjordmat vil ikke vite **mye**."
    )
    run_jobs()
    (row,) = rows(asked.opening_post_id)
    assert (row.title, row.body) == ("Kva krav?", "Vi i Fjordmat vil ikkje vite **mykje**.")
    assert row.engine == "Apertium"
