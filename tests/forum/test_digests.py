"""The digest of what one follows: who has something to read is one question to the database, what it says is asked late."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.blueprints.forum import notices
from app.blueprints.forum.queries import following as queries
from app.blueprints.forum.queries import news
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.notifications import services
from app.blueprints.notifications.services import digests
from app.core import clock
from app.core.db import Context, db, unit_of_work
from tests.factories import notifications as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, post, thread

DIGESTS = "SELECT count(*), count(DISTINCT person_id) FROM notifications_mail WHERE template = 'digest'"


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    return firm, dialogue, supplier, who, thread(dialogue, supplier, who, title="Kva med returmat?", lang="nn")


@pytest.fixture
def morning(owner_sql, worker_app):
    """Everybody's hour has come, whatever it is now; then the digests are written."""

    def _come():
        owner_sql(
            "INSERT INTO notifications_preference (person_id, rhythm, time_zone, hour, weekday, bounces, version)"
            " SELECT id, 'daily', 'Europe/Oslo', 7, 0, 0, 1 FROM accounts_person ON CONFLICT DO NOTHING"
        )
        # The local hour is a matter of the notifications' own tests.
        owner_sql("UPDATE notifications_preference SET hour = extract(hour FROM now() AT TIME ZONE 'Europe/Oslo')")
        with worker_app.app_context():
            services.write_digests()

    return _come


def say(who, kind, number, level=Level.ALL) -> None:
    with unit_of_work(Context(person_id=who.id)):
        queries.set_level(who.id, kind, number, level, clock.now())


def test_it_is_grouped_by_place_and_thread_and_says_how_much_more_there_is(scene, morning, run_jobs, mails) -> None:
    firm, _dialogue, supplier, who, opened = scene
    reader = person("Lise", locale="en")
    forum = open_forum()
    say(reader, Followed.HOST, firm.id)
    say(reader, Followed.SPACE, forum.id)
    say(who, Followed.HOST, firm.id)
    for number in range(5):
        post(opened, supplier, who, f"Svar nummer {number}.", lang="nn")
    others = [thread(forum, supplier, who, title=f"Forum thread {number}", lang="en") for number in range(11)]
    with unit_of_work():
        gone = post(others[0], supplier, who, "Angrar.")
        posts.withdraw_post(gone, by=actor(who))
    morning()
    run_jobs()
    (mail,) = [mail for mail in mails if "new in what you follow" in mail["Subject"]]
    assert mail["To"] == reader.email, "whose own posts they are gets none"
    assert mail["Subject"] == "16 things are new in what you follow"
    words = mail.get_body(("plain",)).get_content().replace("\r", "")
    assert words.index("Small firms and large buyers") < words.index("Forum thread 10")
    assert "And 2 more threads" in words
    assert len(re.findall(r"^Forum thread \d+:$", words, re.MULTILINE)) == 10
    assert "Solveig Eide, Nordfjord Mekaniske · Original, English" in words
    assert "Angrar" not in words
    assert "List-Unsubscribe" in mail


def test_a_thread_shows_its_first_three_new_posts_in_their_own_language(scene, morning, run_jobs, mails) -> None:
    _firm, _dialogue, supplier, who, opened = scene
    reader = person("Lise", locale="en")
    say(reader, Followed.THREAD, opened.id)
    for number in range(5):
        post(opened, supplier, who, f"Svar nummer {number}.", lang="nn")
    morning()
    run_jobs()
    (mail,) = [mail for mail in mails if mail["To"] == reader.email]
    words, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert re.findall(r"Svar nummer (\d)", words) == ["0", "1", "2"]
    assert "5 new posts. The first of them:" in words
    assert 'lang="nn">Kva med returmat?</a>' in html
    assert 'lang="nn">Svar nummer 0.</a>' in html
    assert "Less food waste on wards" in words


def test_what_was_read_withdrawn_or_muted_before_it_left_makes_no_mail(
    scene, morning, run_jobs, mails, owner_sql
) -> None:
    _firm, _dialogue, supplier, who, opened = scene
    people = {name: person(name) for name in ("reads", "mutes", "all read", "stays")}
    for one in people.values():
        say(one, Followed.THREAD, opened.id)
    made = post(opened, supplier, who, "Noko nytt.", lang="nn")
    morning()
    assert owner_sql(DIGESTS) == [(4, 4)]
    owner_sql(
        f"INSERT INTO forum_reading (person_id, thread_id, last_read_seq) VALUES ({people['reads'].id}, {opened.id}, 2)"
    )
    owner_sql(f"UPDATE forum_follow SET level = 'replies' WHERE person_id = {people['mutes'].id}")
    owner_sql(f"INSERT INTO forum_read_before (person_id, before) VALUES ({people['all read'].id}, now())")
    run_jobs()
    assert [mail["To"] for mail in mails if "følger" in mail["Subject"]] == [people["stays"].email]
    with unit_of_work():
        posts.withdraw_post(made, by=actor(who))
    assert notices.digest(people["stays"].id, clock.now() - timedelta(days=1), "nb") == []


def test_whoever_has_nothing_unread_is_not_even_asked_about(scene, worker_app, owner_sql) -> None:
    firm, dialogue, supplier, who, opened = scene
    names = ("thread", "space", "host", "read", "level", "late", "nearer", "long ago")
    people = {name: person(name) for name in names}
    say(people["thread"], Followed.THREAD, opened.id)
    say(people["space"], Followed.SPACE, dialogue.space_id)
    for name in ("host", "read", "nearer", "long ago"):
        say(people[name], Followed.HOST, firm.id)
    say(people["nearer"], Followed.THREAD, opened.id, Level.NOTHING)
    say(people["level"], Followed.SPACE, dialogue.space_id, Level.REPLIES)
    post(opened, supplier, who, "Noko nytt.")
    say(people["late"], Followed.THREAD, opened.id)
    owner_sql(
        f"INSERT INTO forum_reading (person_id, thread_id, last_read_seq) VALUES ({people['read'].id}, {opened.id}, 2)"
    )

    def pending():
        with worker_app.app_context(), unit_of_work():
            return {row.person_id for row in db.session.execute(news.pending())}

    assert pending() == {people[name].id for name in ("thread", "space", "host", "long ago")}
    owner_sql("UPDATE forum_thread SET last_post_at = now() - interval '40 days'")
    owner_sql("UPDATE forum_follow SET since = now() - interval '60 days'")
    assert pending() == set(), "what is older than a month is told by no mail any more"


def test_a_run_killed_half_way_gives_everybody_one(
    scene, worker_app, owner_sql, monkeypatch, run_jobs, mails, morning
) -> None:
    _firm, _dialogue, supplier, who, opened = scene
    crowd = make.crowd(owner_sql, 35)
    owner_sql(
        "INSERT INTO forum_follow (person_id, kind, thread_id, level, since)"
        " SELECT unnest(%(people)s::bigint[]), 'thread', %(thread)s, 'all', now() - interval '1 day'",
        people=crowd,
        thread=opened.id,
    )
    post(opened, supplier, who, "Noko nytt.")
    monkeypatch.setattr(digests, "AT_ONCE", 10)
    real, steps = digests.queue_mails, []

    def dies_at_the_third(rows):
        steps.append(real(rows))
        if len(steps) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(digests, "queue_mails", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            morning()
    assert owner_sql(DIGESTS) == [(20, 20)]
    run_jobs()
    morning()
    morning()
    run_jobs()
    assert len(mails) == len({mail["To"] for mail in mails}) == 35


@pytest.mark.parametrize("kind", ["thread", "space", "host"])
def test_who_of_fifty_thousand_is_written_to_is_one_statement_that_reads_each_row_once(
    scene, worker_app, owner_sql, kind
) -> None:
    """As plans, not as seconds: no follower costs more than a few buffers, and no post is read."""
    firm, dialogue, supplier, who, opened = scene
    for number in range(20):
        thread(dialogue, supplier, who, title=f"Thread {number}")
    crowd = make.crowd(owner_sql, 50_000)
    place = {"thread": opened.id, "space": dialogue.space_id, "host": firm.id}[kind]
    owner_sql(
        f"INSERT INTO forum_follow (person_id, kind, {kind}_id, level, since)"
        " SELECT unnest(%(people)s::bigint[]), %(kind)s, %(place)s, 'all', now() - interval '1 day'",
        people=crowd, kind=kind, place=place,
    )  # fmt: skip
    owner_sql("ANALYZE forum_follow; ANALYZE accounts_person; ANALYZE forum_thread")
    with worker_app.app_context(), unit_of_work():
        query = news.pending().compile(db.engine, compile_kwargs={"literal_binds": True})
        (found,) = db.session.execute(text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}")).scalar()
    plan = found["Plan"]
    assert plan["Actual Rows"] == 50_000
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    assert buffers < 50_000 * 20
    assert "forum_post" not in str(plan)
