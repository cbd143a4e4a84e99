"""What is said of a plan: by whom, who is told, and taking it back."""

import pytest

from tests.factories.accounts import member, organisation, person
from tests.factories.improvement import action, adviser, comment


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari", email="kari@prove.example", locale="en")


@pytest.fixture
def ada(firm):
    who = person("Ada Rådgiver", email="ada@prove.example", locale="en")
    adviser(firm, who)
    return who


def plan_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/plan"


def say(client, firm, made, body="Mål ved kappsaga"):
    where = f"actions/{made.id}/comments" if made else "comments"
    return client.post(f"{plan_of(firm)}/{where}", data={"body": body})


@pytest.mark.parametrize("role", ["owner", "editor", "reader"])
def test_every_member_comments_on_an_action_and_on_the_plan(sign_in, firm, kari, role):
    made = action(firm, kari)
    client = sign_in(member(firm, role, name="Mons"))
    assert say(client, firm, made, "Om tiltaket").status_code == 303
    assert say(client, firm, None, "Om planen").status_code == 303
    on_action = client.get(f"{plan_of(firm)}/actions/{made.id}").text
    assert "Om tiltaket" in on_action
    assert "Om planen" not in on_action
    everything = client.get(f"{plan_of(firm)}/comments").text
    assert everything.index("Om planen") < everything.index("Om tiltaket")


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("", 422, "Write what you want to say."),
        (" \n\t ", 422, "Write what you want to say."),
        ("\x00\u202e", 422, "Write what you want to say."),
        ("å" * 4_001, 413, "å" * 4_001),
    ],
)
def test_what_cannot_be_said_is_explained_and_kept(sign_in, firm, kari, body, status, said):
    made = action(firm, kari)
    for where in (made, None):
        answer = say(sign_in(kari), firm, where, body)
        assert answer.status_code == status
        assert said in answer.text


def test_a_comment_of_four_thousand_characters_is_taken_and_markup_is_only_text(sign_in, firm, kari):
    made = action(firm, kari)
    client = sign_in(kari)
    assert say(client, firm, made, "å" * 4_000).status_code == 303
    assert say(client, firm, made, "<script>alert(1)</script>\n**nei** {{ 7*7 }}").status_code == 303
    page = client.get(f"{plan_of(firm)}/actions/{made.id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n**nei** {{ 7*7 }}" in page


def test_a_comment_sent_twice_is_said_once(sign_in, firm, kari, owner_sql):
    made = action(firm, kari)
    client = sign_in(kari)
    for _ in range(2):
        client.post(f"{plan_of(firm)}/actions/{made.id}/comments", data={"body": "Én gang", "once": "k" * 22})
    assert owner_sql("SELECT count(*) FROM improvement_comment") == [(1,)]


def test_ones_own_comment_can_be_withdrawn_and_that_is_seen(sign_in, firm, kari, ada):
    made = action(firm, kari)
    said = comment(firm, ada, "hemmelig-kanari", on=made, outside=True)
    url = f"{plan_of(firm)}/comments/{said.id}/withdraw"
    assert sign_in(kari).post(url).status_code == 403
    assert sign_in(person("Eva")).post(url).status_code == 404
    client = sign_in(ada)
    assert "Withdraw my comment" in client.get(f"{plan_of(firm)}/actions/{made.id}").text
    assert client.post(url).status_code == 303
    assert client.post(url).status_code == 409
    for where in (f"actions/{made.id}", "comments"):
        page = sign_in(kari).get(f"{plan_of(firm)}/{where}").text
        assert "hemmelig-kanari" not in page
        assert "Withdrawn by Ada Rådgiver" in page


def test_a_comment_under_another_firms_address_is_not_there(sign_in, firm, kari):
    other = organisation()
    foreign = comment(other, member(other), "Ord")
    assert sign_in(kari).post(f"{plan_of(firm)}/comments/{foreign.id}/withdraw").status_code == 404


def test_an_advisers_comment_reaches_those_who_see_to_the_plan_and_the_answer_reaches_the_adviser(
    sign_in, firm, kari, ada, run_jobs, mails
):
    ola = member(firm, "editor", name="Ola", email="ola@prove.example", locale="en")
    reader = member(firm, "reader", name="Liv", email="liv@prove.example", locale="en")
    member(firm, "reader", name="Mons", email="mons@prove.example")
    quiet = person("Stille", email="stille@prove.example")
    adviser(firm, quiet)
    made = action(firm, reader, title="Mål støy")
    say(sign_in(ada), firm, made, "hemmelig-kanari")
    run_jobs()
    assert sorted(mail.recipients[0] for mail in mails) == [
        "kari@prove.example",
        "liv@prove.example",
        "ola@prove.example",
    ]
    assert "Ada Rådgiver has commented on «Mål støy» in the plan of Prøve Sveis AS" in mails[0]["Subject"]
    assert "hemmelig-kanari" not in mails[0].as_string()
    assert "Ada Rådgiver has commented" in sign_in(ola).get("/en/inbox").text
    mails.clear()
    say(sign_in(ola), firm, made, "Takk")
    run_jobs()
    assert [mail.recipients for mail in mails] == [["ada@prove.example"]]
    mails.clear()
    say(sign_in(ola), firm, None, "Om hele planen")
    run_jobs()
    assert mails == []


def test_an_adviser_who_is_let_in_no_longer_hears_no_answers(sign_in, firm, kari, ada, run_jobs, mails, owner_sql):
    made = action(firm, kari)
    comment(firm, ada, "Ord", on=made, outside=True)
    owner_sql("UPDATE improvement_adviser SET ended_at = now()")
    say(sign_in(kari), firm, made, "Svar")
    run_jobs()
    assert mails == []


def test_the_journal_never_holds_what_was_said(sign_in, firm, kari, owner_sql):
    say(sign_in(kari), firm, action(firm, kari), "hemmelig-kanari")
    rows = owner_sql("SELECT canonical FROM journal_entry WHERE what = 'improvement.comment_made'")
    assert len(rows) == 1
    assert "kanari" not in rows[0][0]


def test_many_comments_cost_as_many_statements_as_one(sign_in, statements, firm, kari):
    made = action(firm, kari)
    client = sign_in(kari)
    comment(firm, kari, "Ett", on=made)
    with statements() as short:
        client.get(f"{plan_of(firm)}/comments")
    for number in range(10):
        comment(firm, member(firm, name=f"M{number}"), "Flere", on=made)
    with statements() as long:
        client.get(f"{plan_of(firm)}/comments")
    assert len(long) == len(short) <= 6, long


def test_nobody_floods_a_plan_with_comments_and_what_was_written_is_kept(sign_in, firm, kari, owner_sql):
    owner_sql(
        "INSERT INTO improvement_comment (organisation_id, person_id, is_adviser, body, said_at)"
        " SELECT %(firm)s, %(who)s, false, 'x', now() FROM generate_series(1, 100)",
        firm=firm.id,
        who=kari.id,
    )
    answer = say(sign_in(kari), firm, None, "Én til")
    assert answer.status_code == 422
    assert "Én til" in answer.text
    assert say(sign_in(member(firm, "editor")), firm, None).status_code == 303
    owner_sql(
        "UPDATE improvement_comment SET said_at = now() - interval '25 hours' WHERE person_id = %(id)s", id=kari.id
    )
    assert say(sign_in(kari), firm, None, "I morgen").status_code == 303
