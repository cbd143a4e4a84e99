"""Who is told of a post: each once, for the nearest reason, in her own language, and of nothing that has gone."""

import pytest
from sqlalchemy import text

from app.blueprints.forum.models import Mention
from app.blueprints.forum.queries import following as queries
from app.blueprints.forum.services import posts, telling
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.notifications.services import digests
from app.core import clock
from app.core.db import Context, db, unit_of_work
from tests.factories import notifications as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import post, post_draft, thread

QUEUED = "SELECT count(*), count(DISTINCT person_id) FROM notifications_mail WHERE template LIKE 'forum/%%'"
INBOX = "SELECT person_id, params->>'why' FROM notifications_inbox_item ORDER BY 1"


@pytest.fixture
def scene(db_session, run_jobs):
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    opened = thread(dialogue, supplier, who, title="Kva med returmat?", lang="nn")
    run_jobs()
    return firm, dialogue, supplier, who, opened


@pytest.fixture(autouse=True)
def no_digests(monkeypatch):
    """Whatever the hour is at which the tests run."""
    monkeypatch.setattr(digests, "_rooms", {})


def immediate(owner_sql, who) -> None:
    owner_sql(
        "INSERT INTO notifications_preference (person_id, rhythm, time_zone, hour, weekday, bounces, version)"
        f" VALUES ({who.id}, 'immediate', 'Europe/Oslo', 7, 0, 0, 1)"
    )


def say(who, kind, number, level) -> None:
    with unit_of_work(Context(person_id=who.id)):
        queries.set_level(who.id, kind, number, level, clock.now())


def written(opened, supplier, who, words, *, calls=(), firms=(), reply_to=None):
    """A post that names people and organisations, in one transaction."""
    with unit_of_work():
        made = posts.write_post(opened.id, post_draft(supplier, words, reply_to=reply_to, lang="nn"), by=actor(who))
        db.session.add_all([Mention(post_id=made.id, person_id=called.id) for called in calls])
        db.session.add_all([Mention(post_id=made.id, organisation_id=firm.id) for firm in firms])
    return made


def test_each_is_told_once_for_the_nearest_reason_in_her_language(scene, run_jobs, mails, owner_sql, sign_in) -> None:
    firm, dialogue, supplier, who, opened = scene
    everything = member(firm, "editor", name="Alt", locale="en")  # named, writes for who is named, follows at once
    of_firm = member(firm, "editor", name="Skriver", locale="nb")
    firm_reader = member(firm, "reader", name="Leser")
    follower = person("Følger", locale="nb")
    daily = person("Daglig", locale="nb")
    muted = person("Stille")
    for one in (everything, follower, muted, who):
        immediate(owner_sql, one)
        say(one, Followed.SPACE, dialogue.space_id, Level.ALL)
    say(daily, Followed.THREAD, opened.id, Level.ALL)
    say(muted, Followed.THREAD, opened.id, Level.NOTHING)
    asker = member(supplier, "editor", name="Spør", locale="nn")
    post(opened, supplier, asker, "Korleis går det?", lang="nn")
    run_jobs()
    mails.clear()
    made = written(opened, supplier, who, "Vi har svar til alle.", calls=[everything, muted], firms=[firm], reply_to=2)
    run_jobs()
    got = {mail["To"]: mail for mail in mails}
    owner = owner_sql("SELECT email FROM accounts_person WHERE name = 'Ingrid Innkjøper'")[0][0]
    assert set(got) == {everything.email, of_firm.email, owner, asker.email, follower.email}
    assert len(mails) == 5, "nobody twice"
    assert firm_reader.email not in got
    assert got[everything.email]["Subject"] == "Solveig Eide mentions you in “Kva med returmat?”"
    assert "Vi har svar til alle." in got[follower.email].get_body(("plain",)).get_content()
    assert '<p lang="nn">Vi har svar til alle.</p>' in got[everything.email].get_body(("html",)).get_content()
    assert "Original, Nynorsk" in got[everything.email].get_body(("plain",)).get_content()
    assert f"/posts/{made.id}" in got[follower.email].get_body(("plain",)).get_content()
    # What follows carries the link that stops it; what concerns her directly does not.
    assert got[follower.email]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got[everything.email]["List-Unsubscribe"] is None
    direct = {number for number, _ in owner_sql(INBOX)} - {who.id}
    assert {everything.id, of_firm.id, asker.id} <= direct
    assert not {follower.id, daily.id, muted.id, firm_reader.id} & direct, "followers have no rows"
    inbox = sign_in(asker).get("/en/inbox").text
    assert "Solveig Eide answers you in “Kva med returmat?”" in inbox
    assert '<p class="prose small" lang="nn">Vi har svar til alle.</p>' in inbox
    # The link in the mail stops the thread, and nothing else.
    stop = got[follower.email]["List-Unsubscribe"].strip("<>").partition("localhost")[2]
    client = sign_in(follower)
    assert "Kva med returmat?" in client.get(stop).text
    assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    mails.clear()
    post(opened, supplier, who, "Endå eit innlegg.", lang="nn")
    run_jobs()
    assert follower.email not in {mail["To"] for mail in mails}
    assert everything.email in {mail["To"] for mail in mails}


@pytest.mark.parametrize(
    "meanwhile",
    [
        "UPDATE forum_post SET state = 'withdrawn', withdrawn_at = now() WHERE seq = 2",
        "UPDATE forum_post SET state = 'hidden', hidden_at = now(), reason = 'M5' WHERE seq = 2",
        "UPDATE forum_space SET state = 'hidden'",
        "UPDATE forum_follow SET level = 'nothing'",
        "UPDATE forum_reading SET last_read_seq = 2",
        "UPDATE accounts_person SET closed_at = now() WHERE name = 'Følger'",
        "UPDATE notifications_preference SET rhythm = 'daily'",
    ],
)
def test_what_has_gone_or_is_not_wanted_any_more_leaves_no_mail(
    scene, run_jobs, mails, owner_sql, worker_app, meanwhile
) -> None:
    _firm, _dialogue, supplier, who, opened = scene
    follower = person("Følger")
    immediate(owner_sql, follower)
    say(follower, Followed.THREAD, opened.id, Level.ALL)
    owner_sql(f"INSERT INTO forum_reading (person_id, thread_id, last_read_seq) VALUES ({follower.id}, {opened.id}, 1)")
    made = post(opened, supplier, who, "Noko nytt.", lang="nn")
    entry = {"key": "k", "subject_id": made.id, "by_id": who.id, "data": {}}
    with worker_app.app_context(), unit_of_work():
        telling.tell_of_post(entry)
    assert owner_sql(QUEUED) == [(1, 1)]
    owner_sql(meanwhile)
    owner_sql("DELETE FROM procrastinate_jobs WHERE task_name = 'journal.fan_out'")
    run_jobs()
    assert [mail for mail in mails if mail["To"] == follower.email] == []


def test_a_post_that_was_withdrawn_before_the_worker_came_tells_nobody(scene, run_jobs, mails, owner_sql) -> None:
    _firm, _dialogue, supplier, who, opened = scene
    asker = member(supplier, "editor", name="Spør")
    post(opened, supplier, asker, "Korleis?")
    run_jobs()
    mails.clear()
    made = written(opened, supplier, who, "Angrar.", reply_to=2)
    with unit_of_work():
        posts.withdraw_post(made, by=actor(who))
    run_jobs()
    assert mails == []


def test_the_author_of_the_question_is_told_that_it_is_answered(scene, run_jobs, mails) -> None:
    from app.blueprints.forum.services import tending

    firm, _dialogue, _supplier, who, opened = scene
    host = member(firm, "editor", name="Arne Hauge")
    made = post(opened, firm, host, "Ja, det gjeld begge.", lang="nn", reply_to=1)
    run_jobs()
    mails.clear()
    with unit_of_work():
        tending.mark_answer(made, by=actor(host))
    run_jobs()
    assert [(mail["To"], mail["Subject"]) for mail in mails] == [(who.email, mails[0]["Subject"])]
    assert "Kva med returmat?" in mails[0]["Subject"]


def test_killed_half_way_and_run_again_every_follower_gets_one_mail(
    scene, worker_app, owner_sql, monkeypatch, run_jobs, mails
) -> None:
    _firm, _dialogue, supplier, who, opened = scene
    crowd = make.crowd(owner_sql, 35, rhythm="immediate")
    owner_sql(
        "INSERT INTO forum_follow (person_id, kind, thread_id, level, since)"
        " SELECT unnest(%(people)s::bigint[]), 'thread', %(thread)s, 'all', now() - interval '1 day'",
        people=crowd,
        thread=opened.id,
    )
    made = post(opened, supplier, who, "Noko nytt.")
    entry = {"key": "e1", "subject_id": made.id, "by_id": who.id, "data": {}}
    owner_sql("DELETE FROM procrastinate_jobs")
    monkeypatch.setattr(telling, "AT_ONCE", 10)
    real, steps = telling.queue_mails, []

    def dies_at_the_third(rows):
        steps.append(real(rows))
        if len(steps) == 3:
            raise KeyboardInterrupt

    def tell():
        with worker_app.app_context(), unit_of_work():
            telling.tell_of_post(entry)

    with monkeypatch.context() as patch:
        patch.setattr(telling, "queue_mails", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            tell()
    assert owner_sql(QUEUED) == [(20, 20)], "two steps stand, the third is undone"
    run_jobs()
    tell()
    tell()
    assert owner_sql("SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'todo' GROUP BY 1") == [
        ("notifications.hand_over_batch", 1)
    ], "one job, however many follow"
    run_jobs()
    assert len(mails) == len({mail["To"] for mail in mails}) == 35


def test_fifty_thousand_followers_are_found_by_index_five_thousand_at_a_time(scene, worker_app, owner_sql) -> None:
    """The plan on a table of 50,000 followers of one thread; nothing is timed."""
    _firm, _dialogue, supplier, who, opened = scene
    crowd = make.crowd(owner_sql, 50_000, rhythm="immediate")
    owner_sql(
        "INSERT INTO forum_follow (person_id, kind, thread_id, level, since)"
        " SELECT unnest(%(people)s::bigint[]), 'thread', %(thread)s, 'all', now() - interval '1 day'",
        people=crowd,
        thread=opened.id,
    )
    owner_sql("ANALYZE forum_follow; ANALYZE notifications_preference; ANALYZE accounts_person")
    made = post(opened, supplier, who, "Noko nytt.")
    with worker_app.app_context(), unit_of_work():
        told = queries.next_immediate(telling.telling.post_told(made.id), [crowd[0]], crowd[10], 5000)
        assert told == crowd[11:5011]
        assert db.session.scalar(text("SELECT count(*) FROM forum_follow")) == 50_000
        telling.tell_of_post({"key": "e1", "subject_id": made.id, "by_id": who.id, "data": {}})
    assert owner_sql(QUEUED) == [(50_000, 50_000)]
    assert owner_sql(
        "SELECT count(*) FROM notifications_inbox_item WHERE person_id = ANY(%(people)s)", people=crowd
    ) == [(0,)]
