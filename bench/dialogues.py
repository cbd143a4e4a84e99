"""500 market dialogues and 5,000: a page of one costs no more for the others, nor for what is not shown.

The first dialogue has most of what there is: at the larger size 3,000 published questions, 800 firms that take part and
have answered a questionnaire, 40,000 items in its ledger, 5,000 followers, and a batch of 200 answers that is ready to
go. Counted, not timed: statements and blocks of the database touched. `publish` makes the batch public, and `report`
the report on involvement; both are taken back. `followers` is finding who follows, and `mails` telling everybody.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
from flask import Flask

from app import create_app
from app.blueprints.accounts.queries.actor import find_actor
from app.blueprints.accounts.terms import Actor
from app.blueprints.involvement.models import Report
from app.blueprints.involvement.services.reports import make_report
from app.blueprints.notifications.queries.inbox import next_receivers
from app.blueprints.questions.queries import announcing
from app.blueprints.questions.queries.batches import being_prepared
from app.blueprints.questions.services.announcing import tell_of_batch
from app.blueprints.questions.services.publishing import publish
from app.blueprints.questions.terms.answers import Publication
from app.core import embedded
from app.core.clock import today
from app.core.db import Context, acting_for, commit, db, rollback, set_context, unit_of_work
from bench import seed
from bench.counting import Asks, counted, growth, site
from bench.following import cost
from bench.pages import LANGUAGE, asking, cookie_of
from bench.report import Figures
from bench.seed_dialogues import BUYER, RARE_CPV, TOKEN, batch, fill, firms, items, questions
from config import Settings

SIZES = {"5e2": 500, "5e3": 5_000}
PUBLIC = {
    "list": "/dialogues",
    "list_open": "/dialogues?state=open",
    "list_closed": "/dialogues?state=closed",
    "list_kind": "/dialogues?kind=goods",
    "list_language": "/dialogues?language=nn",
    "list_region": "/dialogues?region=11",
    "list_industry": "/dialogues?industry=86",
    "list_cpv": "/dialogues?cpv=72200000",
    "list_rare": f"/dialogues?cpv={RARE_CPV}",
    "list_all": "/dialogues?state=open&kind=goods&language=nn&region=11&industry=62&cpv=48180000",
    "list_older": "/dialogues?after=o_{later}_1",
    "page": "/dialogues/1",
    "questions": "/dialogues/1/questions",
    "questions_middle": "/dialogues/1/questions?before={middle}",
    "questions_last": "/dialogues/1/questions?before=21",
    "questions_supplier": "/dialogues/1/questions?supplier=7",
    "question": "/dialogues/1/questions/30",
    "feed": "/dialogues/1/questions.atom",
    "told": "/dialogues/1/told",
    "input": "/dialogues/1/input",
}
HOSTS = {
    "ledger": "/dialogues/1/ledger",
    "ledger_red": "/dialogues/1/ledger?show=red",
    "ledger_last": "/dialogues/1/ledger?before=21",
    "item": "/dialogues/1/ledger/100",
    "matrix": "/dialogues/1/ledger/matrix",
    "matrix_last": "/dialogues/1/ledger/matrix?before=21&suppliers={last_firms}",
    "involvement": "/dialogues/1/involvement",
    "report": "/dialogues/1/involvement/reports/1",
    "desk_input": "/dialogues/1/desk/input",
    "desk_answers": "/dialogues/1/desk/input/questions/1",
    "intake": "/dialogues/1/questions/intake",
    "themes": "/dialogues/1/themes",
    "gather": "/dialogues/1/themes/gather?kind=question",
    "declarations": "/dialogues/1/declarations",
}
ACTS = ("publish", "making")


def measure(watch: psycopg.Connection[Any], figures: Figures) -> Figures:
    """`dialogues.questions.5e3.sql` and `.buffers`, and `dialogues.questions.growth` from the small to the large."""
    for size, dialogues in SIZES.items():
        settings = seed.prepare(f"dialogues_{size}", dialogues, fill)
        keep_a_report(settings)
        for name, one in counted(watch, settings, partial(asks, dialogues)):
            figures[f"dialogues.{name}.{size}.sql"] = one.sql
            figures[f"dialogues.{name}.{size}.buffers"] = one.buffers
            figures[f"dialogues.{name}.{size}.bytes"] = one.bytes
            if name not in ACTS:
                figures["rows_written"] = figures.get("rows_written", 0) + one.written
        figures[f"dialogues.publish.{size}.of"] = batch(dialogues)
        figures[f"dialogues.making.{size}.of"] = items(dialogues)
        figures |= {f"dialogues.{name}.{size}.{what}": value for name, what, value in telling(settings)}
    return figures | growth(figures, "dialogues", (*PUBLIC, *HOSTS), ("5e2", "5e3"))


def asks(dialogues: int, app: Flask) -> Asks:
    cookie = cookie_of(app, TOKEN)
    where = {
        "later": today() + timedelta(days=50),
        "middle": questions(dialogues) // 2,
        "last_firms": firms(dialogues) - 6,
    }
    public = {name: asking(app, f"/{LANGUAGE}{path.format(**where)}") for name, path in PUBLIC.items()}
    hosts = {name: asking(app, f"/{LANGUAGE}{path.format(**where)}", cookie) for name, path in HOSTS.items()}
    return public | hosts | {"publish": taken_back(app, publishing), "making": taken_back(app, making)}


def taken_back(app: Flask, act: Callable[[Actor], None]) -> Callable[[], bytes]:
    """What the buyer's owner does, without the form; taken back, so that it can be done again."""

    def ask() -> bytes:
        with app.app_context():
            act(buyer())
            db.session.flush()
            rollback()
            return b""

    return ask


def buyer() -> Actor:
    who = find_actor(TOKEN)
    assert who is not None
    set_context(Context(person_id=who.person_id, organisation_ids=(BUYER,)))
    return who


def publishing(who: Actor) -> None:
    """The whole batch at one instant."""
    one = being_prepared(1)
    assert one is not None
    publish(1, one.id, Publication(version=1, keeps_deadline=True), by=who)


def making(who: Actor) -> None:
    make_report(1, LANGUAGE, by=who)


def keep_a_report(settings: Settings) -> None:
    """One that can be read."""
    with site(settings) as (app, _engine), app.test_request_context(f"/{LANGUAGE}/"):
        who = buyer()
        if db.session.get(Report, 1) is None:
            make_report(1, LANGUAGE, by=who)
            commit()
        rollback()


def telling(settings: Settings) -> list[tuple[str, str, float]]:
    """What the worker does once a batch is out: whom it finds, and how many are told and get a mail, in seconds."""
    forgotten(settings)
    worker = create_app(settings, role="worker")
    entry = {"subject_id": 1, "by_id": BUYER, "key": "bench"}
    with worker.app_context():
        with unit_of_work(acting_for(BUYER)):
            one = announcing.batch_told(1)
            assert one is not None
            found = next_receivers(announcing.following(one, None), 0, 5_000)
            blocks, _ms = cost(lambda: next_receivers(announcing.following(one, None), 0, 5_000))
        started = time.perf_counter()
        with unit_of_work():
            tell_of_batch(entry)
        seconds = time.perf_counter() - started
        db.engine.dispose()
    told, mails = forgotten(settings)
    return [
        ("followers", "people", len(found)),
        ("followers", "buffers", blocks),
        ("mails", "people", told),
        ("mails", "mails", mails),
        ("mails", "s", seconds),
    ]


def forgotten(settings: Settings) -> list[int]:
    """How many notices and mails there were, all of which are gone."""
    with psycopg.connect(embedded.conninfo(seed.CLUSTER, "postgres", settings.database_name)) as connection:
        return [connection.execute(f"DELETE FROM notifications_{table}").rowcount for table in ("inbox_item", "mail")]


def main() -> int:
    """`python -m bench.dialogues`: only these, as lines."""
    figures: Figures = {"rows_written": 0}
    seed.CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(embedded.conninfo(seed.CLUSTER, "postgres", "postgres"), autocommit=True) as watch:
        figures = measure(watch, figures)
    for key, value in sorted(figures.items()):
        print(f"{key:44}{value:12.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
