"""The demo's dialogues and queue: what the issue promises, through the services, and the same every time."""

import threading
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import create_app
from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.bilingual.models import Translation as Version
from app.blueprints.dialogues.models import Dialogue, Document, Need, Phase, Translation
from app.blueprints.dialogues.rules.age import is_old
from app.blueprints.forum.models import Post, Quote, Revision, Space, Support, Thread
from app.blueprints.forum.services.verifying import verify
from app.cli import register_double
from app.cli.demo_content import (
    accounts,
    dialogues,
    forum,
    market,
    market_ledger,
    moderation,
    moderation_history,
    moderation_queue,
    moderation_upkeep,
    people,
    talk,
    versions,
)
from app.cli.demo_content.world import SATURDAY, World
from app.cli.demo_firms import ABROAD, BY_NUMBER
from app.core import clock, jobs
from app.core.db import db
from app.core.i18n import LOCALES
from tests.conftest import _connections, database_copy, settings_for, superuser

NOON = datetime(2026, 11, 18, 12, tzinfo=clock.OSLO)
FORUMS = {name: talk.read(forum.TEXTS / f"{name}.toml") for name in forum.FORUMS}
TALKS = [
    (name, told)
    for name, story in {**{name: dialogues.read(name) for name in dialogues.STORIES}, **FORUMS}.items()
    for told in story.get("threads", [])
]
POSTS = [(name, told["title"], post) for name, told in TALKS for post in told["posts"]]
VERSIONS = [(post, version) for _, _, post in POSTS for version in post.get("versions", [])]


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
    for room in (
        people,
        accounts,
        moderation_history,
        dialogues,
        moderation,
        moderation_queue,
        forum,
        moderation_upkeep,
    ):
        room.seed(world)
    return world


@contextmanager
def no_sources():
    """As where nobody has anything beside the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(market_ledger, "SOURCES", Path(__file__).with_name("nothing"))
        yield


@pytest.fixture(scope="module")
def filled(template_database, smtp_server, register):
    """An application whose database has been filled once, for all tests here that only read."""
    with no_sources(), database_copy(template_database, "demo_content") as name:
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
        rows(select(Version.lang, Version.status, Version.method, Version.source_revision, Version.title, Version.html,
                    Version.engine, Version.behind, func.date_trunc("minute", Version.changed_at)).order_by(Version.id)),
        rows(select(Quote.lang, Quote.words).order_by(Quote.id)),
        rows(select(Space.names, Space.machine_allowed, Space.state).order_by(Space.id)),
    )  # fmt: skip


def counted(column, *where):
    return dict(rows(select(column, func.count()).where(*where).group_by(column)))


def test_the_demo_has_the_dialogues_that_it_promises(demo):
    assert counted(Dialogue.state) == {"published": 2, "closed": 2, "draft": 1}
    assert counted(Dialogue.lang) == {"nb": 4, "nn": 1}
    published = db.session.scalars(select(Dialogue.id).where(Dialogue.state != "draft")).all()
    assert {"en"} == set(db.session.scalars(select(Translation.lang)))
    assert db.session.scalar(select(func.count()).select_from(Translation)) == len(published) == 4
    for dialogue_id in published:
        assert 2 <= counted(Need.dialogue_id)[dialogue_id] <= 3
        assert counted(Phase.dialogue_id)[dialogue_id] == 5
    for phase in db.session.scalars(select(Phase)):
        assert set(phase.name) == set(LOCALES)
        assert phase.starts_on.weekday() < SATURDAY


def test_the_demo_has_threads_and_posts_in_three_languages_and_every_state(demo):
    told = Thread.space_id != demo.spaces["open_hour"]  # what the moderators decided about is told elsewhere
    assert counted(Thread.lang, told).keys() == set(LOCALES)
    assert sum(counted(Thread.lang, told).values()) == len(TALKS)
    in_queue = [demo.posts[each["key"]] for each in moderation_queue.read()["posts"]]
    said = (Post.thread_id.in_(select(Thread.id).where(told)), Post.id.not_in(in_queue))
    states = counted(Post.state, *said)
    assert (states["hidden"], states["withdrawn"], states["waiting"], states["moved"]) == (1, 2, 1, 1)
    spoken = counted(Post.lang, Post.state == "visible", *said)
    assert sum(spoken.values()) == len(POSTS) - 4
    assert min(spoken.values()) >= 10
    edited = sum("edited" in post for _, _, post in POSTS)
    assert db.session.scalar(select(func.count()).where(Post.revision == 2, *said)) == edited == 4
    assert db.session.scalar(select(func.count()).where(Post.parent_id.is_not(None))) > 20
    assert counted(Post.role).keys() == {"buyer", "supplier", "interest", "ministry", "moderator"}


def test_a_firm_from_another_country_takes_part_and_one_that_is_not_verified_waits(demo):
    abroad, waits = demo.organisations["abroad"], demo.organisations["transport"]
    assert (abroad.number, abroad.country, abroad.check) == (ABROAD.number, "FI", Check.VERIFIED)
    assert ABROAD.number not in BY_NUMBER
    wrote = sum(post["by"] == "abroad_owner" for _, _, post in POSTS)
    assert counted(Post.state, Post.organisation_id == abroad.id) == {"visible": wrote}
    assert waits.authority is Authority.UNPROVEN
    assert waits.industry_version == "SN2025", "the register has been asked since the codes were changed"
    assert counted(Post.state, Post.organisation_id == waits.id) == {"visible": 1, "waiting": 1}


def test_a_dialogue_that_is_open_has_questions_answers_and_input_at_every_stage(demo, as_owner):
    food = demo.dialogues["food"].id
    states = dict(
        as_owner(f"SELECT state, count(*)::int FROM questions_question WHERE dialogue_id = {food} GROUP BY 1")
    )
    assert states == {"draft": 1, "asked": 2, "proposed": 1, "returned": 1, "published": 5}
    assert as_owner(f"SELECT count(*) FROM questions_question WHERE dialogue_id = {food} AND late") == [(1,)]
    batches = as_owner(f"SELECT count(*) FROM questions_batch WHERE dialogue_id = {food} AND state = 'published'")
    assert batches == [(2,)]
    entries = as_owner(
        "SELECT count(*), count(*) FILTER (WHERE NOT current), count(*) FILTER (WHERE pseudonym IS NULL),"
        f" bool_and(words ?& ARRAY['nb', 'en']) FROM questions_entry WHERE dialogue_id = {food}"
    )
    assert entries == [(7, 1, 1, True)], "one is of an answer that was changed, one of what nobody asked"
    lanes = as_owner(
        f"SELECT lane, count(DISTINCT organisation_id) FROM inputs_answer WHERE dialogue_id = {food} GROUP BY 1"
    )
    assert {lane for lane, _ in lanes} == {"public", "buyer", "confidential"}
    assert as_owner(f"SELECT count(*) FROM inputs_input WHERE dialogue_id = {food} AND state = 'handed_in'") == [(4,)]
    paraphrases = as_owner(f"SELECT state FROM inputs_paraphrase WHERE dialogue_id = {food} ORDER BY state")
    assert paraphrases == [("approved",), ("declined",), ("proposed",), ("published",)]


def test_one_thing_is_red_and_the_hosts_stand_differently_to_those_who_take_part(demo, as_owner):
    food = demo.dialogues["food"].id
    red = as_owner("SELECT dialogue_id, kind FROM parity_item WHERE first_told_at IS NOT NULL AND published_at IS NULL")
    assert red == [(food, "note")]
    hosts = {demo.organisations[name].id for name in ("trust", "havndal")}
    assert set(as_owner(f"SELECT host_ids FROM dialogues_dialogue WHERE id = {food}")[0][0]) == hosts
    declared = as_owner(
        "SELECT p.name, d.stance FROM impartiality_declaration d JOIN accounts_person p ON p.id = d.person_id"
        f" WHERE d.dialogue_id = {food} AND d.current ORDER BY 1"
    )
    assert declared == [("Henrik Stai", "ties"), ("Marte Lundgren", "none")], "Havndal's people have not yet"


def test_the_closed_dialogue_is_in_order_and_nobody_can_tell_who_asked(demo, as_owner):
    falls = demo.dialogues["falls"].id
    outcomes = as_owner(
        f"SELECT outcome, count(*) FROM outcome_theme_entry WHERE dialogue_id = {falls} GROUP BY 1 ORDER BY 1"
    )
    assert outcomes == [("changed", 2), ("later", 1), ("not_changed", 1)]
    assert as_owner(f"SELECT count(*) FROM outcome_source WHERE dialogue_id = {falls} AND theme_id IS NOT NULL") > [
        (8,)
    ]
    assert as_owner(f"SELECT lang FROM involvement_report WHERE dialogue_id = {falls} ORDER BY 1") == [("en",), ("nb",)]
    assert as_owner("SELECT conclusion FROM involvement_assessment") == [("evened_out",)]
    assert as_owner(f"SELECT count(*) FROM questions_entry WHERE dialogue_id = {falls}") == [(2,)]
    for table in ("questions_asker", "questions_pseudonym"):
        assert as_owner(f"SELECT count(*) FROM {table} WHERE dialogue_id = {falls}") == [(0,)]
    ((reviewed,),) = as_owner("SELECT min(reviewed_at) FROM dialogues_dialogue")
    assert is_old(reviewed.date(), NOON.date())


def test_two_suppliers_hear_of_dialogues_by_their_radars(as_owner):
    told = as_owner(
        "SELECT p.name, count(*) FILTER (WHERE read_at IS NULL) FROM notifications_inbox_item i"
        " JOIN accounts_person p ON p.id = i.person_id WHERE i.kind = 'dialogues/radar' GROUP BY 1 ORDER BY 1"
    )
    assert [name for name, _ in told] == ["Bente Hauan", "Wenche Bakkejord"]


def test_texts_beside_the_project_become_documents_and_are_not_needed(demo, monkeypatch, tmp_path):
    """The fixture has filled without the folder."""
    before = demo_documents(demo)
    assert before
    (tmp_path / "et-ekte-notat.nb.txt").write_text("Hva vi lærte", encoding="utf-8")
    monkeypatch.setattr(market_ledger, "SOURCES", tmp_path)
    stage = market.Stage(demo, demo.dialogues["food"], {"sources": ["trust_lead", 1, 9]})
    talk.tell(demo, market_ledger.happenings(stage))
    assert demo_documents(demo) == before | {"Et ekte notat"}


def demo_documents(demo):
    query = select(Document.title).where(
        Document.dialogue_id == demo.dialogues["food"].id, Document.published_at.is_not(None)
    )
    return set(db.session.scalars(query))


def test_the_moderators_find_a_case_of_every_kind_and_what_they_have_decided(demo, as_owner):
    waiting = as_owner(
        "SELECT subject_type, kind, source, reason, state FROM moderation_case WHERE state <> 'closed' ORDER BY 1, 2, 3, 4"
    )
    assert {(kind, source, reason) for _, kind, source, reason, _ in waiting} >= {
        ("content", "report", "M6"),
        ("content", "report", "M7"),
        ("content", "rule", "price"),
        ("content", "rule", "personal_data"),
        ("content", "rule", "secret"),
        ("content", "rule", "identity_number"),
        ("content", "pre_moderation", "unverified"),
        ("content", "pre_moderation", "new_organisation"),
        ("content", "pre_moderation", "everything"),
        ("content", "translation", "wrong_translation"),
        ("appeal", "appeal", "appeal"),
        ("sample", "sample", "sample"),
    }
    assert {subject for subject, *_ in waiting} == {"post", "need", "organisation", "translation"}
    assert sorted({state for *_, state in waiting}) == ["second", "waiting", "with_author", "with_lawyer"]
    assert 10 <= sum(state in ("waiting", "second") for *_, state in waiting) <= 16
    several = as_owner(
        "SELECT count(*), count(reporter_id) FROM moderation_signal s JOIN moderation_case c ON c.id = s.case_id"
        f" WHERE c.subject_id = {demo.posts['advertising']} AND c.subject_type = 'post'"
    )
    assert several == [(3, 2)], "two organisations, and somebody without an account"
    held = as_owner("SELECT count(*) FROM moderation_case WHERE claimed_by IS NOT NULL AND state <> 'closed'")
    assert held == [(1,)]


def test_a_year_of_decisions_stands_and_its_account_has_two_thirds_that_are_over(demo, as_owner):
    made = dict(as_owner("SELECT action, count(*)::int FROM moderation_decision GROUP BY action"))
    assert 60 <= sum(made.values()) <= 110
    assert made.keys() >= {"approve", "hide", "redact", "return", "warn", "silence", "uphold", "restore"}
    unsettled = "SELECT count(*) FROM moderation_decision d WHERE NOT EXISTS (SELECT FROM moderation_settlement s WHERE s.decision_id = d.id)"
    assert as_owner(unsettled) == [(0,)]
    assert as_owner("SELECT count(*) FROM moderation_settlement WHERE how = 'undone'")[0][0] >= 3
    ended = dict(as_owner("SELECT coalesce(outcome, 'waits'), count(*) FROM moderation_appeal GROUP BY 1"))
    assert ended.keys() == {"upheld", "changed", "overturned", "waits"}
    judged, differ = as_owner(
        "SELECT count(*), count(*) FILTER (WHERE NOT agrees) FROM moderation_sample WHERE judged_at IS NOT NULL"
    )[0]
    assert judged >= 25
    assert 2 <= differ <= judged // 5
    published = as_owner("SELECT period, document -> 'journal' ->> 'agrees' FROM moderation_account ORDER BY period")
    assert published == [("2026-1", "true"), ("2026-2", "true")]
    silenced = as_owner("SELECT name FROM accounts_person WHERE silenced_until > '2026-11-18'")
    assert silenced == [("Håvard Rønning",)]


def test_the_place_is_looked_after_with_rules_hours_and_words_that_have_a_history(demo, as_owner):
    versions_of = as_owner("SELECT scope, count(*) FROM moderation_rules GROUP BY scope ORDER BY scope")
    assert versions_of == [("house", 2), (f"space:{demo.spaces['food']}", 1)]
    own = as_owner("SELECT id, premoderation FROM forum_space WHERE hours IS NOT NULL")
    assert own == [(demo.spaces["food"], "all")]
    assert as_owner("SELECT count(*), count(removed_at) FROM screening_word") == [(5, 1)]


def test_those_who_are_concerned_find_something_in_the_inbox(demo, as_owner):
    told = as_owner(
        "SELECT p.name, i.kind FROM notifications_inbox_item i JOIN accounts_person p ON p.id = i.person_id ORDER BY 1"
    )
    assert set(told) >= {
        ("Aino Lehtovaara", "organisation_claim_decided"),
        ("Inga Márjá Sara", "moderation/decided"),
        ("James Okafor", "moderation/decided"),
        ("Kjersti Vatne", "moderation/outcome"),
        ("Olav Innstrand", "moderation/outcome"),
        ("Amina Warsame", "bilingual/sent_back"),
        ("Piotr Zielinski", "bilingual/approved"),
        ("Ragnhild Eide", "forum/post_to_you"),
        ("Oddbjørn Molvær", "forum/question_answered"),
        ("Wenche Bakkejord", "forum/post_moved"),
    }
    why = as_owner(
        "SELECT DISTINCT p.name, i.params ->> 'why' FROM notifications_inbox_item i"
        " JOIN accounts_person p ON p.id = i.person_id WHERE i.kind = 'forum/post_to_you'"
    )
    assert set(why) >= {
        ("Oddbjørn Molvær", "mention"),
        ("Arnfinn Angedal", "organisation"),
        ("Ragnhild Eide", "reply"),
    }


def test_a_reader_finds_every_state_of_a_thread_and_a_post(demo, as_owner):
    (weekend,) = as_owner("SELECT id, seq, post_count, title FROM forum_thread WHERE title LIKE 'To timars%'")
    told = next(told for _, told in TALKS if told.get("key") == "weekend")
    assert weekend[1:3] == (len(told["posts"]), len(told["posts"]) - 2), "one was withdrawn, and one was moved away"
    levels = "SELECT max(octet_length(path)) / 4 FROM forum_post WHERE thread_id = %s"
    assert as_owner(levels % weekend[0]) == [(5,)]
    assert as_owner("SELECT count(*) FROM forum_post WHERE answer_at IS NOT NULL AND role = 'buyer'")[0][0] >= 2
    assert counted(Support.post_id)[demo.posts["weekend/1"]] == 3
    assert (1, "en", True) in rows(select(Quote.revision, Quote.lang, Quote.translated))
    called = as_owner("SELECT count(person_id), count(organisation_id) FROM forum_mention")
    assert called[0][0] >= 2
    assert called[0][1] >= 2
    assert as_owner("SELECT kind, state FROM forum_attachment") == [("pdf", "clean")] * 2
    for name in forum.FORUMS:
        threads = rows(
            select(Thread.pinned_at.is_not(None), Thread.locked, Thread.lock_reason.is_not(None))
            .where(Thread.space_id == demo.spaces[name])
        )  # fmt: skip
        assert sorted(threads)[-2:] == [(False, True, True), (True, False, False)]
        assert 4 <= len(threads) <= 5
    kinds = as_owner("SELECT kind, count(*) FROM forum_revision WHERE kind <> 'first' GROUP BY kind ORDER BY kind")
    assert [kind for kind, _ in kinds] == ["minor", "put_back", "redacted", "substantive"]


def test_translations_are_there_in_every_state_and_nobody_checked_her_own(demo):
    states = counted(Version.status)
    assert states.keys() == {"requested", "machine", "draft", "in_review", "approved"}
    assert states["requested"] >= 2
    assert counted(Version.behind, Version.status == "approved").keys() == {"fresh", "minor", "stale"}
    assert "interest organisation" in db.session.scalar(select(Version.review_note).where(Version.status == "draft"))
    people_of = rows(
        select(Version.lang, Version.translator_id, Version.reviewer_id, Version.reviewer_for)
        .where(Version.status == "approved")
    )  # fmt: skip
    assert all(translator != reviewer for _, translator, reviewer, _ in people_of)
    assert {lang for lang, *_ in people_of} == set(LOCALES)
    assert {demo.organisations["fjordane"].id, demo.organisations["trust"].id, None} <= {row[3] for row in people_of}
    for post, version in VERSIONS:
        assert version["lang"] != post.get("lang", "nb")
        assert "by" not in version or version["by"] != version.get("checked", [""])[0]


def test_what_a_machine_made_was_made_before_and_is_the_same_without_one(demo, as_owner):
    kept = versions.read_drafts()
    made = rows(select(Version.engine, Version.engine_version, Version.body).where(Version.status == "machine"))
    assert sorted(made) == sorted((kept["engine"], kept["engine_version"], each["body"]) for each in kept["drafts"])
    allowed = as_owner("SELECT kind FROM forum_space WHERE machine_allowed ORDER BY kind")
    assert allowed == [("dialogue",), ("dialogue",), ("forum",)]
    asked = as_owner("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'bilingual.draft'")
    assert asked == [(0,)]


def test_readers_follow_more_or_less_and_something_is_new_to_them(demo, as_owner):
    owner = demo.people["workshop_owner"].id
    levels = as_owner(f"SELECT DISTINCT level FROM forum_follow WHERE person_id = {owner} ORDER BY level")
    assert levels == [("all",), ("nothing",), ("replies",)]
    followers = as_owner("SELECT DISTINCT p.name FROM forum_follow f JOIN accounts_person p ON p.id = f.person_id")
    assert {"Ragnhild Eide", "Piotr Zielinski", "Marte Lundgren", "Olav Innstrand"} <= {name for (name,) in followers}
    rhythms = as_owner("SELECT DISTINCT rhythm FROM notifications_preference ORDER BY 1")
    assert rhythms == [("daily",), ("immediate",), ("never",), ("weekly",)]
    unread = as_owner(
        "SELECT t.seq - r.last_read_seq, t.seq FROM forum_reading r JOIN forum_thread t ON t.id = r.thread_id"
        f" WHERE r.person_id = {owner} AND r.last_read_seq < t.seq ORDER BY t.seq DESC"
    )
    assert unread[0] == (24, 65)
    begun = as_owner("SELECT person_id, place FROM forum_draft")
    assert begun == [(owner, f"thread:{demo.threads['collection']}")]
    reads = {
        key: (demo.people[key].reads, demo.people[key].sees_machine) for key in ("workshop_editor", "canteen_owner")
    }
    assert reads == {"workshop_editor": (["en"], False), "canteen_owner": (["nb"], True)}


def test_nothing_in_the_forum_has_drifted(demo):
    assert verify() == []


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
