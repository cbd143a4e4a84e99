"""Story 6, with real posts: report, hide, placeholder, statement of reasons by mail and inbox, journal; and pre-moderation."""

import re

import pytest

from tests.factories import dialogues, forum
from tests.factories.accounts import member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def report(client, url, reason):
    """Send the report's form as a reader's browser would."""
    seen = re.search(r'name="seen_sha256"[^>]*value="([^"]*)"', client.get(url).text).group(1)
    return client.post(url, data={"reason": reason, "note": "", "once": "k", "seen_sha256": seen})


def decide(client, case_url, **values):
    """Send the decision form of the case as a moderator's browser would."""
    page = client.get(case_url).text
    hidden = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page).group(1) for name in ("version", "seen_sha256")
    }
    return client.post(f"{case_url}/decide", data={**hidden, "facts": "", **values})


def test_a_reported_post_is_hidden_and_everybody_concerned_is_told(
    client, sign_in, moderator, run_jobs, mails, owner_sql
):
    dialogue = dialogues.published_dialogue()
    firm = organisation()
    author, reader = member(firm, name="Frida", locale="nn"), person("Rita", locale="en")
    where = forum.thread(dialogue, firm, author)
    post = forum.post(where, firm, author, "Ring Ola Nordmann på privaten.")
    url = f"/nb/threads/{where.id}"
    assert "Ring Ola Nordmann" in client.get(url).text

    assert report(sign_in(reader), f"/en/report/post/{post.id}", "M1").status_code == 303
    assert "Ring Ola Nordmann" in client.get(url).text, "a report alone hides nothing"

    desk = sign_in(moderator)
    case_url = desk.post("/nb/moderation/next").location
    answer = decide(desk, case_url, action="hide", reasons="M1", facts="Innlegget oppgir ein privatperson.")
    assert answer.status_code == 303

    page = client.get(url).text
    assert "Ring Ola Nordmann" not in page
    assert "M1" in page

    run_jobs()
    letters = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in mails}
    assert set(letters) == {author.email, reader.email}
    link = re.search(r"http://localhost(/nn/decisions/\d+)", letters[author.email]).group(1)
    own = sign_in(author)
    assert "Innlegget oppgir ein privatperson." in own.get(link).text
    assert link in own.get("/nn/inbox").text
    assert sign_in(reader).get(link).status_code == 404

    happened = owner_sql(
        "SELECT by_id FROM journal_entry WHERE what = 'moderation.case_decided' AND data @> %(post)s::jsonb",
        post=f'{{"about": "post", "about_id": {post.id}, "action": "hide", "reasons": ["M1"]}}',
    )
    assert happened == [(moderator.id,)]


def test_a_hidden_post_is_shown_again_as_it_was(client, sign_in, moderator):
    dialogue, firm = dialogues.published_dialogue(), organisation()
    author = member(firm)
    where = forum.thread(dialogue, firm, author)
    post = forum.post(where, firm, author, "Et helt vanlig innlegg.")
    report(sign_in(person()), f"/nb/report/post/{post.id}", "M6")
    desk = sign_in(moderator)
    case_url = desk.post("/nb/moderation/next").location
    decide(desk, case_url, action="hide", reasons="M6", facts="Reklame.")
    assert decide(desk, case_url, action="restore", facts="Det var ikke reklame.").status_code == 303
    assert "Et helt vanlig innlegg." in client.get(f"/nb/threads/{where.id}").text


def test_a_post_by_an_organisation_not_yet_verified_waits_until_a_moderator_lets_it_through(
    client, sign_in, moderator, run_jobs, mails
):
    dialogue, known, unknown = dialogues.published_dialogue(), organisation(), organisation(verified=False)
    where = forum.thread(dialogue, known, member(known))
    author = member(unknown)
    forum.post(where, unknown, author, "Vi er nye her.")
    url = f"/nb/threads/{where.id}"
    assert "Vi er nye her." not in client.get(url).text
    desk = sign_in(moderator)
    decide(desk, desk.post("/nb/moderation/next").location, action="approve")
    assert "Vi er nye her." in client.get(url).text
    run_jobs()
    assert [mail["To"] for mail in mails] == [author.email]
