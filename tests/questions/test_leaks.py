"""Nothing leaks before the instant: no page, feed, export, count, notice or row says that an answer is coming."""

import re

import pytest

from tests.factories.accounts import member, organisation
from tests.factories.answers import approved, hosts, prepared, published, words
from tests.factories.dialogues import published_dialogue
from tests.factories.questions import asked_question, firm_and_person

SECRETS = ("Skyllemaskinen Zyx", "Kjelleren Qwv")
CHANGING = re.compile(r'<input[^>]*name="(?:csrf_token|once)"[^>]*>|nonce="[^"]+"')

OTHER_EACH_TIME = re.compile(r"/sign-up$|/health|/metrics")  # a riddle for machines; the state of the machine itself


@pytest.fixture
def scene(db_session):
    dialogue = published_dialogue()
    return dialogue, hosts(dialogue)


def addresses(app, dialogue) -> list[str]:
    """Every page of a dialogue, its space and its buyer that is read by address alone, and all that have no number."""
    known = {"lang": "nb", "dialogue_id": dialogue.id, "space_id": dialogue.space_id, "number": 1, "answer_id": 1}
    known |= {"organisation_id": dialogue.organisation_id, "batch_id": 1, "question_id": 1, "entry_id": 1}
    made = []
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            about = {"dialogue_id", "space_id"} & rule.arguments or not rule.arguments - {"lang", "organisation_id"}
            if "GET" in rule.methods and about and rule.arguments <= known.keys() and rule.endpoint != "static":
                made.append(adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments}))
    return sorted({path for path in made if not OTHER_EACH_TIME.search(path)})


def read(client, paths) -> dict[str, tuple[int, str]]:
    pages = {}
    for path in paths:
        answer = client.get(path)
        body = answer.get_data(as_text=True) if "image" not in answer.content_type else ""
        pages[path] = (answer.status_code, CHANGING.sub("", body))
    return pages


def test_no_route_differs_by_what_is_asked_written_approved_and_prepared_until_it_is_published(
    app, client, sign_in, scene
) -> None:
    dialogue, who = scene
    competitor = sign_in(member(organisation("supplier", name="Konkurrenten AS"), "editor", name="Kari Konkurrent"))
    paths = addresses(app, dialogue)
    assert f"/nb/dialogues/{dialogue.id}/questions.json" in paths
    assert f"/nb/dialogues/{dialogue.id}/questions/1" in paths
    before = read(client, paths), read(competitor, paths)
    question = asked_question(dialogue, firm_and_person()[0], body=SECRETS[0])
    approved(dialogue, question, who, words=words(dialogue, nb=SECRETS[1]))
    batch = prepared(dialogue, who)
    for reader, earlier in zip((client, competitor), before, strict=True):
        now = read(reader, paths)
        assert [path for path in paths if now[path] != earlier[path]] == []
        assert [path for path in paths if any(secret in now[path][1] for secret in SECRETS)] == []
    published(dialogue, who, batch)
    told = read(client, paths)
    showing = {path.rpartition("/dialogues/")[2] for path in paths if SECRETS[0] in told[path][1]}
    number = str(dialogue.id)
    assert {number, *(f"{number}/{page}" for page in ("questions", "questions/1"))} <= showing
    assert {f"{number}/questions.json", f"{number}/questions.atom"} <= showing


def test_no_row_that_others_may_read_and_no_notice_or_mail_is_there_before_the_instant(
    scene, web_sql, owner_sql, run_jobs, mails
) -> None:
    dialogue, who = scene
    follower = member(organisation("supplier"), "editor", name="Fride Følger")
    owner_sql(
        "INSERT INTO forum_follow (person_id, kind, space_id, level, since) VALUES (%(p)s, 'space', %(s)s, 'all', '2020-01-01')",
        p=follower.id, s=dialogue.space_id,
    )  # fmt: skip
    approved(dialogue, asked_question(dialogue, body=SECRETS[0]), who, words=words(dialogue, nb=SECRETS[1]))
    batch = prepared(dialogue, who)
    run_jobs()
    for table in ("answer", "wording", "batch", "entry", "question"):
        for role in ("web", "worker"):
            assert web_sql(f"SELECT id FROM questions_{table}", role=role) == [], (table, role)
    assert web_sql("SELECT id FROM parity_item") == []
    assert owner_sql("SELECT id FROM notifications_inbox_item WHERE person_id = %(p)s", p=follower.id) == []
    assert not [mail for mail in mails if SECRETS[0] in mail.as_string()]
    published(dialogue, who, batch)
    run_jobs()
    assert len(web_sql("SELECT id FROM questions_entry")) == 1
    assert len(owner_sql("SELECT id FROM notifications_inbox_item WHERE person_id = %(p)s", p=follower.id)) == 1
    assert web_sql("SELECT id FROM questions_answer UNION SELECT id FROM questions_wording") == []


def test_nobody_but_a_host_publishes_by_the_database_itself(scene, web_sql) -> None:
    import psycopg

    dialogue, who = scene
    approved(dialogue, asked_question(dialogue), who)
    published(dialogue, who)
    copy = (
        "INSERT INTO questions_entry (dialogue_id, answer_id, batch_id, number, version, current, joined, late, lang, why,"
        " words, published_at, hidden_reason) SELECT dialogue_id, 999, batch_id, 2, 1, true, '{}', false, lang, '', words,"
        " published_at, '' FROM questions_entry"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(copy)
