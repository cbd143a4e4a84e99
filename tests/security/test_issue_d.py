"""Issue D as somebody hostile would try it: what was taken away, words that are one's own, names, floods and races."""

import re
import threading
from itertools import count
from random import Random

import html5lib
import psycopg
import pytest

from app.blueprints.accounts.rules.throttling import LIMITS, Limit
from app.blueprints.accounts.terms import Role
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.queries.queue import Eyes, counts
from app.blueprints.bilingual.services import reviewing, translations
from app.blueprints.bilingual.terms.translations import Queue, Start, Status, TranslationDraft, Verdict
from app.blueprints.forum.models import Post, Space
from app.blueprints.forum.services import drafts, mentions, moderated, moving, posts, spaces, tending, verifying
from app.blueprints.forum.services.following import follow
from app.blueprints.forum.services.reading import read_up_to
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.forum.terms.posts import QuoteDraft, RevisionDraft
from app.blueprints.forum.terms.spaces import ForumDraft, SpaceState
from app.blueprints.forum.terms.tending import MoveDraft
from app.blueprints.forum.terms.writing import Place, PlaceKind, Typed
from app.blueprints.moderation import services as moderation
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.core import text
from app.core.db import Context, db, unit_of_work
from app.core.diffs import word_diff
from app.core.errors import Conflict, DomainError, Refused
from app.core.localized import Localized
from tests.factories import bilingual as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.forum import open_forum, post, post_draft, thread
from tests.forum.test_services import synthetic

SECRET = "Kanari ordrett"


class Scene:
    """A buyer's space with a thread by a supplier, an answer to it, and an unverified firm that has written too."""

    def __init__(self):
        self.buyer = organisation("buyer", name="Helse Prøve")
        self.host = member(self.buyer, "editor", name="Vibeke Vert")
        self.firm = organisation("supplier", name="Fjordmat")
        self.author = member(self.firm, name="Astrid Avsender")
        self.other = organisation("supplier", name="Omsetjarane")
        self.translator = member(self.other, "editor", name="Tone Tolk")
        self.newcomer = organisation("supplier", name="Nykomne", verified=False)
        self.stranger = member(self.newcomer, name="Sverre Skjult")
        self.moderator = person(platform=("moderator",))
        self.space = open_forum(organisation_id=self.buyer.id)
        self.thread = thread(self.space, self.firm, self.author)
        self.post = post(self.thread, self.firm, self.author, "Vi har mye returmat.", reply_to=1)


@pytest.fixture
def scene(db_session):
    return Scene()


# ---- what waits or was taken away ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["waiting", "hidden"])
def test_what_nobody_sees_is_no_hosts_to_tend(scene, sign_in, owner_sql, what):
    """By a guessed number the host's editor found the title of a thread that waited, and who had written it."""
    if what == "waiting":
        opened = thread(scene.space, scene.newcomer, scene.stranger, title=SECRET, body=SECRET)
        made = db.session.get_one(Post, opened.opening_post_id)
    else:
        opened, made = None, post(scene.thread, scene.newcomer, scene.stranger, SECRET)
        with unit_of_work():
            moderated.release(made.id)
            moderated.hide(made.id, reason_code="BREACH", at=made.posted_at)
    host = sign_in(scene.host)
    below = [
        f"posts/{made.id}/{way}" for way in ("tend", "move", "answer", "answer/remove", "support", "history", "edit")
    ]
    below += [
        f"posts/{made.id}",
        f"translations/post/{made.id}",
        f"posts/{made.id}/changes/1",
        f"posts/{made.id}/withdraw",
    ]
    if opened:
        ways = ("", "/tend", "/pin", "/lock", "/move", "/reply", "/feed.atom", "/mentionable?q=sve", "/posts/1")
        below += [f"threads/{opened.id}{way}" for way in ways]
    for way in below:
        for answer in (
            host.get(f"/en/{way}"),
            host.post(f"/en/{way}", data={"reason": "over", "organisation_id": str(scene.buyer.id)}),
        ):
            assert answer.status_code in (403, 404, 405, 409), way
            assert SECRET not in answer.text, way
            assert scene.stranger.name not in answer.text, way
    assert owner_sql("SELECT count(*) FROM forum_thread WHERE locked OR pinned_at IS NOT NULL") == [(0,)]
    if opened:
        assert sign_in(scene.stranger).get(f"/en/threads/{opened.id}").status_code == 200
        assert sign_in(scene.stranger).get(f"/en/threads/{opened.id}/feed.atom").status_code == 404
    moderator = sign_in(scene.moderator)
    assert moderator.get(f"/en/posts/{made.id}/tend").status_code == 200
    asleep = sign_in(scene.moderator, second_factor=False)
    led = asleep.get(f"/en/posts/{made.id}/tend")
    assert (led.status_code, "factor" in led.location) == (303, True)


def test_what_was_quoted_goes_with_the_forum_to_which_it_was_moved(scene, client):
    quote = QuoteDraft(seq=2, revision=1, lang="nb", words="Vi har mye returmat.")
    with unit_of_work():
        draft = post_draft(scene.other, "Ja.")
        posts.write_post(scene.thread.id, type(draft)(**{**vars_of(draft), "quote": quote}), by=actor(scene.translator))
    page = f"/en/threads/{scene.thread.id}"
    assert client.get(page).text.count("mye returmat") == 2
    elsewhere = open_forum()
    with unit_of_work():
        to = moving.move_post(db.session.get_one(Post, scene.post.id), MoveDraft(title="Ny tråd"), by=actor(scene.host))
        moving.move_thread(to, elsewhere.id, by=actor(scene.moderator))
    assert client.get(page).text.count("mye returmat") == 1
    with unit_of_work():
        db.session.get_one(Space, elsewhere.id).state = SpaceState.HIDDEN
    assert "mye returmat" not in client.get(page).text


def vars_of(draft):
    return {name: getattr(draft, name) for name in type(draft).__dataclass_fields__}


def test_a_text_changed_while_a_moderator_lets_it_out_is_not_let_out_unread(app, scene, owner_sql):
    """The author's edit holds the thread; the verdict has read the old text, and waits for the thread."""
    made = post(scene.thread, scene.newcomer, scene.stranger, "Vi hilser alle.")
    with unit_of_work(Context(platform=("moderator",))):
        case = db.session.query(Case).filter_by(subject_id=made.id).one()
        about = moderation.describe("post", made.id)
    verdict = DecisionDraft(action=Action.APPROVE, reasons=(), facts="", version=case.version, seen_sha256=about.sha256)
    case_id, made_id, by, author = case.id, made.id, actor(scene.moderator), actor(scene.stranger)
    db.session.remove()
    faults, waits = [], threading.Event()

    def decide():
        with app.app_context():
            try:
                with unit_of_work(Context(person_id=by.person_id, platform=("moderator",))):
                    waits.set()
                    moderation.decide(db.session.get_one(Case, case_id), verdict, by=by)
            except DomainError as error:
                faults.append(error.code)
            finally:
                db.session.remove()

    decider = threading.Thread(target=decide)
    with unit_of_work():
        posts.edit_post(db.session.get_one(Post, made_id), RevisionDraft(lang="nb", body=SECRET, based_on=1), by=author)
        decider.start()
        assert waits.wait(10)
        held_up(owner_sql)
    decider.join(30)
    assert faults == ["subject_was_changed"]
    assert db.session.get_one(Post, made_id, populate_existing=True).state == "waiting"


def held_up(owner_sql):
    """Wait until somebody waits for what this test holds."""
    for _ in range(200):
        if owner_sql("SELECT count(*) FROM pg_locks WHERE NOT granted") != [(0,)]:
            return
        threading.Event().wait(0.05)
    raise AssertionError("nobody waits")


# ---- translations: whose words, and who lets them out ----------------------------------------------------------------------


def rewritten(made, words, who, **values):
    """Somebody changes a draft and sends it to be checked."""
    draft = TranslationDraft(
        title="", body=words, source_revision=make.fresh(made).source_revision, version=make.fresh(made).version
    )
    with unit_of_work():
        translations.save(made, draft, by=actor(who), send=True)
    return make.fresh(made)


def test_a_last_comma_by_another_does_not_let_a_translator_check_her_own_words(scene, sign_in, web_sql):
    made = make.in_review(scene.post, "en", scene.host, "We have food, all of it dreadful.")
    made = rewritten(made, "We have food, all of it dreadful!", scene.translator)
    assert (made.translator_id, made.hands) == (scene.translator.id, sorted([scene.host.id, scene.translator.id]))
    with pytest.raises(Conflict, match="checked_by_another"), unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(scene.host))
    typed = {"version": made.version, "checked_revision": 1}
    assert sign_in(scene.host).post(f"/en/translations/{made.id}/approve", data=typed).status_code == 403
    assert counts(Eyes(scene.host.id, (scene.buyer.id,)))[Queue.CHECK] == 0
    with pytest.raises(psycopg.errors.CheckViolation):
        web_sql(f"UPDATE bilingual_translation SET reviewer_id = {scene.host.id} WHERE id = {made.id}")
    colleague = member(scene.buyer, "editor")
    assert counts(Eyes(colleague.id, (scene.buyer.id,)))[Queue.CHECK] == 1
    with unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(colleague))
    assert make.fresh(made).status is Status.APPROVED


def test_an_author_nobody_vouches_for_lets_no_words_out_by_way_of_a_translation(scene, sign_in, client):
    """Her posts wait for a moderator. With a friend who translates she would have said anything afterwards."""
    said = post(scene.thread, scene.newcomer, scene.stranger, "Vi hilser alle.")
    with unit_of_work():
        moderated.release(said.id)
    friend = member(organisation("supplier", verified=False), "editor")
    made = make.in_review(said, "en", friend, SECRET)
    typed = {"version": made.version, "checked_revision": 1}
    assert sign_in(scene.stranger).post(f"/en/translations/{made.id}/approve", data=typed).status_code == 403
    with pytest.raises(Conflict, match="checking_not_yours"), unit_of_work():
        reviewing.approve(made, make.verdict(made, said), by=actor(scene.stranger))
    assert SECRET not in client.get(f"/en/threads/{scene.thread.id}").text
    assert SECRET not in client.get(f"/en/translations/post/{said.id}").text
    assert sign_in(scene.stranger).get(f"/en/translations/{made.id}/withdraw").status_code == 200, (
        "false words she stops"
    )


# ---- hostile words ---------------------------------------------------------------------------------------------------------

HOSTILE = (
    "[x](javascript:alert(1))", "[x](jav&#x61;script:alert(1))", "<javascript:alert(1)>", "[x](data:text/html,<b>)",
    "[x](//evil.example)", "[x](/nb/sign-out)", "[x](vbscript:x)", "@[a](javascript:alert(1))", "[@[a]](javascript:x)",
    "@[<img src=x onerror=alert(1)>]", '[x](https://a.example/"onmouseover=alert(1))', "![x](https://a.example/pixel.png)",
    "<del>x</del><ins>y</ins><script>z</script>", "<!--", "]]>", "<svg/onload=alert(1)>", "<a href='javascript:x'>x</a>",
    "&#x202E;live&#8238;", "a\u202eb", "&#xFEFF;x", "[a&#x2066;b](https://a.example)", "`<img src=x>`", "```\n</pre><b>\n```",
    "> " * 12 + "x", "@[" * 500, "*_" * 5_000 + "x", "1. " * 12 + "x", "[a]: javascript:x\n\n[a]",
)  # fmt: skip


def inside(html):
    """Every element of some HTML as a browser builds it: (name, attributes)."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(each.tag, dict(each.attrib)) for each in tree.iter() if isinstance(each.tag, str)][1:]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_become_words_in_posts_translations_diffs_and_feeds(words):
    html = text.to_html(words)
    for name, attributes in inside(html):
        assert name in text.TAGS
        assert set(attributes) <= ({"href", "rel"} if name == "a" else {"start"})
        assert re.match(r"(https?|mailto):", attributes.get("href", "https:")), attributes
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufeff]", html)
    pieces = word_diff("x", words)
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == words


def test_nothing_runs_on_any_page_that_shows_what_somebody_has_written(scene, client, sign_in):
    hostile = (
        '<script>kanari()</script> [x](javascript:kanari()) @[<img src=x onerror=kanari()>] <ins>" onload=kanari()'
    )
    opened = thread(scene.space, scene.firm, scene.author, title=hostile[:200], body=hostile)
    first = db.session.get_one(Post, opened.opening_post_id)
    with unit_of_work():
        draft = RevisionDraft(
            lang="nb", body=f"{hostile} etterpå", based_on=1, reason=hostile[:200], title=hostile[:200]
        )
        posts.edit_post(first, draft, by=actor(scene.author))
    made = make.in_review(first, "en", scene.translator, hostile, title=hostile[:200])
    with unit_of_work():
        reviewing.approve(made, make.verdict(made, first), by=actor(scene.host))
    host = sign_in(scene.host)
    for path in (
        f"threads/{opened.id}", f"threads/{opened.id}?view=both", f"forums/{scene.space.id}", f"posts/{first.id}/history?version=2",
        f"posts/{first.id}/changes/1", f"translations/{made.id}", f"translations/post/{first.id}", f"threads/{opened.id}/tend",
        f"threads/{opened.id}/reply?to=1&quote=2&in=en", f"posts/{first.id}/support", "translations?queue=mine",
    ):  # fmt: skip
        for lang in ("nb", "en"):
            page = host.get(f"/{lang}/{path}")
            assert page.status_code == 200, path
            elements = [
                pair
                for pair in html5lib.parse(page.text, namespaceHTMLElements=False).iter()
                if isinstance(pair.tag, str)
            ]
            for each in elements:
                assert not any(name.startswith("on") for name in each.attrib), path
                assert not each.attrib.get("href", "").startswith("javascript"), path
                assert not (each.tag == "script" and "kanari" in (each.text or "")), path
    feed = client.get(f"/en/threads/{opened.id}/feed.atom").text
    assert "<script>" not in feed
    assert "&amp;lt;script&amp;gt;" in feed


def spelt():
    """An identity number as it might be slipped past: in emphasis, in codes, with what is not seen between."""
    number = synthetic()
    return (
        number, f"{number[:6]} {number[6:]}", f"{number[:4]}**{number[4:6]}**{number[6:]}", f"&#{ord(number[0])};{number[1:]}",
        f"{number[:5]}\u200b{number[5:]}", f"*{number[:3]}*{number[3:]}", f"{number[:6]}&#x200B;{number[6:]}", f"`{number}`",
    )  # fmt: skip


@pytest.mark.parametrize("case", range(8))
def test_an_identity_number_is_refused_however_it_is_spelt_and_wherever_it_stands(scene, owner_sql, case):
    words = spelt()[case]
    draft = post_draft(scene.firm, f"Kari har {words}.")
    made = make.begun(scene.post, "en", scene.translator)
    taken = TranslationDraft(title="", body=f"Kari {words}", source_revision=1, version=made.version)
    by = actor(scene.author)
    for deed in (
        lambda: posts.write_post(scene.thread.id, draft, by=by),
        lambda: posts.edit_post(
            db.session.merge(scene.post), RevisionDraft(lang="nb", body=draft.body, based_on=1), by=by
        ),
        lambda: translations.save(made, taken, by=actor(scene.translator)),
    ):
        with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
            deed()
    plain = words if "*" not in words and "&" not in words else synthetic()
    forum = ForumDraft(names=Localized(nb=plain, nn="x", en="x"), about=Localized(nb="x", nn="x", en="x"), state=SpaceState.OPEN,
                       machine_allowed=False, version=0)  # fmt: skip
    for deed in (
        lambda: spaces.open_forum(forum, by=actor(scene.moderator)),
        lambda: moving.move_post(db.session.merge(scene.post), MoveDraft(title=f"x {plain}"), by=actor(scene.host)),
        lambda: drafts.save(Place(PlaceKind.THREAD, scene.thread.id), Typed(body=plain), by=by),
    ):
        with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work(Context(person_id=by.person_id)):
            deed()
    assert owner_sql("SELECT count(*) FROM forum_revision") == [(2,)]
    assert owner_sql("SELECT count(*) FROM forum_draft") == [(0,)]


# ---- floods ----------------------------------------------------------------------------------------------------------------


def test_nobody_calls_more_than_a_hundred_in_a_day_by_posts_or_by_edits(scene, monkeypatch, owner_sql):
    monkeypatch.setattr(mentions, "MOST_CALLED_A_DAY", 3)
    firms = [organisation("supplier", name=f"Kalt {number}") for number in range(5)]

    def calling(*numbers):
        return " ".join(f"@[{firms[number].name}]" for number in numbers) + " hei"

    made = post(scene.thread, scene.firm, scene.author, calling(0, 1))
    with unit_of_work():
        posts.edit_post(made, RevisionDraft(lang="nb", body=calling(0, 1, 2), based_on=1), by=actor(scene.author))
    for deed in (
        lambda: posts.write_post(scene.thread.id, post_draft(scene.firm, calling(3)), by=actor(scene.author)),
        lambda: posts.edit_post(
            db.session.get_one(Post, made.id),
            RevisionDraft(lang="nb", body=calling(4), based_on=2),
            by=actor(scene.author),
        ),
    ):
        with pytest.raises(Refused, match="too_many_mentions_today"), unit_of_work():
            deed()
    assert owner_sql("SELECT count(*) FROM forum_mention") == [(3,)]
    post(scene.thread, scene.other, scene.translator, calling(3))


def test_whoever_floods_a_thread_is_asked_to_wait_and_loses_nothing(scene, sign_in, monkeypatch, owner_sql):
    limit = LIMITS["post"]
    monkeypatch.setitem(LIMITS, "post", Limit(free=3, first=limit.first, longest=limit.longest, memory=limit.memory))
    writer, address = sign_in(scene.author), f"/en/threads/{scene.thread.id}/reply"
    typed = {"organisation_id": str(scene.firm.id), "lang": "en", "body": "Kanari flood"}
    answers = [writer.post(address, data=typed | {"once": f"k{number}"}) for number in range(4)]
    answers.append(
        writer.post(f"/en/posts/{scene.post.id}/edit", data={"lang": "nb", "body": "Kanari edit", "based_on": "1"})
    )
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert "Kanari flood" in answers[3].text
    assert "Kanari edit" in answers[4].text
    assert owner_sql("SELECT seq FROM forum_thread") == [(5,)]
    assert (
        sign_in(scene.translator).post(address, data=typed | {"organisation_id": str(scene.other.id)}).status_code
        == 303
    )


def test_a_version_that_was_never_given_makes_no_room_for_more_drafts(scene, sign_in, monkeypatch, owner_sql):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    writer = sign_in(scene.author)
    places = [f"thread:{scene.thread.id}", f"space:{scene.space.id}", f"post:{scene.post.id}"]
    answers = [
        writer.post("/en/drafts", data={"place": place, "body": "x", "draft_version": "7"}).status_code
        for place in places
    ]
    assert answers == [200, 200, 422]
    assert owner_sql("SELECT count(*) FROM forum_draft") == [(2,)]
    assert writer.post("/en/drafts", data={"place": places[0], "body": "y", "draft_version": "1"}).status_code == 200


# ---- the database's own word -----------------------------------------------------------------------------------------------

FORBIDDEN = (
    *(f"DELETE FROM {table}" for table in (
        "forum_space", "forum_thread", "forum_post", "forum_revision", "forum_quote", "forum_mention", "forum_attachment",
        "bilingual_translation", "bilingual_translation_request")),
    "UPDATE forum_revision SET body = 'x'", "UPDATE forum_revision SET html = 'x'", "UPDATE forum_quote SET post_id = 1",
    "UPDATE forum_mention SET person_id = 1", "UPDATE forum_attachment SET name = 'x'", "UPDATE forum_attachment SET post_id = 1",
    "UPDATE forum_support SET organisation_id = 1", "UPDATE bilingual_translation_request SET person_id = 1",
    "TRUNCATE forum_post", "ALTER TABLE forum_draft DISABLE ROW LEVEL SECURITY", "DROP POLICY web ON forum_draft",
)  # fmt: skip


@pytest.mark.parametrize("role", ["web", "worker"])
def test_the_sites_roles_rewrite_and_remove_nothing_of_a_conversation(scene, web_sql, role):
    for statement in FORBIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, Context(person_id=scene.author.id), role=role)


def test_what_is_ones_own_is_nobody_elses_by_raw_sql(scene, web_sql, owner_sql):
    mine, hers = Context(person_id=scene.author.id), Context(person_id=scene.host.id)
    rows = {
        "forum_draft": ("place, lang, title, body, quote, saved_at, version", f"'thread:{scene.thread.id}', 'nb', '', 'x', '', now(), 1"),
        "forum_reading": ("thread_id, last_read_seq", f"{scene.thread.id}, 1"),
        "forum_read_before": ("before", "now()"),
        "forum_follow": ("kind, thread_id, level, since", f"'thread', {scene.thread.id}, 'all', now()"),
    }  # fmt: skip
    for table, (columns, values) in rows.items():
        insert = f"INSERT INTO {table} (person_id, {columns}) VALUES (%(p)s, {values})"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(insert, hers, p=scene.author.id)
        web_sql(insert, mine, p=scene.author.id)
        for context in (hers, Context(), Context(platform=("moderator", "administrator"))):
            assert web_sql(f"SELECT * FROM {table}", context) == []
            assert web_sql(f"DELETE FROM {table} RETURNING id", context) == []
        assert owner_sql(f"SELECT count(*) FROM {table}") == [(1,)]


# ---- doors -----------------------------------------------------------------------------------------------------------------


def test_no_form_of_the_conversation_is_sent_from_another_site_or_without_its_token(
    app, scene, sign_in, monkeypatch, owner_sql
):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    made = make.in_review(scene.post, "en", scene.translator)
    values = {
        "lang": "en", "kind": "post", "subject_id": scene.post.id, "post_id": scene.post.id, "thread_id": scene.thread.id,
        "space_id": scene.space.id, "translation_id": made.id, "organisation_id": scene.buyer.id, "draft_id": 1, "concept_id": 1,
    }  # fmt: skip
    writer = sign_in(scene.host)
    before = owner_sql("SELECT count(*) FROM journal_entry")
    asked = 0
    for rule in app.url_map.iter_rules():
        if (
            rule.endpoint.split(".")[0] in ("forum", "bilingual")
            and "POST" in rule.methods
            and rule.arguments <= set(values)
        ):
            address = app.url_map.bind("localhost").build(
                rule.endpoint, {name: values[name] for name in rule.arguments}, method="POST"
            )
            asked += 1
            typed = {
                "level": "all",
                "number": "1",
                "to": "nn",
                "place": f"thread:{scene.thread.id}",
                "body": "x",
                "reason": "over",
            }
            for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
                status = writer.post(address, data=typed, headers=headers).status_code
                assert status in (400, 403, 404), (address, headers, status)
    assert asked > 30
    assert owner_sql("SELECT count(*) FROM journal_entry") == before
    assert owner_sql("SELECT count(*) FROM forum_draft") == [(0,)]


def test_whatever_stands_in_an_address_gets_a_page(scene, sign_in):
    reader = sign_in(scene.host)
    here, this = f"/en/threads/{scene.thread.id}", f"/en/posts/{scene.post.id}"
    paths = (
        "",
        "?page=",
        "?check=",
        "?view=",
        "/reply?to=",
        "/reply?to=2&quote=",
        "/reply?to=2&quote=1&in=",
        "/mentionable?q=",
    )
    addresses = [here + path for path in paths]
    addresses += [f"{this}/history?version=", f"{this}/changes/", f"{here}/posts/", f"/en/forums/{scene.space.id}?after=",
                  "/en/translations?after=", "/en/translations?queue=", "/en/inbox/following?after=", "/en/following?before=",
                  "/en/posts/", "/en/translations/post/", "/en/translations/"]  # fmt: skip
    for address in addresses:
        for typed in (
            "9" * 30,
            str(2**63),
            "-1",
            "٣",
            "%00",
            "1" * 5_000,
            "9999-12-31T23:59:59+00:00_1",
            "x_y",
            "'",
            "xx",
        ):
            assert reader.get(address + typed).status_code in (200, 302, 400, 404, 414), address + typed[:30]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_no_button_leads_to_another_site(scene, sign_in, back):
    writer = sign_in(scene.host)
    forged = {"back": back, "next": back, "level": "all", "number": "2", "stay": back, "to": "en", "start": "empty"}
    for path in (
        f"threads/{scene.thread.id}/follow", f"spaces/{scene.space.id}/read", f"threads/{scene.thread.id}/read",
        "inbox/following/read", f"translations/post/{scene.post.id}/request", f"translations/post/{scene.post.id}/begin",
    ):  # fmt: skip
        sent = writer.post(f"/en/{path}?next={back}&back={back}", data=forged, headers={"Referer": back})
        assert sent.status_code == 303, path
        assert sent.location.startswith("/en/"), path
        assert "evil" not in sent.location


@pytest.mark.parametrize("role", [Role.READER, Role.WORKER, None])
def test_whoever_may_not_write_for_anybody_writes_nowhere(scene, sign_in, role, owner_sql):
    who = member(scene.buyer, role.value) if role else person()
    client = sign_in(who)
    here, this = f"threads/{scene.thread.id}", f"posts/{scene.post.id}"
    ways = (f"{here}/reply", f"spaces/{scene.space.id}/threads/new", f"{this}/edit", f"{this}/withdraw", f"{this}/support",
            f"{this}/language", f"{this}/move", f"{this}/answer", f"{here}/lock", f"{here}/pin", f"{here}/move", "forums/new",
            f"forums/{scene.space.id}/edit", "drafts", f"translations/post/{scene.post.id}/begin")  # fmt: skip
    typed = {
        "organisation_id": str(scene.buyer.id),
        "lang": "nb",
        "body": SECRET,
        "to": "en",
        "place": f"thread:{scene.thread.id}",
    }
    for way in ways:
        assert client.post(f"/en/{way}", data=typed).status_code in (403, 404), way
    assert client.get(f"/en/{here}/mentionable?q=ast").status_code == 403
    assert owner_sql("SELECT count(*) FROM forum_revision WHERE body = %(b)s", b=SECRET) == [(0,)]


# ---- all at once -----------------------------------------------------------------------------------------------------------


def test_a_storm_of_deeds_leaves_numbers_paths_counters_and_versions_right(app, scene, owner_sql):  # noqa: C901
    """Eight people write, edit, withdraw, hide, move, share, translate, check and read the same few posts."""
    second = thread(scene.space, scene.other, scene.translator, title="En annen tråd")
    made = [post(scene.thread, scene.firm, scene.author, f"Innlegg {n}.", reply_to=2) for n in range(6)]
    numbers = [each.id for each in made]
    for each in made[:3]:
        make.in_review(each, "en", scene.translator)
    author, host, other, moderator = (
        actor(who) for who in (scene.author, scene.host, scene.translator, scene.moderator)
    )
    threads, other_firm, firm = (scene.thread.id, second.id), scene.other.id, scene.firm
    reviewers = [actor(member(scene.buyer, "editor")) for _ in range(2)]
    db.session.remove()

    def found(state, subject):
        return db.session.query(Translation).filter_by(subject_id=subject, lang="en", status=state).first()

    def verdict(subject, by):
        row = found(Status.IN_REVIEW, subject)
        if row:
            reviewing.approve(
                row,
                Verdict(checked_revision=make.words_of(row_subject(row)).revision, version=row.version),
                by=by,
            )

    def row_subject(row):
        return db.session.get_one(Post, row.subject_id)

    def the(subject):
        return db.session.get_one(Post, subject)

    deeds = (
        lambda n, r: posts.write_post(r.choice(threads), post_draft(firm, "Til."), by=author),
        lambda n, r: posts.edit_post(
            the(n), RevisionDraft(lang="nb", body=f"Endret {r.random()}", based_on=the(n).revision), by=author
        ),
        lambda n, r: posts.withdraw_post(the(n), by=author) if r.random() < 0.3 else None,
        lambda n, r: moderated.hide(n, reason_code="BREACH", at=the(n).posted_at),
        lambda n, r: moderated.restore(n),
        lambda n, r: moving.move_post(the(n), MoveDraft(thread_id=r.choice(threads)), by=host),
        lambda n, r: tending.share(the(n), other_firm, by=other),
        lambda n, r: tending.take_back(the(n), other_firm, by=other),
        lambda n, r: translations.begin(make.words_of(the(n)), "en", Start.EMPTY, by=other),
        lambda n, r: verdict(n, r.choice(reviewers)),
        lambda n, r: follow(Followed.THREAD, r.choice(threads), r.choice(list(Level)), by=author),
        lambda n, r: read_up_to(r.choice(threads), r.randint(1, 99), by=author),
        lambda n, r: moving.move_thread(threads[1], r.choice([n for (n,) in db.session.query(Space.id)]), by=moderator),
    )
    faults, done, turn = [], [], count()

    def run():
        with app.app_context():
            random = Random(next(turn))  # noqa: S311 - deeds, not secrets
            for _ in range(15):
                try:
                    with unit_of_work(Context(person_id=author.person_id)):
                        random.choice(deeds)(random.choice(numbers), random)
                    done.append(1)
                except DomainError:
                    pass
                except Exception as error:  # noqa: BLE001 - reported below
                    faults.append(error)
                finally:
                    db.session.remove()

    runners = [threading.Thread(target=run) for _ in range(8)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(120)
    assert faults == []
    assert len(done) > 40
    assert verifying.verify() == []
    left = "SELECT count(*) FROM bilingual_translation t JOIN forum_post p ON p.id = t.subject_id WHERE p.state = 'withdrawn'"
    assert owner_sql(f"{left} AND t.status <> 'withdrawn'") == [(0,)]
    assert owner_sql("SELECT count(*) FROM bilingual_translation t JOIN forum_post p ON p.id = t.subject_id"
                     " WHERE p.state = 'visible' AND NOT t.visible AND t.status <> 'withdrawn'") == [(0,)]  # fmt: skip
