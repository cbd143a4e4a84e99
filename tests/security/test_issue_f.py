"""Issue F as somebody hostile would try it: other people's dialogues, who asked, and what nobody has said yes to."""

import re
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import html5lib
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.blueprints.dialogues.services import documents
from app.blueprints.dialogues.terms.documents import DocumentDraft
from app.blueprints.inputs.rules.passages import without
from app.blueprints.inputs.terms.answers import Lane, Passage
from app.blueprints.involvement.services import assessments
from app.blueprints.involvement.terms.assessments import AssessmentDraft, HearingDraft
from app.core.clock import today
from app.core.db import Context, db, unit_of_work
from tests.factories import answers, dialogues, inputs, meetings, outcome, parity, questions
from tests.factories.accounts import actor, member, organisation
from tests.forum.test_services import synthetic

CANARY = "Kanarifugl"
OF_THE_ROOMS = (
    "dialogues_",
    "questions_",
    "inputs_",
    "meetings_",
    "outcome_",
    "parity_",
    "impartiality_",
    "involvement_",
)


class World:
    """A dialogue with something confidential of every kind, its lead, a firm that takes part, and others who do not."""

    def __init__(self, owner_sql):
        self.host, self.lead = dialogues.buyer(name="Kystkommunen")
        self.dialogue = dialogues.published_dialogue(self.host)
        self.firm = organisation(name="Lote Sveis AS")
        self.owner = member(self.firm, name="Sissel Spør")
        self.rival = member(organisation(name="Konkurrenten AS"), name="Kari Konkurrent")
        dialogue, lead = self.dialogue, self.lead
        inputs.questionnaire(dialogue, lead)
        given = inputs.typed(dialogue, text=f"[[{CANARY} i innspill]] og mer", lane=Lane.CONFIDENTIAL, reason="Metode")
        self.input = inputs.handed_in(dialogue, self.firm, self.owner, given)
        parity.declared(dialogue, lead)
        self.paraphrase = inputs.proposed(
            dialogue, inputs.answer_in_words(self.input, self.owner), lead, nb=f"{CANARY} nb"
        )
        self.note = meetings.note(dialogue, lead, self.firm, told=f"{CANARY} i notat")
        self.said = meetings.passage(dialogue, self.note, lead, self.firm, body=f"{CANARY} sagt")
        self.theme = outcome.theme(dialogue, lead, self.said, title=f"{CANARY} tema")
        asked = questions.asked_question(dialogue, self.firm, body=f"{CANARY} spurt")
        self.who = answers.hosts(dialogue)
        self.answer = answers.approved(dialogue, asked, self.who, words=answers.words(dialogue, nb=f"{CANARY} svar"))
        self.batch = answers.prepared(dialogue, self.who)
        with unit_of_work(meetings.context_of(lead)):
            self.document = documents.add_document(
                dialogue, self.host.id, DocumentDraft(title=f"{CANARY} vedlegg", lang="nb", body="x"), by=actor(lead)
            )
            draft = AssessmentDraft(organisation_id=self.firm.id, risk=f"{CANARY} fordel")
            self.assessment = assessments.begin(dialogue.id, draft, by=actor(lead))
        with unit_of_work(meetings.context_of(lead)):
            draft = HearingDraft(body=f"{CANARY} høring", until=today() + timedelta(days=9))
            self.hearing = assessments.hear(self.assessment, draft, by=actor(lead))

        def one(table):
            return owner_sql(f"SELECT min(id) FROM {table} WHERE dialogue_id = {dialogue.id}")[0][0]

        self.numbers = {
            "need_id": one("dialogues_need"), "document_id": self.document.id, "item_id": one("parity_item"),
            "declaration_id": one("impartiality_declaration"), "answer_id": self.answer.id, "batch_id": self.batch.id,
            "number": 1, "section_id": one("inputs_section"), "input_id": self.input.id,
            "paraphrase_id": self.paraphrase.id, "note_id": self.note.id, "said_id": self.said.id,
            "theme_id": self.theme.id, "source_id": one("outcome_source"), "assessment_id": self.assessment.id,
            "hearing_id": self.hearing.id, "organisation_id": self.firm.id, "question_id": asked.id,
            "party_id": 1, "report_id": 1, "notice_id": 1,
        }  # fmt: skip
        self.asked = {"questions": asked.id, "inputs": one("inputs_question")}
        db.session.expunge_all()

    def paths(self, app, dialogue_id, *, only=None):
        """(method, address, what it is of) of everything about a dialogue, with this one's numbers in the address."""
        with app.test_request_context():
            adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
            for rule in app.url_map.iter_rules():
                if "dialogue_id" not in rule.arguments:
                    continue
                room = rule.endpoint.partition(".")[0]
                numbers = {
                    **self.numbers,
                    "question_id": self.asked.get(room, 0),
                    "lang": "en",
                    "dialogue_id": dialogue_id,
                }
                if room == "inputs" and rule.endpoint.endswith("open_file"):
                    numbers["answer_id"] = self.paraphrase.answer_id
                path = adapter.build(rule.endpoint, {name: numbers[name] for name in rule.arguments})
                for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                    yield method, path, rule


@pytest.fixture
def world(db_session, owner_sql):
    return World(owner_sql)


def rows(owner_sql):
    """Everything that the rooms keep, but for who was refused."""
    tables = [name for (name,) in owner_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
    kept = [name for name in tables if name.startswith(OF_THE_ROOMS) and name != "impartiality_refusal"]
    return {name: owner_sql(f"SELECT t::text FROM {name} t ORDER BY 1") for name in kept}


# ---- the wrong dialogue, the wrong person ----------------------------------------------------------------------------------


def test_numbers_of_another_dialogue_lead_nowhere_in_ones_own(world, app, sign_in, owner_sql):
    """Whoever leads one dialogue, and has declared in it, types the numbers of another's into her own addresses."""
    other, ola = dialogues.buyer(name="Nabokommunen")
    mine = dialogues.published_dialogue(other)
    parity.declared(mine, ola)
    hers, before = sign_in(ola), rows(owner_sql)
    for method, path, rule in world.paths(app, mine.id):
        if rule.arguments <= {"lang", "dialogue_id"}:
            continue
        removes_twice = rule.endpoint == "dialogues.remove_notice"  # whoever comes second is led back
        answer = hers.open(path, method=method, data={"version": "1", "once": "k"} if method == "POST" else None)
        assert answer.status_code in ((303,) if removes_twice else (403, 404)), (method, path, answer.status_code)
        assert CANARY not in answer.text, path
    assert rows(owner_sql) == before


def left_or_asked(world, state, owner_sql):
    """An editor of a buyer that was asked to host along, said yes and declared; as it stands with it now."""
    along, una = dialogues.buyer(name="Fylkeskommunen")
    owner_sql(
        "INSERT INTO dialogues_host (dialogue_id, organisation_id, state, leads) VALUES (%(d)s, %(o)s, 'host', false)",
        d=world.dialogue.id, o=along.id,
    )  # fmt: skip
    parity.declared(world.dialogue, una)
    owner_sql("UPDATE dialogues_host SET state = %(s)s WHERE organisation_id = %(o)s", s=state, o=along.id)
    return una


# What anybody may open of a published dialogue, whether she is signed in or not, and with a firm or an account besides.
PUBLIC = {
    "", "/documents", "/told", "/questions", "/questions.json", "/questions.atom", "/input", "/input/answers",
    "/meetings", "/outcome", "/check",
}  # fmt: skip
SIGNED_IN = PUBLIC | {"/our-notes"}


@pytest.mark.parametrize("who", ["visitor", "rival", "left", "asked"])
def test_nobody_who_neither_hosts_nor_takes_part_opens_or_moves_anything(world, app, client, sign_in, owner_sql, who):
    sender, opens = {
        "visitor": lambda: (client, PUBLIC),
        "rival": lambda: (sign_in(world.rival), SIGNED_IN | {"/our-questions", "/questions/new"}),
        "left": lambda: (sign_in(left_or_asked(world, "left", owner_sql)), SIGNED_IN),
        "asked": lambda: (sign_in(left_or_asked(world, "asked", owner_sql)), SIGNED_IN | {"/host"}),
    }[who]()
    before, opened = rows(owner_sql), set()
    for method, path, _rule in world.paths(app, world.dialogue.id):
        answer = sender.open(path, method=method, data={"version": "1", "once": "k"} if method == "POST" else None)
        assert CANARY not in answer.text, path
        if answer.status_code not in (401, 403, 404):
            opened.add(path.removeprefix(f"/en/dialogues/{world.dialogue.id}"))
    assert opened == opens
    assert rows(owner_sql) == before


def test_a_host_does_not_act_for_the_firm_nor_the_firm_as_a_host(world, app, sign_in, owner_sql):
    for sender, not_theirs in (
        (sign_in(world.lead), r"/(our-questions|our-notes/\d|input/\d+($|/)|hearings/|share/|check/|questions/new)"),
        (sign_in(world.owner), r"/(desk|edit|answers|batch|questions/intake|ledger|declaration|notes|themes|summary|close|documents/)"),
    ):  # fmt: skip
        before = rows(owner_sql)
        for method, path, _rule in world.paths(app, world.dialogue.id):
            about = path.removeprefix(f"/en/dialogues/{world.dialogue.id}")
            if re.match(not_theirs, about) and about != "/input/answers":
                answer = sender.open(path, method=method, data={"version": "1"} if method == "POST" else None)
                assert answer.status_code in (403, 404), (method, about, answer.status_code)
        assert rows(owner_sql) == before


# ---- one person, two sides -------------------------------------------------------------------------------------------------


def joins(who, firm, role, owner_sql):
    owner_sql(
        "INSERT INTO accounts_membership (person_id, organisation_id, role) VALUES (%(p)s, %(o)s, %(r)s)",
        p=who.id, o=firm.id, r=role,
    )  # fmt: skip


def test_a_host_who_has_declared_and_joins_a_bidder_or_whose_firm_joins_later_is_shut_out(world, sign_in, owner_sql):
    """She has declared that she has no interest; what she is counts, and not what she said before."""
    intake = f"/en/dialogues/{world.dialogue.id}/questions/intake"
    one, two = member(world.host, "editor"), member(world.host, "editor")
    later = organisation(name="Sent Ute AS")
    joins(two, later, "owner", owner_sql)
    parity.declared(world.dialogue, one, two)
    assert [sign_in(each).get(intake).status_code for each in (one, two)] == [200, 200]
    joins(one, world.firm, "editor", owner_sql)
    parity.given(world.dialogue, later, subject_id=999)
    for each in (one, two):
        parity.declared(world.dialogue, each)
        answer = sign_in(each).get(intake)
        assert answer.status_code == 403
        assert CANARY not in answer.text


def test_whoever_works_for_a_host_too_asks_and_answers_for_no_firm(world, sign_in, owner_sql):
    joins(world.rival, world.host, "reader", owner_sql)
    firm_id = owner_sql(
        f"SELECT organisation_id FROM accounts_membership WHERE person_id = {world.rival.id} ORDER BY id"
    )[0][0]
    both, base = sign_in(world.rival), f"/en/dialogues/{world.dialogue.id}"
    before = rows(owner_sql)
    assert both.post(f"{base}/questions/new", data={"organisation_id": firm_id, "once": "k"}).status_code == 403
    assert both.get(f"{base}/input/{firm_id}/{world.numbers['section_id']}").status_code in (403, 404)
    assert rows(owner_sql) == before


def test_a_declaration_for_a_list_that_is_older_or_newer_than_there_is_opens_nothing_more(world, sign_in, owner_sql):
    who = member(world.host, "editor")
    base = f"/en/dialogues/{world.dialogue.id}"
    for version in ("0", "-1"):
        sign_in(who).post(f"{base}/declaration", data={"stance": "none", "version": version, "note": ""})
        assert sign_in(who).get(f"{base}/questions/intake").status_code == 403
    sign_in(who).post(f"{base}/declaration", data={"stance": "none", "version": "99999999999999999999999", "note": ""})
    sign_in(who).post(f"{base}/declaration", data={"stance": "none", "version": "2000000", "note": ""})
    parity.given(world.dialogue, organisation(), subject_id=998)
    assert sign_in(who).get(f"{base}/questions/intake").status_code == 403, "nobody declares for who comes later"


# ---- the database itself ---------------------------------------------------------------------------------------------------


def test_no_statement_of_a_strangers_reads_what_is_confidential(world, owner_sql, web_sql):
    tables = [name for (name,) in owner_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for table in (name for name in tables if name.startswith((*OF_THE_ROOMS, "journal_", "notifications_", "forum_"))):
        for context in (Context(), inputs.working_for(world.rival)):
            for role in ("web", "worker"):
                with suppress(psycopg.errors.InsufficientPrivilege):
                    seen = web_sql(f"SELECT t::text FROM {table} t", context, role)
                    assert not [row for (row,) in seen if CANARY in row], (table, role)


def test_nobody_becomes_a_host_or_the_lead_by_a_statement_of_her_own(world, web_sql, owner_sql):
    rival = inputs.working_for(world.rival)
    (firm_id,) = rival.organisation_ids
    values = {"d": world.dialogue.id, "o": firm_id}
    for statement in (
        "INSERT INTO dialogues_host (dialogue_id, organisation_id, leads, state) VALUES (%(d)s, %(o)s, false, 'host')",
        "INSERT INTO dialogues_host (dialogue_id, organisation_id, leads, state) VALUES (%(d)s, %(o)s, false, 'asked')",
        "UPDATE dialogues_host SET organisation_id = %(o)s WHERE dialogue_id = %(d)s",
        "UPDATE dialogues_dialogue SET organisation_id = %(o)s WHERE id = %(d)s",
    ):
        for role in ("web", "worker"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web_sql(statement, rival, role, **values)
    along, una = dialogues.buyer()
    owner_sql(
        "INSERT INTO dialogues_host (dialogue_id, organisation_id, leads, state) VALUES (%(d)s, %(o)s, false, 'asked')",
        d=world.dialogue.id, o=along.id,
    )  # fmt: skip
    yes = "UPDATE dialogues_host SET state = 'host' WHERE organisation_id = %(o)s"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(yes, inputs.working_for(world.lead), o=along.id)
    web_sql(yes, inputs.working_for(una), o=along.id)


def test_what_everybody_has_read_is_neither_worded_anew_nor_taken_away_by_somebody_else(world, web_sql):
    answers.published(world.dialogue, world.who, world.batch)
    inputs.handed_in(
        world.dialogue, world.firm, world.owner, inputs.typed(world.dialogue, text="Sant.", lane=Lane.PUBLIC)
    )
    rival, lead, owner = (inputs.working_for(each) for each in (world.rival, world.lead, world.owner))
    for context in (rival, lead, owner):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql("UPDATE questions_entry SET words = '{}'", context)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql("DELETE FROM questions_entry", context)
    for context in (rival, lead):
        assert web_sql('UPDATE inputs_published SET words = \'{"nb": "Usant."}\' RETURNING id', context) == []
        assert web_sql("DELETE FROM inputs_published RETURNING id", context) == []
    copy = (
        "INSERT INTO inputs_published (dialogue_id, question_id, organisation_id, answer_id, lang, words, published_at)"
        " SELECT dialogue_id, question_id, organisation_id, answer_id, lang, words, now() FROM inputs_published"
    )
    for context in (rival, lead):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(copy, context)


# ---- who asked -------------------------------------------------------------------------------------------------------------

PERSON, QUESTION = 730_000_000, 740_000_000


@pytest.fixture
def far_numbers(db_session, owner_sql):
    """People and questions get numbers that stand out in whatever row they are copied to."""
    places = {"accounts_person": PERSON, "questions_question": QUESTION}
    before = {table: owner_sql(f"SELECT coalesce(max(id), 0) + 1000 FROM {table}")[0][0] for table in places}
    for table, number in places.items():
        owner_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number})")
    yield
    for table, number in before.items():
        owner_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number})")


def test_no_row_but_one_leads_from_a_question_to_who_asked_and_none_after_the_close(
    far_numbers, sign_in, owner_sql, run_jobs, mails, caplog
):
    """Asked, given back, asked again, answered and published through the pages, with what the worker makes of it."""
    host, lead = dialogues.buyer()
    dialogue = dialogues.published_dialogue(host)
    firm, who = questions.firm_and_person(name="Havglimt Marin AS")
    parity.declared(dialogue, lead)
    hers, desk, base = sign_in(who), sign_in(lead), f"/en/dialogues/{dialogue.id}"
    begun = hers.post(f"{base}/questions/new", data={"organisation_id": firm.id, "once": "k1"})
    own = begun.location.removesuffix("/edit")
    number = int(own.rpartition("/")[2])
    assert number > QUESTION

    def version():
        return owner_sql(f"SELECT version FROM questions_question WHERE id = {number}")[0][0]

    def sends(browser, path, **values):
        answer = browser.post(path, data=values)
        assert answer.status_code == 303, (path, answer.status_code)
        run_jobs()

    for _ in range(2):
        sends(hers, f"{own}/edit", draft_version=version(), lang="nb", need_id=0, body="Må den tåle frost?", do="check")
        sends(hers, f"{own}/check", version=version())
        sends(desk, f"{base}/questions/intake/{number}/return", version=version(), reason="Si hvor kaldt.")
    sends(hers, f"{own}/edit", draft_version=version(), lang="nb", need_id=0, body="Må den tåle 20 minus?", do="check")
    sends(hers, f"{own}/check", version=version())
    db.session.expunge_all()
    with unit_of_work(questions.of(host, lead)):
        asked = SimpleNamespace(id=number)
        staff = answers.hosts(dialogue)
    answers.approved(dialogue, asked, staff)
    answers.published(dialogue, staff)
    run_jobs()
    named = (str(who.id), who.email, who.name, str(firm.number), firm.name)
    tables = owner_sql(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'jobs')"
    )

    def everything():
        for (table,) in tables:
            for (row,) in owner_sql(f"SELECT t::text FROM {table} t"):
                yield table, row

    leading = {table for table, row in everything() if str(number) in row and any(word in row for word in named)}
    assert leading == {"public.questions_asker"}
    assert not [row for row in caplog.text.splitlines() if str(number) in row and any(word in row for word in named)]
    assert [mail for mail in mails if mail["To"] == who.email], "she is told what became of it"
    told = "SELECT kind FROM notifications_inbox_item WHERE person_id = %(p)s"
    assert owner_sql(told, p=who.id)
    owner_sql("UPDATE dialogues_dialogue SET state = 'closed', closed_at = now()")
    with unit_of_work(questions.of(host, lead)):
        db.session.execute(text("SELECT questions_forget(:id)"), {"id": dialogue.id})
    assert not {table for table, row in everything() if str(number) in row and any(word in row for word in named)}
    assert owner_sql(told, p=who.id) == [], "a notice would say that her firm was one of those who asked"
    assert owner_sql("SELECT id FROM notifications_mail WHERE person_id = %(p)s", p=who.id) == []
    with unit_of_work(questions.of(firm, who)), pytest.raises(SQLAlchemyError):
        db.session.execute(text("SELECT questions_begin(:d, :f, 'nb', now())"), {"d": dialogue.id, "f": firm.id})


def test_headers_and_exports_do_not_tell_that_something_was_asked(world, client):
    """Neither a stamp nor a length changes with what waits, and nothing says when a question was asked."""
    base = f"/nb/dialogues/{world.dialogue.id}"
    paths = (f"{base}/questions", f"{base}/questions.json", f"{base}/questions.atom")
    kept = ("ETag", "Last-Modified", "Content-Length")

    def told():
        return [[client.get(path).headers.get(name) for name in kept] for path in paths[1:]], client.head(
            paths[0]
        ).status_code

    before = told()
    made = questions.asked_question(world.dialogue, body="Enda et.")
    answers.approved(world.dialogue, made, world.who)
    assert told() == before
    answers.published(world.dialogue, world.who, world.batch)
    entries = client.get(paths[1]).get_json()
    assert not re.search(r"asked|asker|organi[sz]ation_?(id|number)|person", str(list(walk(entries)))), (
        "no field says so"
    )


def walk(thing):
    """Every name of a field."""
    if isinstance(thing, dict):
        yield from thing
        for value in thing.values():
            yield from walk(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from walk(value)


# ---- too late, uninvited, and what belongs in no text ----------------------------------------------------------------------


def test_after_the_deadline_and_after_the_announcement_the_words_are_kept_and_the_time_is_shown(
    world, sign_in, owner_sql
):
    base = f"/en/dialogues/{world.dialogue.id}/input/{world.firm.id}"
    version = owner_sql("SELECT version FROM inputs_input")[0][0]
    kept = owner_sql("SELECT answers::text FROM inputs_working ORDER BY id")
    phone = sign_in(world.owner)
    for over in (
        f"opens_on = '{today() - timedelta(days=9)}', closes_on = '{today() - timedelta(days=1)}'",
        "state = 'announced', announced_at = now()",
    ):
        owner_sql(f"UPDATE dialogues_dialogue SET {over}")
        for path in ("hand-in", "take-back"):
            answer = phone.post(f"{base}/{path}", data={"version": version, "lang": "nb"})
            assert answer.status_code == 409, path
            assert "announced" in over or re.search(r"\d\d:\d\d:\d\d", answer.text), path
            assert f"{CANARY} i innspill" in phone.get(f"{base}/{world.numbers['section_id']}").text, (
                "her own words are still there"
            )
    assert owner_sql("SELECT answers::text FROM inputs_working ORDER BY id") == kept
    assert owner_sql("SELECT times FROM inputs_input") == [(1,)]


def test_who_is_not_invited_neither_asks_nor_gives_input_nor_uploads(world, sign_in, owner_sql):
    owner_sql("UPDATE dialogues_dialogue SET open_to = 'invited', criterion = 'Har sveiset aluminium.'")
    firm_id = inputs.working_for(world.rival).organisation_ids[0]
    rival, base, before = sign_in(world.rival), f"/en/dialogues/{world.dialogue.id}", rows(owner_sql)
    section = owner_sql("SELECT section_id, id FROM inputs_question ORDER BY id LIMIT 1")[0]
    sent = {"organisation_id": firm_id, "once": "k", "version": "0", f"text_{section[1]}": "x", "lang": "nb"}
    for path in (
        "questions/new", f"input/{firm_id}/{section[0]}", f"input/{firm_id}/hand-in", f"input/{firm_id}/files/{section[1]}",
        f"edit/invited/add?organisation_id={firm_id}",
    ):  # fmt: skip
        answer = rival.post(f"{base}/{path}", data=sent)
        refused = (answer.status_code, path)
        assert answer.status_code in (303, 403, 404, 409, 422), refused
        assert answer.status_code != 303 or answer.location.endswith(f"/input/{firm_id}"), refused
    assert rows(owner_sql) == before


SPACE = "{http://www.w3.org/1999/xhtml}"


def fields(form, words):
    """What a browser sends of a form as it stands, and which of its fields hold text."""
    sent, texts = {}, []
    for node in form.iter():
        name, tag = node.get("name"), str(node.tag).removeprefix(SPACE)
        if not name or name == "once":
            continue
        kind = node.get("type", "text") if tag == "input" else tag
        if kind in ("textarea", "text", "search"):
            texts.append(name)
        elif kind == "select":
            options = [(each.get("value") or "", each.get("selected")) for each in node.iter(f"{SPACE}option")]
            chosen = [value for value, is_chosen in options if is_chosen is not None]
            sent[name] = (chosen or [value for value, _ in options if value] or [""])[0]
        elif kind == "date":
            sent[name] = node.get("value") or (today() + timedelta(days=20)).isoformat()
        elif kind in ("number", "time"):
            sent[name] = node.get("value") or {"number": "3", "time": "12:00"}[kind]
        elif kind != "file" and (kind != "radio" or name not in sent or node.get("checked") is not None):
            sent[name] = node.get("value") or ""
    return [sent | dict.fromkeys(texts, "Ord") | {name: words} for name in texts]


def test_no_text_of_a_dialogue_takes_an_identity_number(world, app, sign_in, owner_sql):
    """Every form that the lead and the firm are offered, one field after the other."""
    number = synthetic()
    words, tried = f"Kari har {number[:6]} {number[6:]}.", set()
    for browser in (sign_in(world.lead), sign_in(world.owner)):
        for method, path, _rule in world.paths(app, world.dialogue.id):
            page = browser.get(path) if method == "GET" and not re.search(r"/(close|announce)$", path) else None
            if page is None or page.status_code != 200 or page.mimetype != "text/html":
                continue
            for form in html5lib.parse(page.text).iter(f"{SPACE}form"):
                action = form.get("action") or path
                if (form.get("method") or "").lower() == "post" and f"/dialogues/{world.dialogue.id}" in action:
                    for place, sent in enumerate(fields(form, words)):
                        if (action, place) not in tried:
                            browser.post(action, data=sent)
                            tried.add((action, place))
    assert len(tried) > 60
    for table in rows(owner_sql):
        assert not owner_sql(f"SELECT id FROM {table} t WHERE t::text LIKE '%{number[:6]}%'"), table


# ---- passages --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passages",
    [
        [(0, 10), (2, 5)], [(2, 5), (0, 10)], [(0, 5), (3, 10)], [(0, 10), (0, 3)], [(0, 10), (0, 10)], [(-5, 10)],
        [(0, 10**9)], [(0, 10), (7, 7)], [(0, 10), (9, 2)],
    ],
)  # fmt: skip
def test_a_passage_is_taken_out_however_its_ends_lie(passages):
    """None of these can be typed; what was written by another hand is still kept in confidence."""
    left = without("hemmelig!! og resten", [Passage(*each) for each in passages])
    assert not re.search(r"[hemlig]{3}|!", left.removesuffix(" og resten")), left
