from datetime import timedelta

import pytest

from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import ActionStatus
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.improvement import action

LATER = str(today() + timedelta(days=60))


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


def plan_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/plan"


def filled(owner, **values):
    return {"title": "Skriv ned farene", "subject": "capability:HSE", "owner_id": owner.id, "due_on": LATER} | values


def stored(firm):
    with unit_of_work(acting_for(firm.id)):
        return queries.plan(firm.id)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_empty_plan_says_what_will_be_here(sign_in, firm, kari, lang):
    page = sign_in(kari).get(plan_of(firm, lang))
    assert page.status_code == 200
    assert 'class="empty' in page.text


def test_an_action_is_put_on_the_plan_with_an_owner_and_a_date(sign_in, firm, kari):
    client = sign_in(kari)
    form = client.get(plan_of(firm) + "/actions/new?about=capability:HSE")
    assert 'selected value="capability:HSE"' in form.text
    answer = client.post(plan_of(firm) + "/actions/new", data=filled(kari))
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Skriv ned farene" in page.text
    assert "Health, safety and working environment" in page.text
    assert "Responsible: Kari" in page.text
    (made,) = stored(firm)
    assert (made.subject, made.owner, str(made.due_on)) == ("capability:HSE", "Kari", LATER)


def test_a_form_sent_twice_gives_one_action(sign_in, firm, kari):
    client = sign_in(kari)
    first = client.post(plan_of(firm) + "/actions/new", data=filled(kari, once="k" * 22))
    second = client.post(plan_of(firm) + "/actions/new", data=filled(kari, once="k" * 22))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(stored(firm)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "  "}, "Write what you will do."),
        ({"due_on": ""}, "Choose a day."),
        ({"due_on": "neste uke"}, "Write the date as day, month and year"),
        ({"due_on": "2020-01-01"}, "This day has passed."),
        ({"due_on": "9999-12-31"}, "more than ten years away"),
        ({"owner_id": ""}, "Choose who is responsible."),
        ({"owner_id": "999999999999999999999999"}, "Choose who is responsible."),
        ({"owner_id": "’; DROP"}, "Choose who is responsible."),
        ({"subject": "capability:NOPE"}, "Choose what the action is about."),
    ],
)
def test_what_cannot_be_taken_is_explained_and_the_rest_kept(sign_in, firm, kari, wrong, said):
    answer = sign_in(kari).post(plan_of(firm) + "/actions/new", data=filled(kari, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    if "title" not in wrong:
        assert "Skriv ned farene" in answer.text
    assert stored(firm) == []


def test_too_long_a_text_is_kept_and_answered_413(sign_in, firm, kari):
    answer = sign_in(kari).post(plan_of(firm) + "/actions/new", data=filled(kari, title="å" * 201))
    assert answer.status_code == 413
    assert "å" * 201 in answer.text


def test_markup_and_strange_characters_are_text_and_nothing_else(sign_in, firm, kari):
    client = sign_in(kari)
    client.post(
        plan_of(firm) + "/actions/new", data=filled(kari, title="<script>alert(1)</script>\x00 Čáhci 🦺 \u202eabc")
    )
    page = client.get(plan_of(firm))
    assert "<script>alert" not in page.text
    assert "Čáhci 🦺 abc" in page.text


def test_a_late_action_says_so_and_a_finished_one_never_does(sign_in, firm, kari):
    late = action(firm, kari, due_in=-2, title="For sent")
    client = sign_in(kari)
    page = client.get(plan_of(firm))
    assert "1 action to do, 1 of them late" in page.text
    answer = client.post(
        f"{plan_of(firm)}/actions/{late.id}/finish", data={"ended": "done", "outcome": "Gjort", "version": late.version}
    )
    assert answer.status_code == 303
    page = client.get(plan_of(firm))
    assert "Late<" not in page.text
    assert "Gjort" in page.text
    assert stored(firm)[0].status is ActionStatus.DONE


def test_two_people_who_change_the_same_action_lose_nothing(sign_in, firm, kari):
    ola = member(firm, "editor", name="Ola")
    made = action(firm, kari)
    url = f"{plan_of(firm)}/actions/{made.id}"
    first, second = sign_in(kari), sign_in(ola)
    assert f'name="version" type="hidden" value="{made.version}"' in second.get(url).text
    assert first.post(url, data=filled(kari, title="Karis ord", version=made.version)).status_code == 303
    clash = second.post(url, data=filled(ola, title="Olas ord", version=made.version))
    assert clash.status_code == 409
    assert "Kari saved it at" in clash.text
    assert "Karis ord" in clash.text
    assert 'value="Olas ord"' in clash.text
    again = second.post(url, data=filled(ola, title="Olas ord", version=made.version + 1))
    assert again.status_code == 303
    assert [line.title for line in stored(firm)] == ["Olas ord"]


def test_of_two_who_save_in_the_same_moment_the_second_is_told_and_keeps_her_text(
    sign_in, firm, kari, monkeypatch, owner_sql
):
    made = action(firm, kari)

    def meanwhile(*_arguments):
        owner_sql("UPDATE improvement_action SET title = 'Først', version = version + 1 WHERE id = %(id)s", id=made.id)

    monkeypatch.setattr(services.actions, "_check_owner", meanwhile)  # after the version was compared, before it is written
    answer = sign_in(kari).post(
        f"{plan_of(firm)}/actions/{made.id}", data=filled(kari, title="Samtidig", version=made.version)
    )
    assert answer.status_code == 409
    assert "Samtidig" in answer.text
    assert [line.title for line in stored(firm)] == ["Først"]


def test_an_action_finished_meanwhile_is_not_finished_twice(sign_in, firm, kari):
    made = action(firm, kari)
    url = f"{plan_of(firm)}/actions/{made.id}/finish"
    client = sign_in(kari)
    assert client.get(url).status_code == 200
    assert client.post(url, data={"ended": "dropped", "version": made.version}).status_code == 422
    assert client.post(url, data={"version": made.version}).status_code == 422
    assert client.post(url, data={"ended": "planned", "version": made.version}).status_code == 422
    assert (
        client.post(
            url, data={"ended": "dropped", "outcome": "Ikke lenger aktuelt", "version": made.version}
        ).status_code
        == 303
    )
    assert client.post(url, data={"ended": "done", "version": made.version}).status_code == 409
    assert client.post(url, data={"ended": "done", "version": made.version + 1}).status_code == 409
    assert stored(firm)[0].status is ActionStatus.DROPPED


def test_a_reader_sees_the_plan_and_changes_nothing(sign_in, firm, kari):
    reader = sign_in(member(firm, "reader"))
    made = action(firm, kari, title="Synlig")
    page = reader.get(plan_of(firm))
    assert page.status_code == 200
    assert "Synlig" in page.text
    assert "/plan/actions/" not in page.text
    for url in ("actions/new", f"actions/{made.id}", f"actions/{made.id}/finish"):
        assert reader.get(f"{plan_of(firm)}/{url}").status_code == 403
        assert reader.post(f"{plan_of(firm)}/{url}", data=filled(kari)).status_code == 403


def test_nobody_outside_the_firm_reaches_its_plan(client, sign_in, firm, kari):
    made = action(firm, kari, title="hemmelig-kanari")
    outside = organisation()
    stranger = sign_in(member(outside))
    moderator = sign_in(member(organisation("ministry"), platform=("moderator", "administrator")))
    assert client.get(plan_of(firm)).status_code == 401
    for other in (stranger, moderator):
        answers = [other.get(plan_of(firm)), other.get(f"{plan_of(firm)}/actions/new")]
        assert [answer.status_code for answer in answers] == [403, 403]
        # The action itself is not there for them, under the firm's address or under their own.
        there = other.get(f"{plan_of(firm)}/actions/{made.id}")
        under_own = other.get(f"{plan_of(outside)}/actions/{made.id}")
        assert (there.status_code, under_own.status_code) == (404, 404)
        assert not any("hemmelig-kanari" in answer.text for answer in (*answers, there, under_own))


def test_a_member_of_two_firms_cannot_mix_their_addresses(sign_in, firm, kari):
    from app.blueprints.accounts.models import Membership
    from app.blueprints.accounts.terms import Role
    from app.core.db import db

    second = organisation()
    db.session.add(Membership(person_id=kari.id, organisation_id=second.id, role=Role.OWNER))
    db.session.commit()
    made = action(firm, kari)
    assert sign_in(kari).get(f"{plan_of(second)}/actions/{made.id}").status_code == 403


def test_a_long_plan_costs_as_many_statements_as_a_short_one(sign_in, statements, firm, kari):
    client = sign_in(kari)
    action(firm, kari, subject="capability:HSE")
    with statements() as short:
        client.get(plan_of(firm))
    for number in range(12):
        action(firm, kari, subject=f"capability:{('QUA', 'ENV', 'DIG')[number % 3]}")
    with statements() as long:
        client.get(plan_of(firm))
    assert len(long) == len(short) <= 6, long
