"""An adviser is let into a plan by its firm, reads it and comments, and reaches nothing else; in the pages and in SQL."""

import re
import threading
from datetime import timedelta

import pytest

from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import AdviserDraft
from app.core.clock import now, today
from app.core.db import Context, acting_for, db, unit_of_work
from app.core.errors import Refused
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.evidence import evidence
from tests.factories.improvement import action, adviser, comment, done

UNTIL = str(today() + timedelta(days=90))


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


@pytest.fixture
def ada(firm):
    """Somebody from an interest organisation whom the firm has let in."""
    who = member(organisation("interest"), name="Ada Rådgiver")
    adviser(firm, who)
    return who


def plan_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/plan"


def invite(client, firm, email="ada@prove.example", until=UNTIL):
    return client.post(f"{plan_of(firm)}/advisers", data={"email": email, "until": until})


def link_in(mail):
    text = mail.get_body(("plain",)).get_content()
    return "/en" + re.search(r"http://localhost/\w\w(/organisations/\d+/plan/invitations/\S+)", text)[1]


def test_somebody_outside_is_invited_accepts_reads_comments_and_is_ended(sign_in, firm, kari, run_jobs, mails):
    made = action(firm, kari, title="Mål støy")
    owner = sign_in(kari)
    assert invite(owner, firm).status_code == 303
    run_jobs()
    (mail,) = mails
    assert mail.recipients == ["ada@prove.example"]
    path = link_in(mail)
    ada = person("Ada Rådgiver", email="ada@prove.example")
    client = sign_in(ada)
    assert client.get(plan_of(firm)).status_code == 403
    shown = client.get(path)
    assert "Prøve Sveis AS" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(plan_of(firm)).status_code == 403  # opening the link changes nothing
    assert client.post(path).status_code == 303
    page = client.get(plan_of(firm))
    assert "Mål støy" in page.text
    assert "You read this plan as an adviser" in page.text
    assert "Prøve Sveis AS" in client.get("/en/advising").text
    said = client.post(f"{plan_of(firm)}/actions/{made.id}/comments", data={"body": "Mål ved kappsaga\nførst"})
    assert said.status_code == 303
    assert "Mål ved kappsaga\nførst" in owner.get(f"{plan_of(firm)}/actions/{made.id}").text
    assert client.get(path).status_code == 410
    line = owner.get(f"{plan_of(firm)}/advisers").text
    end = re.search(r"/plan/advisers/\d+/end", line)[0]
    assert owner.post(f"/en/organisations/{firm.id}{end}").status_code == 303
    for url in ("", "/timeline", "/by-subject", "/comments", ".xlsx"):
        assert client.get(plan_of(firm) + url).status_code == 403
    assert client.get(f"{plan_of(firm)}/actions/{made.id}").status_code == 404
    assert client.post(f"{plan_of(firm)}/comments", data={"body": "Igjen"}).status_code == 403
    assert "Advised earlier" in owner.get(f"{plan_of(firm)}/advisers").text


def test_an_adviser_reads_every_view_of_the_plan_and_nothing_else_of_the_firm(sign_in, firm, kari, ada):
    shown = evidence(firm, title="hemmelig-papir")
    made = done(firm, kari, title="Mål støy", subject="capability:HSE")
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        services.see_effect(found, services_draft(shown, found.version), by=None)
    client = sign_in(ada)
    for url in ("", "/timeline", "/by-subject", "/comments", ".xlsx", f"/actions/{made.id}"):
        answer = client.get(plan_of(firm) + url)
        assert answer.status_code == 200, url
        assert "hemmelig-papir" not in answer.get_data().decode("latin-1")
        assert f"/organisations/{firm.id}/capability" not in answer.get_data().decode("latin-1")
    page = client.get(f"{plan_of(firm)}/actions/{made.id}").text
    assert "You do not see the document itself" in page
    assert "/change" not in page
    closed = [
        "/plan/advisers", "/plan/calendar", "/plan/actions/new", f"/plan/actions/{made.id}/change",
        f"/plan/actions/{made.id}/finish", f"/plan/actions/{made.id}/effect", "/evidence", f"/evidence/{shown.id}",
        "/capability", "/safety", "/overview", "/members", "/requests",
    ]  # fmt: skip
    for url in closed:
        assert client.get(f"/en/organisations/{firm.id}{url}").status_code in (403, 404), url
    for url in ("start", "again"):
        assert client.post(f"{plan_of(firm)}/actions/{made.id}/{url}").status_code == 403
    for url in ("renew", "end"):
        assert client.post(f"{plan_of(firm)}/calendar/{url}").status_code == 403


def services_draft(shown, version):
    from app.blueprints.improvement.terms import EffectDraft

    return EffectDraft(evidence_ids=(shown.id,), version=version)


def test_an_adviser_of_one_firm_is_none_of_another(sign_in, firm, kari, ada):
    other = organisation()
    foreign = action(other, member(other), title="hemmelig-kanari")
    client = sign_in(ada)
    assert client.get(plan_of(other)).status_code == 403
    assert client.get(f"{plan_of(other)}/actions/{foreign.id}").status_code == 404
    assert client.get(f"{plan_of(firm)}/actions/{foreign.id}").status_code == 404
    assert client.post(f"{plan_of(firm)}/actions/{foreign.id}/comments", data={"body": "x"}).status_code == 404


@pytest.mark.parametrize("days", [-1, -400])
def test_what_was_given_until_a_day_ends_with_it(sign_in, firm, kari, days):
    eva = person("Eva")
    adviser(firm, eva, days=days)
    client = sign_in(eva)
    assert client.get(plan_of(firm)).status_code == 403
    assert "Prøve Sveis AS" not in client.get("/en/advising").text


def test_it_lasts_through_its_last_day(sign_in, firm, kari):
    eva = person("Eva")
    adviser(firm, eva, days=0)
    assert sign_in(eva).get(plan_of(firm)).status_code == 200


def test_an_adviser_with_a_second_factor_gives_it_first(sign_in, firm, kari, owner_sql, ada):
    owner_sql("UPDATE accounts_person SET totp_confirmed_at = now() WHERE id = %(id)s", id=ada.id)
    assert sign_in(ada, second_factor=False).get(plan_of(firm)).status_code in (302, 303, 403)
    assert "Mål" not in sign_in(ada, second_factor=False).get(plan_of(firm)).text
    assert sign_in(ada).get(plan_of(firm)).status_code == 200


def test_somebody_who_only_advises_begins_with_those_plans(app, firm, db_session):
    from app.core import navigation

    eva = person("Eva")
    who = actor(eva)
    with app.test_request_context("/en/"), unit_of_work(Context(person_id=eva.id)):
        assert navigation.landing(who, "en") == "/en/organisations"
    adviser(firm, eva)
    with app.test_request_context("/en/"), unit_of_work(Context(person_id=eva.id)):
        assert navigation.landing(who, "en") == "/en/advising"


def test_an_adviser_can_stop_herself_and_nobody_for_her(sign_in, firm, kari, ada):
    client, stranger = sign_in(ada), sign_in(person("Eva"))
    url = re.search(r"/en/advising/\d+/stop", client.get("/en/advising").text)[0]
    assert stranger.post(url).status_code == 404
    assert sign_in(kari).post(url).status_code == 404
    assert client.post(url).status_code == 303
    assert client.get(plan_of(firm)).status_code == 403


# ---- inviting ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "ingen"}, "Write one e-mail address"),
        ({"email": ""}, "Write an e-mail address."),
        ({"until": ""}, "Choose a day."),
        ({"until": "2020-01-01"}, "This day has passed."),
        ({"until": str(today() + timedelta(days=800))}, "at most 2 years away"),
        ({"until": "9999-12-31"}, "at most 2 years away"),
    ],
)
def test_an_invitation_that_cannot_be_sent_is_explained(sign_in, firm, kari, wrong, said):
    answer = invite(sign_in(kari), firm, **wrong)
    assert answer.status_code == 422
    assert said in answer.text


def test_members_and_those_who_advise_already_are_not_invited(sign_in, firm, kari, ada):
    client = sign_in(kari)
    member(firm, "reader", email="leser@prove.example")
    assert "reads the plan and comments on it already" in invite(client, firm, "leser@prove.example").text
    assert "advises on the plan already" in invite(client, firm, ada.email).text


def test_only_owners_let_somebody_in(sign_in, firm, kari):
    for role in ("editor", "reader"):
        client = sign_in(member(firm, role))
        assert client.get(f"{plan_of(firm)}/advisers").status_code == 403
        assert invite(client, firm).status_code == 403
        assert ">Advisers<" not in client.get(plan_of(firm)).text


def test_an_invitation_sent_again_closes_the_first_and_one_form_sent_twice_sends_one(
    sign_in, firm, kari, run_jobs, mails
):
    client = sign_in(kari)
    data = {"email": "ada@prove.example", "until": UNTIL, "once": "k" * 22}
    for _ in range(2):
        assert client.post(f"{plan_of(firm)}/advisers", data=data).status_code == 303
    run_jobs()
    assert len(mails) == 1
    invite(client, firm)
    run_jobs()
    ada = sign_in(person("Ada"))
    assert ada.get(link_in(mails[0])).status_code == 410
    assert ada.get(link_in(mails[1])).status_code == 200


def test_no_firm_sends_more_than_twenty_invitations_a_day(firm, kari):
    who = actor(kari)
    with unit_of_work(acting_for(firm.id)):
        for number in range(20):
            services.invite_adviser(firm, AdviserDraft(email=f"a{number}@prove.example", until=today()), by=who)
    draft = AdviserDraft(email="en.til@prove.example", until=today())
    with pytest.raises(Refused, match="too_many_advisers_invited"), unit_of_work(acting_for(firm.id)):
        services.invite_adviser(firm, draft, by=who)


def test_a_link_that_is_cut_unknown_another_firms_old_or_taken_back_opens_nothing(
    client, sign_in, firm, kari, run_jobs, mails, owner_sql
):
    owner, other = sign_in(kari), organisation()
    invite(owner, firm)
    run_jobs()
    path = link_in(mails[0])
    assert client.get(path).status_code == 200
    assert client.get(path[:-1]).status_code == 404
    assert client.get(path[:-50] + "A" + path[-49:]).status_code == 404
    assert client.get(path.replace(f"/{firm.id}/", f"/{other.id}/")).status_code == 404
    assert client.get(path.replace(f"/{firm.id}/", "/999999/")).status_code == 404
    assert client.post(path).status_code == 401
    owner_sql("UPDATE improvement_adviser SET created_at = created_at - interval '15 days'")
    assert client.get(path).status_code == 410
    owner_sql("UPDATE improvement_adviser SET created_at = now(), ended_at = now()")
    assert client.get(path).status_code == 410
    assert sign_in(person("Eva")).post(path).status_code == 410


def test_a_member_who_opens_the_link_is_told_and_not_made_an_adviser(sign_in, firm, kari, run_jobs, mails):
    client = sign_in(kari)
    invite(client, firm)
    run_jobs()
    assert "You are a member already" in client.get(link_in(mails[0])).text
    assert client.post(link_in(mails[0])).status_code == 409


def test_somebody_whose_time_ran_out_can_be_let_in_again(sign_in, firm, kari, run_jobs, mails):
    eva = person("Eva", email="eva@prove.example")
    adviser(firm, eva, days=-1)
    invite(sign_in(kari), firm, "eva@prove.example")
    run_jobs()
    client = sign_in(eva)
    assert client.post(link_in(mails[0])).status_code == 303
    assert client.get(plan_of(firm)).status_code == 200


def test_of_two_who_accept_the_same_link_at_once_one_is_let_in(app, sign_in, firm, kari, run_jobs, mails):
    invite(sign_in(kari), firm)
    run_jobs()
    path, gate, statuses = link_in(mails[0]), threading.Barrier(2), []
    clients = [sign_in(person(name)) for name in ("Eva", "Ada")]

    def accept(client):
        gate.wait()
        statuses.append(client.post(path).status_code)

    threads = [threading.Thread(target=accept, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 410]


# ---- row-level security, in raw SQL ------------------------------------------------------------------------------

INSERT_COMMENT = (
    "INSERT INTO improvement_comment (organisation_id, action_id, person_id, is_adviser, body, said_at)"
    " VALUES (%(firm)s, NULL, %(who)s, true, 'x', now()) RETURNING id"
)
INSERT_ACTION = (
    "INSERT INTO improvement_action (organisation_id, subject, title, details, owner_id, due_on, support, expected, status,"
    " outcome, effect, changed_at, version)"
    " VALUES (%(firm)s, '', 'x', '', %(who)s, current_date, '', '', 'planned', '', '', now(), 1)"
)


def test_in_raw_sql_an_adviser_sees_the_advised_plan_and_writes_comments_alone(web_sql, firm, kari, ada):
    need = action(firm, kari)
    made = action(firm, kari, needs=(need.id,))
    comment(firm, kari, "Ord", on=made)
    evidence(firm)
    other = organisation()
    action(other, member(other), title="hemmelig-kanari")
    comment(other, member(other), "hemmelig")
    context = Context(person_id=ada.id)
    assert {row[0] for row in web_sql("SELECT id FROM improvement_action", context)} == {need.id, made.id}
    assert web_sql("SELECT needs_id FROM improvement_dependency", context) == [(need.id,)]
    assert web_sql("SELECT body FROM improvement_comment", context) == [("Ord",)]
    assert web_sql("SELECT id FROM improvement_evidence", context) == []
    assert web_sql("SELECT organisation_id FROM improvement_adviser", context) == [(firm.id,)]
    assert web_sql(INSERT_COMMENT, context, firm=firm.id, who=ada.id)
    for statement, whom in ((INSERT_COMMENT, other), (INSERT_ACTION, firm), (INSERT_ACTION, other)):
        with pytest.raises(Exception, match="row-level security"):
            web_sql(statement, context, firm=whom.id, who=ada.id)
    assert web_sql("UPDATE improvement_action SET title = 'x' RETURNING id", context) == []
    assert web_sql("DELETE FROM improvement_dependency RETURNING id", context) == []


def test_in_raw_sql_an_adviser_changes_and_writes_in_her_own_name_alone(web_sql, firm, kari, ada):
    comment(firm, kari, "Eieren sier")
    context = Context(person_id=ada.id)
    own = web_sql(INSERT_COMMENT, context, firm=firm.id, who=ada.id)
    changed = web_sql("UPDATE improvement_comment SET body = 'y' RETURNING id", context)
    assert changed == own
    with pytest.raises(Exception, match="row-level security"):
        web_sql(INSERT_COMMENT, context, firm=firm.id, who=kari.id)
    with pytest.raises(Exception, match="row-level security"):
        web_sql("UPDATE improvement_comment SET person_id = %(who)s", context, who=kari.id)


@pytest.mark.parametrize("how", ["ended", "past", "stranger", "another_firm"])
def test_in_raw_sql_whoever_is_not_let_in_today_sees_nothing(web_sql, owner_sql, firm, kari, ada, how):
    made = action(firm, kari)
    comment(firm, kari, "Ord", on=made)
    context = Context(person_id=ada.id)
    if how == "ended":
        owner_sql("UPDATE improvement_adviser SET ended_at = now()")
    elif how == "past":
        owner_sql("UPDATE improvement_adviser SET until = current_date - 1")
    elif how == "stranger":
        context = Context(person_id=person("Eva").id)
    else:
        context = acting_for(organisation().id)
    for table in ("action", "dependency", "comment", "action_evidence"):
        assert web_sql(f"SELECT id FROM improvement_{table}", context) == [], table
    with pytest.raises(Exception, match="row-level security"):
        web_sql(INSERT_COMMENT, context, firm=firm.id, who=ada.id)


def test_nothing_of_an_invitation_can_be_guessed_from_the_table(firm, kari, owner_sql):
    with unit_of_work(acting_for(firm.id)):
        made = services.invite_adviser(firm, AdviserDraft(email="a@prove.example", until=today()), by=actor(kari))
        db.session.flush()
    ((stored,),) = owner_sql("SELECT token_hash FROM improvement_adviser WHERE id = %(id)s", id=made.id)
    assert len(stored) == 32
    journal = owner_sql("SELECT canonical FROM journal_entry WHERE what = 'improvement.adviser_invited'")
    assert "prove.example" not in journal[0][0]
    assert made.created_at <= now()
