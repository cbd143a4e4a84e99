"""Fifty sessions poll every page, feed, export and inbox while a batch is published, side by side with its transaction.

tests/questions/test_leaks.py compares what can be read before and while answers are prepared. Here the publication itself
is looked at: it is written and not committed while everybody reads; then it is committed while they read on.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVars
from dataclasses import dataclass
from threading import Barrier, Event
from time import monotonic

import pytest
from flask.testing import FlaskClient

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.questions.services import publishing
from app.blueprints.questions.terms.answers import Publication
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.answers import approved, hosts, prepared, words
from tests.factories.dialogues import published_dialogue
from tests.factories.parity import declared
from tests.factories.questions import asked_question, firm_and_person, of
from tests.questions.test_leaks import addresses, read

SESSIONS = 50
AT_ONCE = 10  # readers at the same moment: as many as the site's pool has connections for
ANSWERS = 4
MARK = re.compile(r"Zyx-(?:nb|nn|en)-\d")  # in the answers; the questions are marked in the language they are asked in
CLOCK = re.compile(r"/moderation$")  # says what time it is
PAGES = ("", "/questions", "/questions.json", "/questions.atom", "/questions/1", "/told")


class Plain(FlaskClient):
    """Reads without looking at the HTML: other tests do, and here are two thousand pages."""

    def open(self, *args, **kwargs):
        return ContextVars().run(super().open, *args, **kwargs)


@dataclass(frozen=True)
class Session:
    """Somebody at a browser of her own, and the pages that she polls."""

    kind: str
    client: FlaskClient
    paths: list[str]

    def poll(self) -> dict[str, tuple[int, str]]:
        return read(self.client, self.paths)

    def marks(self, path: str) -> frozenset[str]:
        return frozenset(MARK.findall(self.client.get(path).get_data(as_text=True)))


@dataclass(frozen=True)
class Seen:
    """What a page held: when it was asked for, and when it was there."""

    path: str
    asked: float
    there: float
    marks: frozenset[str]


class Publishing:
    """Publishes in a transaction of its own, and commits when it is told to."""

    def __init__(self, app, dialogue, who, batch) -> None:
        self.app, self.ids = app, (dialogue.id, batch.id, batch.version, who[0].id, who[1].id)
        self.written, self.commit, self.done = Event(), Event(), Event()

    def run(self) -> tuple[float, float]:
        """When the commit began, and when it was done."""
        dialogue_id, batch_id, version, firm_id, person_id = self.ids
        with self.app.app_context():
            lead = db.session.get_one(Person, person_id)
            by, context = actor(lead), of(db.session.get_one(Organisation, firm_id), lead)
            db.session.rollback()
            with unit_of_work(context):
                publishing.publish(dialogue_id, batch_id, Publication(version=version, keeps_deadline=True), by=by)
                db.session.flush()
                self.written.set()
                assert self.commit.wait(120)
                began = monotonic()
            ended = monotonic()
        self.done.set()
        return began, ended


@pytest.fixture
def scene(db_session):
    dialogue = published_dialogue()
    return dialogue, hosts(dialogue)


@pytest.fixture
def asker(scene):
    return firm_and_person()


@pytest.fixture
def sessions(app, sign_in, scene, asker, owner_sql, monkeypatch) -> list[Session]:
    """Anonymous, a competitor, the firm that asks, a follower, a moderator: of each, ten browsers share all pages."""
    monkeypatch.setattr(app, "test_client_class", Plain)
    dialogue, _ = scene
    follower = member(organisation("interest"), "editor", name="Fride Følger")
    owner_sql(
        "INSERT INTO forum_follow (person_id, kind, space_id, level, since)"
        " VALUES (%(p)s, 'space', %(s)s, 'all', '2020-01-01')",
        p=follower.id, s=dialogue.space_id,
    )  # fmt: skip
    people = {
        "anonymous": None,
        "competitor": member(organisation("supplier"), "editor", name="Kari Konkurrent"),
        "asker": asker[1],
        "follower": follower,
        "moderator": person("Mona Moderator", platform=("moderator",)),
    }
    paths = [path for path in addresses(app, dialogue) if not CLOCK.search(path)]
    each = SESSIONS // len(people)
    return [
        Session(kind, sign_in(who) if who else app.test_client(), paths[number::each])
        for kind, who in people.items()
        for number in range(each)
    ]


def marked(dialogue, number):
    return words(dialogue, **{code: f"Zyx-{code}-{number}" for code in dialogue.languages})


def everybody_polls(sessions) -> list[dict[str, tuple[int, str]]]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(Session.poll, sessions))


def poll_across(sessions, pages, publication) -> list[Seen]:
    """Some of them read on, again and again, from before the commit until it is done and once more."""
    under_way = Barrier(len(sessions) + 1)

    def poll(numbered) -> list[Seen]:
        number, session = numbered
        seen, rounds_left = [], 1
        first = True
        while rounds_left:
            rounds_left -= publication.done.is_set()
            for path in (pages + pages)[number : number + 4]:
                asked = monotonic()
                marks = session.marks(path)
                seen.append(Seen(path, asked, monotonic(), marks))
            if first:
                under_way.wait(60)
                first = False
        return seen

    with ThreadPoolExecutor(len(sessions)) as pool:
        polls = [pool.submit(poll, numbered) for numbered in enumerate(sessions)]
        under_way.wait(60)
        publication.commit.set()
        return [one for each in polls for one in each.result()]


def test_nobody_sees_a_word_or_a_count_of_a_batch_before_its_instant_and_then_everybody_sees_all_of_it(
    app, scene, asker, sessions, run_jobs, mails, owner_sql
) -> None:
    dialogue, who = scene
    asked = [asked_question(dialogue, asker[0], body=f"Zyx-nb-{n}?", pseudonym=7) for n in range(ANSWERS)]
    for n, question in enumerate(asked):
        approved(dialogue, question, who, words=marked(dialogue, n))
    batch = prepared(dialogue, who)
    run_jobs()
    notices = "SELECT count(*) FROM notifications_inbox_item"
    before, told, letters = everybody_polls(sessions), owner_sql(notices), len(mails)

    publication = Publishing(app, dialogue, who, batch)
    pages = [f"/{lang}/dialogues/{dialogue.id}{page}" for page in PAGES for lang in ("nb", "nn", "en")]
    with ThreadPoolExecutor(1) as other:
        going = other.submit(publication.run)
        try:
            assert publication.written.wait(60)
            meanwhile = everybody_polls(sessions)
            run_jobs()
            told_meanwhile, letters_meanwhile = owner_sql(notices), len(mails)
            seen = poll_across(sessions[:: SESSIONS // AT_ONCE], pages, publication)
        finally:
            publication.commit.set()
        began, ended = going.result()

    # Written and not committed: not a word, a number or a count has changed for anybody, and nobody has been told.
    pairs = zip(sessions, before, meanwhile, strict=True)
    differing = {(s.kind, path) for s, then, now in pairs for path in s.paths if then[path] != now[path]}
    assert differing == set()
    strangers = [pages for s, pages in zip(sessions, meanwhile, strict=True) if s.kind != "asker"]
    assert {path for pages in strangers for path, (_, body) in pages.items() if "Zyx" in body} == set()
    assert (told_meanwhile, letters_meanwhile) == (told, letters)

    # Committed while they read: each page has nothing of it, or all that it will have.
    after = {path: sessions[0].marks(path) for path in pages}
    assert {one.path for one in seen if one.marks not in (frozenset(), after[one.path])} == set()
    assert [one for one in seen if one.there < began and one.marks] == []
    assert [one for one in seen if one.asked > ended and one.marks != after[one.path]] == []

    # And then everybody has all of it, in every language of the dialogue, from one instant on.
    everything = {f"Zyx-{code}-{n}" for code in dialogue.languages for n in range(ANSWERS)}
    assert after[f"/en/dialogues/{dialogue.id}/questions.json"] == everything
    for lang, code in (("nb", "nb"), ("nn", "nb"), ("en", "en")):
        for session in sessions[:: SESSIONS // 5]:
            here = session.marks(f"/{lang}/dialogues/{dialogue.id}/questions")
            assert {f"Zyx-{code}-{n}" for n in range(ANSWERS)} <= here, (session.kind, lang)
    assert owner_sql("SELECT count(*), count(DISTINCT published_at) FROM questions_entry") == [(ANSWERS, 1)]
    run_jobs()
    follower = next(session for session in sessions if session.kind == "follower")
    assert f"/dialogues/{dialogue.id}/questions" in follower.client.get("/nb/inbox").get_data(as_text=True)


def test_of_two_leads_who_press_publish_at_once_one_does_it_and_the_other_reads_that_it_is_done(
    scene, sign_in, owner_sql
) -> None:
    dialogue, who = scene
    approved(dialogue, asked_question(dialogue), who, words=marked(dialogue, 0))
    batch = prepared(dialogue, who)
    declared(dialogue, who[1], who[2])
    together = Barrier(2)
    address, sent = f"/nb/dialogues/{dialogue.id}/batch/{batch.id}/publish", {"version": batch.version, "without": ""}

    def press(client):
        together.wait()
        return client.post(address, data=sent)

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(press, [sign_in(who[1]), sign_in(who[2])]))
    assert sorted(answer.status_code for answer in told) == [303, 409]
    (page,) = [answer.get_data(as_text=True) for answer in told if answer.status_code == 409]
    assert "publisert allerede" in page or "allerede publisert" in page
    assert owner_sql("SELECT count(*) FROM questions_entry") == [(1,)]
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'questions.batch_published'") == [(1,)]
