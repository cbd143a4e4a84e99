"""Issue E as somebody hostile would try it: other people's cases, one person as two, what was taken away, and numbers."""

import logging
import re
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.services import people
from app.blueprints.accounts.terms import ProfileDraft
from app.blueprints.bilingual.services import reviewing
from app.blueprints.forum.models import Post
from app.blueprints.forum.services import posts
from app.blueprints.forum.services.screened import is_stopped
from app.blueprints.forum.terms.posts import PostDraft, QuoteDraft, RevisionDraft
from app.blueprints.moderation import services as moderation
from app.blueprints.moderation.queries.cases import open_case_about
from app.blueprints.moderation.queries.decisions import get_decision
from app.blueprints.moderation.queries.lawyers import get_opinion
from app.blueprints.moderation.services import appeals, lawyers, settling
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.cases import CaseState, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, Cut, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core import clock
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import bilingual
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.forum import open_forum, post, thread
from tests.forum.test_services import synthetic

SECRET = "Kanarifugl ordrett"
CANARY = "Sebrafink ordrett"
MODERATES = Context(platform=("moderator",))


class Scene:
    """A buyer's forum with a thread by a supplier, an answer to it that is reported, and three moderators."""

    def __init__(self):
        self.buyer = organisation("buyer", name="Helse Prøve")
        self.host = member(self.buyer, "editor", name="Vibeke Vert")
        self.firm = organisation("supplier", name="Fjordmat")
        self.author = member(self.firm, name="Astrid Avsender")
        self.other = organisation("supplier", name="Konkurrenten")
        self.reporter = member(self.other, name="Rita Rapport")
        self.moderator, self.second, self.third = (person(platform=("moderator",)) for _ in range(3))
        self.space = open_forum(organisation_id=self.buyer.id)
        self.thread = thread(self.space, self.firm, self.author)
        self.post = post(self.thread, self.firm, self.author, f"{SECRET} om returmat.", reply_to=1)

    def case(self, of=None, **signal):
        """An open case on the post, as a reader's report makes it."""
        given = {"source": Source.REPORT, "reason": "M1"} | signal
        by = actor(self.reporter) if given["source"] is Source.REPORT else None
        with unit_of_work(Context(person_id=by.person_id if by else None)):
            case_id = moderation.open_case("post", (of or self.post).id, SignalDraft(**given), by=by)
        return make.find(case_id)

    def decide(self, case, who, action=Action.HIDE, **values):
        """What came of deciding on the text as it stands now."""
        case, by = make.find(case.id), actor(who)
        with unit_of_work(MODERATES):
            about = moderation.describe("post", case.subject_id)
        reasons = () if action in (Action.APPROVE, Action.RESTORE) else (ReasonCode.M1,)
        given = {"reasons": reasons, "facts": "Det står i første linje.", "version": case.version,
                 "seen_sha256": about.sha256 if about else ""}  # fmt: skip
        with unit_of_work(make.context_of(by)):
            return moderation.decide(case, DecisionDraft(action=action, **(given | values)), by=by)

    def edit(self, words, who=None, of=None):
        by = actor(who or self.author)
        with unit_of_work(Context(person_id=by.person_id)):
            made = db.session.get_one(Post, (of or self.post).id, populate_existing=True)
            posts.edit_post(made, RevisionDraft(lang="nb", body=words, based_on=made.revision), by=by)


@pytest.fixture
def scene(db_session):
    return Scene()


# ---- the wrong person ------------------------------------------------------------------------------------------------------


def sends(case):
    """Everything that can be sent on a case, as a moderator's browser sends it."""
    about = {"version": str(case.version), "seen_sha256": "x", "facts": "x", "reasons": "M1", "question": "x"}
    yield f"/en/moderation/cases/{case.id}/decide", about | {"action": "hide"}
    yield f"/en/moderation/cases/{case.id}/decide", about | {"confirm": "yes"}
    yield f"/en/moderation/cases/{case.id}/decide", about | {"preview": "yes", "preview_of": "hide"}
    for way in ("take", "let-go", "close", "lawyer", "renew"):
        yield f"/en/moderation/cases/{case.id}/{way}", about | {"break_in": "yes"}


@pytest.mark.parametrize(
    "who", ["visitor", "author", "reporter", "lawyer", "administrator", "writes", "belongs", "asleep", "suspended"]
)
def test_nobody_without_the_right_moves_a_case(scene, client, sign_in, owner_sql, who):
    case = scene.case()
    sender = {
        "visitor": lambda: client,
        "author": lambda: sign_in(scene.author),
        "reporter": lambda: sign_in(scene.reporter),
        "lawyer": lambda: sign_in(person(platform=("lawyer",))),
        "administrator": lambda: sign_in(person(platform=("administrator",))),
        "writes": lambda: sign_in(made_moderator(scene.author, owner_sql)),
        "belongs": lambda: sign_in(member(scene.firm, "reader", platform=("moderator",))),
        "asleep": lambda: sign_in(scene.moderator, second_factor=False),
        "suspended": lambda: sign_in(suspended(scene.moderator, owner_sql)),
    }[who]()
    before = owner_sql("SELECT row(c.*)::text FROM moderation_case c")
    for path, values in sends(case):
        answer = sender.post(path, data=values)
        assert answer.status_code in (303, 401, 403, 404), (path, answer.status_code)
        assert answer.status_code != 303 or "factor" in answer.location, path
        assert SECRET not in answer.text, path
    assert owner_sql("SELECT row(c.*)::text FROM moderation_case c") == before
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]


def made_moderator(who, owner_sql):
    owner_sql("INSERT INTO accounts_platform_grant (person_id, role) VALUES (%(p)s, 'moderator')", p=who.id)
    owner_sql("UPDATE accounts_person SET totp_confirmed_at = now() WHERE id = %(p)s", p=who.id)
    return who


def suspended(who, owner_sql):
    owner_sql("UPDATE accounts_person SET suspended_until = now() + interval '1 day' WHERE id = %(p)s", p=who.id)
    return who


def silenced(who, owner_sql):
    owner_sql("UPDATE accounts_person SET silenced_until = now() + interval '1 day' WHERE id = %(p)s", p=who.id)
    return who


# ---- two people ------------------------------------------------------------------------------------------------------------


def test_one_person_is_not_two_whatever_she_changes_between_two_sends(scene, sign_in, owner_sql):
    for first in ({"reasons": (ReasonCode.M4,)}, {"own_ministry": True}):
        case = scene.case(post(scene.thread, scene.firm, scene.author, "Enda et."))
        assert scene.decide(case, scene.moderator, **first).proposal
        for again in (
            {}, {"reasons": (ReasonCode.M6,)}, {"own_ministry": False}, {"action": Action.APPROVE},
            {"action": Action.WARN, "reasons": (ReasonCode.M6,)},
        ):  # fmt: skip
            with pytest.raises(Conflict, match="moderator_is_conflicted"):
                scene.decide(case, scene.moderator, **again)
        desk = sign_in(scene.moderator)
        for path, values in sends(make.find(case.id)):
            assert desk.post(path, data=values).status_code == 403, path
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]


def test_two_decide_what_is_grave_on_the_same_text(scene):
    """It waited, so its author could change it after the first had found it grave: the second alone would decide."""
    newcomer = organisation("supplier", verified=False)
    stranger = member(newcomer)
    made = post(scene.thread, newcomer, stranger, "Jeg vet hvor du bor.")
    with unit_of_work(MODERATES):
        case = make.find(open_case_about("post", made.id).id)
    assert scene.decide(case, scene.moderator, reasons=(ReasonCode.M4,)).proposal
    scene.edit("Dere er for dyre.", stranger, made)
    assert scene.decide(case, scene.second, reasons=(ReasonCode.M4,)).proposal, "she is the first who read this"
    assert scene.decide(case, scene.third, reasons=(ReasonCode.M4,)).decision.proposed_by == scene.second.id


def test_a_proposal_about_an_earlier_text_does_not_count_after_the_author_has_answered(scene, owner_sql):
    case = scene.case()
    assert scene.decide(case, scene.moderator, Action.RETURN, reasons=(ReasonCode.M3,)).proposal
    assert scene.decide(case, scene.second, Action.RETURN, reasons=(ReasonCode.M3,)).decision
    scene.edit("Nå er det sagt pent.")
    case = make.find(case.id)
    assert (case.state, case.passed_by) == (CaseState.WAITING, None)
    lawyer = person(platform=("lawyer",))
    asking, answering = actor(scene.moderator), actor(lawyer)
    with unit_of_work(make.context_of(asking)):
        opinion = lawyers.ask(case, "Er dette greit?", by=asking).id
    with unit_of_work(make.context_of(answering)):
        lawyers.answer(get_opinion(opinion), "Ja.", by=answering)
    assert make.find(case.id).state is CaseState.WAITING
    assert scene.decide(case, scene.third, Action.HIDE, reasons=(ReasonCode.M3,)).proposal
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(1,)]


# ---- half a minute ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def time_to_undo(app, monkeypatch):
    monkeypatch.setattr(app.extensions["samhandel_settings"], "moderation_undo_seconds", 30)


def settle(decision_id):
    with unit_of_work(MODERATES):
        return settling.settle(decision_id)


def undo(decision_id, who):
    by = actor(who)
    with unit_of_work(make.context_of(by)):
        settling.undo(get_decision(decision_id), by=by)


def waiting(scene, words=SECRET):
    """A post that waits for a moderator, its case, and who wrote it."""
    newcomer = organisation("supplier", verified=False)
    stranger = member(newcomer)
    made = post(scene.thread, newcomer, stranger, words)
    with unit_of_work(MODERATES):
        return made, make.find(open_case_about("post", made.id).id), stranger


def test_what_nobody_approved_is_not_published_with_an_approval(scene, client, time_to_undo):
    made, case, stranger = waiting(scene, "Vi hilser alle.")
    decision = scene.decide(case, scene.moderator, Action.APPROVE).decision.id
    scene.edit(CANARY, stranger, made)
    assert settle(decision)
    assert not settle(decision), "a job that runs twice does nothing twice"
    assert CANARY not in client.get(f"/en/threads/{scene.thread.id}").text
    with unit_of_work(MODERATES):
        assert open_case_about("post", made.id).state is CaseState.WAITING


def test_what_was_taken_back_or_away_meanwhile_settles_without_harm(scene, client, time_to_undo, owner_sql):
    for action in (Action.APPROVE, Action.HIDE, Action.RETURN, Action.REFER_BUYER, Action.LOCK):
        made = post(scene.thread, scene.firm, scene.author, f"{SECRET} {action}")
        decision = scene.decide(scene.case(made), scene.moderator, action).decision.id
        with unit_of_work():
            try:
                posts.withdraw_post(db.session.get_one(Post, made.id, populate_existing=True), by=actor(scene.author))
            except Conflict:
                owner_sql("UPDATE forum_space SET state = 'hidden' WHERE id = %(s)s", s=scene.space.id)
        assert settle(decision), action
        owner_sql("UPDATE forum_space SET state = 'open' WHERE id = %(s)s", s=scene.space.id)
        owner_sql("UPDATE forum_thread SET locked = false, lock_reason = NULL")
        assert f"{SECRET} {action}" not in client.get(f"/en/threads/{scene.thread.id}").text, action


def test_undoing_is_for_her_who_decided_once_and_in_time(scene, sign_in, time_to_undo, owner_sql):
    case = scene.case()
    decision = scene.decide(case, scene.moderator).decision.id
    way = f"/en/moderation/decisions/{decision}"
    for who in (scene.second, scene.author, scene.reporter):
        for answer in (sign_in(who).post(f"{way}/undo"), sign_in(who).get(f"{way}/decided")):
            assert answer.status_code in (403, 404)
    assert sign_in(suspended(scene.moderator, owner_sql)).post(f"{way}/undo").status_code == 403
    owner_sql("UPDATE accounts_person SET suspended_until = NULL")
    with pytest.raises(Conflict, match="undo_is_not_yours"):
        undo(decision, scene.second)
    undo(decision, scene.moderator)
    with pytest.raises(Conflict, match="undo_is_too_late"):
        undo(decision, scene.moderator)
    assert not settle(decision), "what was undone never stands"
    again = scene.decide(case, scene.moderator).decision.id
    assert settle(again)
    with pytest.raises(Conflict, match="undo_is_too_late"):
        undo(again, scene.moderator)
    assert owner_sql("SELECT how FROM moderation_settlement ORDER BY id") == [("undone",), ("stands",)]
    # Nothing of the first is ever seen by her whom it was about.
    assert sign_in(scene.author).get(f"/en/decisions/{decision}").status_code == 404
    assert sign_in(scene.author).get(f"/en/decisions/{again}").status_code == 200


# ---- what was taken away ---------------------------------------------------------------------------------------------------


def everywhere(scene, made):
    """Every address that might show a post, in some language."""
    here, this = f"threads/{made.thread_id}", f"posts/{made.id}"
    paths = (
        here, f"{here}?view=both", f"{here}/feed.atom", f"{this}", f"{here}/posts/2", f"{this}/history",
        f"{this}/history?version=1", f"{this}/history?version=2", f"{this}/history?version=3", f"{this}/changes/1",
        f"{this}/changes/2", f"{this}/support", f"{this}/edit", f"translations/post/{made.id}", "translations",
        "translations?queue=mine", f"forums/{scene.space.id}", f"forums/{scene.space.id}/feed.atom", "forums", "dialogues",
        f"report/post/{made.id}", f"report/post/{made.id}/open", f"{here}/reply?to=2&quote=1", f"{here}/reply?to=2",
        "inbox", "inbox/following", "following", "drafts", "decisions", "transparency", "",
    )  # fmt: skip
    return [f"/{lang}/{path}" for lang in ("nb", "nn", "en") for path in paths]


@pytest.mark.parametrize("action", [Action.HIDE, Action.REDACT, Action.RETURN, Action.REFER_BUYER])
def test_what_was_taken_away_is_nowhere_to_be_read(scene, client, sign_in, run_jobs, mails, action):
    """Nor in what was translated, quoted or waiting to be mailed, nor in a copy that a browser kept."""
    reader = sign_in(scene.reporter)
    assert reader.post(f"/en/threads/{scene.thread.id}/follow", data={"level": "all"}).status_code == 303
    run_jobs()
    mails.clear()
    made = post(scene.thread, scene.firm, scene.author, f"{CANARY} om returmat.", reply_to=1)
    scene.edit(f"{CANARY} om returmat og sekker.", of=made)
    version = bilingual.in_review(db.session.merge(made), "en", scene.host, "Canary word for word")
    with unit_of_work():
        reviewing.approve(version, bilingual.verdict(version, made), by=actor(member(scene.buyer, "editor")))
    quote = QuoteDraft(seq=made.seq, revision=2, lang="nb", words=f"{CANARY} om returmat")
    with unit_of_work():
        draft = PostDraft(organisation_id=scene.other.id, lang="nb", body="Enig.", quote=quote)
        posts.write_post(scene.thread.id, draft, by=actor(scene.reporter))
    before = {path: client.get(path).headers.get("ETag") for path in everywhere(scene, made)}
    values = {"cuts": (Cut("body", 0, len(CANARY)),)} if action is Action.REDACT else {}
    scene.decide(scene.case(made), scene.moderator, action, **values)
    run_jobs()
    told = "".join(
        str(mail) + mail.get_body(("plain",)).get_content() for mail in mails if mail["To"] != scene.author.email
    )
    assert CANARY not in told
    for asker in (client, reader, sign_in(member(scene.other))):
        for path, etag in before.items():
            answer = asker.get(
                path, headers={"If-None-Match": etag or '"x"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
            )
            assert "Canary word" not in answer.text, path
            assert CANARY not in answer.text, path
            assert answer.status_code != 304 or not etag, path


# ---- reports without an account --------------------------------------------------------------------------------------------


def open_report(client, made, **values):
    """What a browser sends from the form for somebody without an account."""
    way = f"/en/report/post/{made.id}/open"
    seen = re.search(r'name="seen_sha256"[^>]*value="([^"]*)"', client.get(way).text).group(1)
    headers = values.pop("headers", {})
    return client.post(way, data={"reason": "M1", "note": "", "seen_sha256": seen} | values, headers=headers)


def test_a_report_without_an_account_carries_nothing_in_and_nothing_out(scene, client, owner_sql, caplog):
    number = synthetic()
    assert open_report(client, scene.post, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    for wrong in (
        {"note": "x" * 1_001}, {"note": "x" * 100_000}, {"note": f"Kari har {number[:6]} {number[6:]}."},
        {"email": "a@b.example\r\nBcc: c@d.example"}, {"email": "a@b.example, c@d.example"}, {"email": "x" * 5_000 + "@b.example"},
        {"reason": "M99"}, {"reason": ""}, {"reason": "P1;"}, {"seen_sha256": "other"}, {"reason": ["M1", "M2\x00"]},
    ):  # fmt: skip
        answer = open_report(client, scene.post, **wrong)
        assert answer.status_code in (
            (303,) if wrong.get("reason") == ["M1", "M2\x00"] else (200, 400, 409, 413, 422)
        ), wrong
    assert owner_sql("SELECT count(*) FROM moderation_signal WHERE reason <> 'M1' OR note <> ''") == [(0,)]
    assert number[:6] not in caplog.text
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE data::text LIKE %(n)s", n=f"%{number[:6]}%") == [(0,)]


def test_nobody_is_sent_letters_in_heaps_by_what_others_report(scene, client, run_jobs, mails, monkeypatch):
    many = [post(scene.thread, scene.firm, scene.author, f"Nummer {n}.") for n in range(9)]
    sent = [
        open_report(client, made, email="Offer@utenfor.example", headers={}).status_code
        for n, made in enumerate([scene.post, scene.post, *many])
    ]
    assert 429 in sent
    with unit_of_work(MODERATES):
        case = open_case_about("post", scene.post.id)
    run_jobs()
    assert mails == [], "nothing is sent before a moderator has decided"
    scene.decide(case, scene.moderator)
    run_jobs()
    assert [mail["To"] for mail in mails].count("offer@utenfor.example") == 1


@pytest.mark.parametrize("what", ["waiting", "hidden", "withdrawn", "forum"])
def test_a_report_tells_nothing_of_what_one_may_not_see(scene, client, sign_in, owner_sql, what):
    if what == "waiting":
        made, _case, _stranger = waiting(scene, CANARY)
    else:
        made = post(scene.thread, scene.firm, scene.author, CANARY)
        state = {
            "hidden": "state = 'hidden', hidden_at = now(), reason = 'M1'",
            "withdrawn": "state = 'withdrawn', withdrawn_at = now()",
        }
        if what == "forum":
            owner_sql("UPDATE forum_space SET state = 'hidden'")
        else:
            owner_sql(f"UPDATE forum_post SET {state[what]} WHERE id = {made.id}")
    reader = sign_in(scene.reporter)
    for asker, path in (
        (client, f"/en/report/post/{made.id}/open"), (client, f"/en/report/post/{made.id}"), (reader, f"/en/report/post/{made.id}"),
        (reader, f"/en/report/post/{made.id}/open"),
    ):  # fmt: skip
        for answer in (asker.get(path), asker.post(path, data={"reason": "M1", "seen_sha256": "x", "once": "k"})):
            assert answer.status_code in (401, 403, 404), (path, answer.status_code)
            assert CANARY not in answer.text
    kinds = (
        "fake2",
        "post",
        "organisation_name",
        "dialogue",
        "need",
        "evidence",
        "translation",
        "../x",
        "screening_number",
    )
    for kind in kinds:
        for number in ("0", "9" * 30, str(2**63 - 1)):
            for way in ("", "/open"):
                assert client.get(f"/en/report/{kind}/{number}{way}").status_code in (404, 401), kind


# ---- numbers that stop a text ----------------------------------------------------------------------------------------------


def disguises():
    """Ways to write a number so that its readers see it; of each the name of the trick."""
    n = synthetic()
    a, b = n[:6], n[6:]
    circles = "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(digit)] for digit in n)
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in n)
    return {
        "in codes": "".join(f"&#{ord(digit)};" for digit in n), "with a named code": f"{a}&shy;{b}", "bold": f"{n[:1]}**{n[1]}**{n[2:]}",
        "code": f"`{a}``{b}`", "a block": f"```\n{a}\n{b}\n```", "an address": f"[x](https://a.example/{n})",
        "words of a link": f"[{a}](https://a.example){b}", "a picture": f"![{n}](https://a.example/x.png)", "drawn over": "\u0332".join(n),
        "keys": "".join(f"{digit}\ufe0f\u20e3" for digit in n), "fillers": f"{a}\u3164{b}", "tags": f"{a}\U000e0020{b}",
        "turned": "\u202e".join(n), "isolated": f"{a}\u2066{b}\u2069", "wide": n.translate({48 + d: 0xFF10 + d for d in range(10)}),
        "arabic": n.translate({48 + d: 0x660 + d for d in range(10)}), "circles": circles, "raised": raised, "a comma": f"{a}, {b}",
        "brackets": f"{a} ({b})", "a plus": f"{a}+{b}", "struck": f"~~{a}~~{b}", "dashes": f"{a} --- {b}", "wide gap": f"{a}{' ' * 60}{b}",
        "lines": f"{a}\n{b}", "a list": f"- {a}\n- {b}", "a table": f"| {a} | {b} |\n|--|--|", "a quote": f"> {a}\n> {b}", "one a line": "\n".join(n),
        "soft hyphens": "\u00ad".join(n), "nothing between": "\u200b".join(n),
    }  # fmt: skip


@pytest.mark.parametrize("trick", list(disguises()))
def test_a_number_that_is_read_is_a_number_that_is_found(app, trick):
    with app.test_request_context("/en/"):
        assert is_stopped(f"Kari har {disguises()[trick]} her."), trick


def test_what_is_said_about_a_text_holds_no_number_either(scene, sign_in, owner_sql, caplog):
    """Facts, proposals, questions, answers and appeals are kept for ever, and sent by mail."""
    caplog.set_level(logging.DEBUG)
    words = f"Der står {synthetic()}."
    case = scene.case()
    for values in ({}, {"own_ministry": True}, {"action": Action.WARN}, {"reasons": (ReasonCode.M3,)}):
        with pytest.raises(Refused, match="identity_number_in_text"):
            scene.decide(case, scene.moderator, facts=words, **values)
    desk, by = sign_in(scene.moderator), actor(scene.moderator)
    page = f"/en/moderation/cases/{case.id}"
    typed = {
        "version": case.version,
        "seen_sha256": describe(scene.post).sha256,
        "reasons": "M1",
        "facts": words,
        "action": "hide",
    }
    assert desk.post(f"{page}/decide", data=typed).status_code in (200, 400, 422)
    assert desk.post(f"{page}/lawyer", data={"question": words, "version": case.version}).status_code in (200, 400, 422)
    with pytest.raises(Refused), unit_of_work(make.context_of(by)):
        lawyers.ask(make.find(case.id), words, by=by)
    decision = scene.decide(case, scene.moderator).decision.id
    mine = actor(scene.author)
    with pytest.raises(Refused), unit_of_work(make.context_of(mine)):
        appeals.open_appeal(get_decision(decision), AppealDraft(text=words, lang="nb"), by=mine)
    sent = sign_in(scene.author).post(
        f"/en/decisions/{decision}/appeal", data={"text": words, "lang": "nb", "once": "k"}
    )
    assert sent.status_code in (200, 400, 422)
    tables = owner_sql(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '^(moderation|journal|core|notif)'"
    )
    for (table,) in tables:
        assert owner_sql(f"SELECT count(*) FROM {table} x WHERE x::text LIKE %(n)s", n=f"%{synthetic()}%") == [(0,)], (
            table
        )
    assert synthetic() not in caplog.text


def describe(made):
    with unit_of_work(MODERATES):
        return moderation.describe("post", made.id)


# ---- silenced --------------------------------------------------------------------------------------------------------------


def test_who_is_silenced_says_nothing_by_any_door(scene, sign_in, owner_sql):
    """Posts, edits, titles, threads, translations, support, files, names: what others outside her own firm would see."""
    own = post(scene.thread, scene.firm, scene.author, "Fra før.")
    silenced(scene.author, owner_sql)
    writer = sign_in(scene.author)
    here, this = f"threads/{scene.thread.id}", f"posts/{own.id}"
    typed = {
        "organisation_id": str(scene.firm.id), "lang": "nb", "body": CANARY, "title": CANARY, "to": "en", "based_on": "1", "once": "k",
        "reason": CANARY, "name": CANARY, "locale": "nb", "version": "1", "start": "empty", "kind": "supplier", "scheme": "SE:ORGNR",
        "number": "5560000001", "is_publish": "yes", "publish": "yes", "action": "publish", "send": "yes",
    }  # fmt: skip
    for way in (
        f"{here}/reply", f"spaces/{scene.space.id}/threads/new", f"{this}/edit", f"posts/{scene.post.id}/support", f"{this}/language",
        f"translations/post/{scene.post.id}/begin", f"translations/post/{scene.post.id}/request", f"{this}/move", f"{here}/lock",
        "account/profile", "account", "organisations/new", "forums/new",
    ):  # fmt: skip
        answer = writer.post(f"/en/{way}", data=typed)
        assert answer.status_code < 500, way
    for table in (
        "forum_revision",
        "forum_thread",
        "bilingual_part",
        "bilingual_version",
        "accounts_person",
        "accounts_organisation",
    ):
        if owner_sql("SELECT to_regclass(%(t)s) IS NOT NULL", t=table) == [(True,)]:
            assert owner_sql(f"SELECT count(*) FROM {table} x WHERE x::text LIKE %(c)s", c=f"%{CANARY}%") == [(0,)], (
                table
            )
    assert owner_sql("SELECT count(*) FROM bilingual_translation WHERE status <> 'requested'") == [(0,)]
    with pytest.raises(Conflict, match="you_are_silenced"), unit_of_work():
        people.change_profile(
            db.session.get_one(Person, scene.author.id), ProfileDraft(name=CANARY, locale="nb", version=scene.author.version),
            by=actor(scene.author),
        )  # fmt: skip


# ---- answers to appeals ----------------------------------------------------------------------------------------------------


def test_an_answer_that_cannot_be_carried_out_answers_all_the_same(scene, time_to_undo, owner_sql):
    """A thread that is not there: the work would fail for ever, and the author never be told."""
    decision = scene.decide(scene.case(), scene.moderator).decision.id
    assert settle(decision)
    by = actor(scene.author)
    with unit_of_work(make.context_of(by)):
        case_id = appeals.open_appeal(get_decision(decision), AppealDraft(text="Feil.", lang="nb"), by=by).case_id
    appeal = make.find(case_id)
    with pytest.raises(Conflict, match="moderator_is_conflicted"):
        scene.decide(appeal, scene.moderator, Action.UPHOLD, reasons=())
    answer = scene.decide(appeal, scene.second, Action.MOVE, target="999999").decision.id
    assert settle(answer)
    assert owner_sql("SELECT outcome FROM moderation_appeal") == [("changed",)]
    with unit_of_work(MODERATES):
        assert open_case_about("post", scene.post.id).state is CaseState.WAITING


# ---- forms -----------------------------------------------------------------------------------------------------------------


def test_a_form_that_no_page_made_decides_nothing(scene, sign_in, owner_sql):
    """Too long, of another kind, twice, backwards, beside the text, in another forum, with a key of nobody."""
    case = scene.case()
    elsewhere = thread(open_forum(), scene.firm, scene.author)
    desk, day = sign_in(scene.moderator), (clock.today() + timedelta(days=3)).isoformat()
    right = {
        "version": case.version,
        "seen_sha256": describe(scene.post).sha256,
        "reasons": "M1",
        "facts": "x",
        "action": "hide",
    }
    wrong = [
        {"version": "abc"}, {"version": ""}, {"version": "-1"}, {"version": "9" * 30}, {"version": str(2**63)}, {"action": "x"},
        {"action": ""}, {"action": "HIDE"}, {"action": "uphold"}, {"action": "restore"}, {"reasons": "M9"}, {"reasons": ""},
        {"reasons": "'; DROP TABLE moderation_case; --"}, {"facts": ""}, {"facts": " \u200b "}, {"facts": "x" * 100_000}, {"seen_sha256": ""},
        {"seen_sha256": "x" * 10_000}, {"action": "silence"}, *({"action": "silence", "until": until} for until in (
            "9999-99-99", "9999-12-31", "1900-01-01", clock.today().isoformat(), "x", "0000-00-00", "2026-02-30", "\x00")),
        {"action": "suspend", "until": "9999-12-31"}, {"action": "redact"}, *({"action": "redact", "passages": cut} for cut in (
            "body:-1:5", "body:5:1", "body:0:99999", "body:0", "body", ":::", "file:0:1", f"body:{'9' * 5000}:1", "body:0:0", "body:٠:٣x")),
        {"action": "redact", "words": "står ikke der"}, *({"action": "move", "target": target} for target in (
            "", "-1", "0", "9" * 12, "9" * 200, "x", str(elsewhere.id), f"/en/threads/{elsewhere.id}", "٣", str(scene.thread.id), "\x00")),
    ]  # fmt: skip
    for values in wrong:
        answer = desk.post(f"/en/moderation/cases/{case.id}/decide", data=right | values)
        assert answer.status_code in (200, 400, 409, 413, 422), (values, answer.status_code)
    for raw in (
        b"version=1&facts=%00&action=hide",
        b"facts=%ED%A0%80&version=1",
        b"%FF=%FE",
        b"action=hide&action=approve&version=x",
    ):
        answer = desk.post(
            f"/en/moderation/cases/{case.id}/decide", data=raw, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code in (200, 400, 409, 422), raw
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]
    assert owner_sql("SELECT count(*) FROM moderation_proposal") == [(0,)]
    assert (
        desk.post(f"/en/moderation/cases/{case.id}/decide", data=right | {"until": day, "target": "1"}).status_code
        == 303
    )


def test_without_its_token_nothing_is_decided(app, scene, sign_in, monkeypatch, owner_sql):
    case = scene.case()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    desk = sign_in(scene.moderator)
    for path, values in sends(case):
        assert desk.post(path, data=values).status_code == 400, path
    assert desk.post("/en/moderation/next").status_code == 400
    assert owner_sql("SELECT version, claimed_by FROM moderation_case") == [(case.version, None)]


# ---- straight into the tables ----------------------------------------------------------------------------------------------

CONFIDENTIAL = (
    "case", "signal", "snapshot", "decision", "proposal", "sample", "measure", "appeal", "keys", "legal_opinion",
    "protected_input",
)  # fmt: skip


def test_row_level_security_holds_against_every_other_hand(scene, web_sql, owner_sql):
    """As the site's own role, were a page ever to forget to ask."""
    case = scene.case()
    decision = scene.decide(case, scene.moderator, Action.REFER_BUYER).decision.id
    owner_sql("UPDATE moderation_signal SET note = 'x'")
    nobody, rival = Context(), Context(person_id=scene.reporter.id, organisation_ids=(scene.other.id,))
    author = Context(person_id=scene.author.id, organisation_ids=(scene.firm.id,))
    host = Context(person_id=scene.host.id, organisation_ids=(scene.buyer.id,))
    lawyer = Context(person_id=person().id, platform=("lawyer",))
    administrator = Context(person_id=person().id, platform=("administrator",))
    for who in (nobody, rival, author, host, lawyer, administrator):
        seen = {name for name in CONFIDENTIAL if web_sql(f"SELECT 1 FROM moderation_{name}", who)}
        assert seen == (
            {"decision", "protected_input"} if who is author else {"protected_input"} if who is host else set()
        )
        for name in CONFIDENTIAL:
            for statement in (f"DELETE FROM moderation_{name}", f"UPDATE moderation_{name} SET created_at = now()"):
                with suppress(psycopg.errors.InsufficientPrivilege):
                    web_sql(statement, who)
        for statement in (
            f"UPDATE moderation_case SET state = 'closed', closed_at = now() WHERE id = {case.id}", "UPDATE moderation_appeal SET outcome = NULL",
            "UPDATE moderation_measure SET lifted_at = now()", "UPDATE moderation_protected_input SET taken_back_at = now()",
        ):  # fmt: skip
            web_sql(statement, who)
        for statement in (
            f"INSERT INTO moderation_proposal (case_id, by_id, why, draft) VALUES ({case.id}, {scene.author.id}, 'grave', '{{}}')",
            f"INSERT INTO moderation_measure (person_id, kind, decision_id) VALUES ({scene.reporter.id}, 'warning', {decision})",
            f"INSERT INTO moderation_legal_opinion (case_id, question, asked_by) VALUES ({case.id}, 'x', {scene.author.id})",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web_sql(statement, who)
    kept = owner_sql("SELECT count(*) FROM moderation_protected_input WHERE taken_back_at IS NULL")
    assert kept == [(1,)]


@pytest.mark.parametrize("role", ["web", "worker"])
def test_nobody_but_a_moderator_takes_words_out_of_a_quote_or_keeps_a_version_from_the_public(scene, web_sql, role):
    for statement in ("UPDATE forum_quote SET words = 'x'", "UPDATE forum_revision SET restricted = true"):
        for context in (Context(), Context(person_id=scene.author.id), Context(platform=("administrator", "lawyer"))):
            assert web_sql(f"{statement} RETURNING id", context, role=role) == []
