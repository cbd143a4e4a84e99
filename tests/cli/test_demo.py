"""The demo: its processes live and die together, its ports are its own, and its people are who they should be."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from app import create_app
from app.blueprints.accounts.queries import people as people_queries
from app.blueprints.accounts.rules.passwords import weakness
from app.blueprints.accounts.terms import Authority, Check, Role
from app.cli import register_double
from app.cli.demo import Failed, __main__, ports, processes, settings
from app.cli.demo_content import organisations, people
from app.cli.demo_content.world import World
from app.cli.demo_firms import BY_NUMBER
from app.core import clock
from app.core.db import db
from config import ROOT


@pytest.fixture
def children(tmp_path):
    made = processes.Processes(tmp_path, dict(os.environ))
    yield made
    made.stop()


def start(children, name, code):
    children.start(name, sys.executable, "-c", code)
    return children.running[-1].process


def test_stopping_ends_every_child_also_one_that_will_not(children, monkeypatch):
    monkeypatch.setattr(processes, "STOP_WITHIN", 0.5)
    willing = start(children, "willing", "import time; time.sleep(60)")
    deaf = start(
        children,
        "deaf",
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('on', flush=True); time.sleep(60)",
    )
    while not children.running[1].log.read_text():
        time.sleep(0.01)
    children.stop()
    assert willing.poll() == -signal.SIGTERM
    assert deaf.poll() == -signal.SIGKILL


def test_the_death_of_a_child_is_told_with_the_last_it_said(children):
    start(children, "brief", "print('out of paper'); raise SystemExit(3)").wait()
    with pytest.raises(Failed, match=r"(?s)brief stopped \(status 3\).*out of paper"):
        children.check()


def test_a_port_that_is_taken_is_told_of_and_another_proposed(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert __main__.main(["--port", str(port)]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().out


def test_other_ports_are_free_ones_near_the_first():
    first = ports.free_ports(20000, 3)
    assert len(set(first)) == 3
    assert all(20000 < port < 20100 for port in first)


def test_the_key_is_made_once_and_nobody_else_may_read_it(tmp_path):
    key = settings.secret_key(tmp_path / "demo")
    assert len(key) >= 48
    assert settings.secret_key(tmp_path / "demo") == key
    assert (tmp_path / "demo" / "secret_key").stat().st_mode & 0o077 == 0


def test_the_demo_never_touches_a_database_that_the_environment_names(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@db.example/real")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://somebody@db.example/real")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    chosen = settings.settings_for(8000, 8001, 8002, 8003)
    assert chosen.embedded
    assert chosen.var_dir == tmp_path


def test_help_is_given_without_starting_anything():
    shown = subprocess.run(
        [sys.executable, "-m", "app.cli.demo", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "--reset" in shown.stdout


def test_every_demo_person_has_an_address_of_her_own_and_a_password_that_the_site_accepts():
    everybody = people.PEOPLE.values()
    assert len({who.email for who in everybody}) == len(everybody)
    assert not [who.email for who in everybody if weakness(people.PASSWORD, context=(who.name, who.email))]
    assert {who.locale for who in everybody} == {"nb", "nn", "en"}


def test_the_demo_has_the_organisations_that_it_should():
    kinds = [firm.kind for firm in organisations.FIRMS.values()]
    assert (kinds.count("ministry"), kinds.count("buyer"), kinds.count("interest")) == (1, 3, 2)
    assert kinds.count("supplier") >= 12
    assert all(number.startswith("31") for number in BY_NUMBER)


def test_the_clock_of_the_world_can_be_moved_and_comes_back():
    world = World(now=clock.now())
    with world.at(days_ago=100, hour=14) as moment:
        assert clock.local(clock.now()).hour == 14
        assert abs(clock.now() - moment) < timedelta(minutes=1)
        assert timedelta(days=99) < world.now - moment < timedelta(days=101)
    assert abs(clock.now() - world.now) < timedelta(minutes=1)


@pytest.fixture
def seeded(settings, clean):
    """The demo's people in the tests' database, looked up in the double of the register."""
    register = register_double.serve(0)
    threading.Thread(target=register.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{register.server_address[1]}"
    app = create_app(settings.model_copy(update={"register_url": address}), role="worker")
    world = World(now=clock.now())
    with app.app_context():
        people.seed(world)
        yield world
        db.session.rollback()
        db.engine.dispose()
    register.shutdown()
    register.server_close()


def test_demo_people_have_the_powers_that_their_parts_need(seeded):
    assert seeded.actor("moderator").is_moderator
    assert seeded.actor("administrator").is_administrator
    assert not seeded.actor("trust_lead").is_staff
    workshop = seeded.organisations["workshop"]
    assert seeded.actor("workshop_owner").role_in(workshop.id) is Role.OWNER
    assert seeded.actor("workshop_reader").role_in(workshop.id) is Role.READER
    strict = {key for key, who in people.PEOPLE.items() if who.has_second_factor}
    assert {"moderator", "administrator", "trust_lead", "havndal_lead", "fjordane_lead"} <= strict
    with_code = {person.email for person in people_queries.people_with_second_factor()}
    assert with_code == {people.PEOPLE[key].email for key in strict}


def test_demo_organisations_are_as_checked_as_they_say(seeded):
    assert seeded.organisations["trust"].check is Check.VERIFIED
    assert seeded.organisations["ministry"].authority is Authority.STAFF
    assert seeded.organisations["workshop"].authority is Authority.DOMAIN
    assert seeded.organisations["workshop"].headcount == 14
    assert seeded.organisations["transport"].authority is Authority.UNPROVEN


def test_what_a_demo_person_did_then_was_done_then(seeded):
    assert seeded.people["moderator"].created_at < clock.now() - timedelta(days=780)
    with seeded.acting_as("moderator", days_ago=30) as actor:
        assert actor.person_id == seeded.people["moderator"].id
        assert clock.now() < seeded.now - timedelta(days=29)
