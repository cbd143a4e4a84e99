from datetime import timedelta

import pytest

from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import ActionStatus
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.evidence import evidence
from tests.factories.improvement import action, comment, done

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
    assert '<td role="cell" data-label="Responsible">Kari' in page.text
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
    assert 'data-color="warning">Late<' not in client.get(plan_of(firm)).text
    assert "Gjort" in client.get(answer.location).text
    assert stored(firm)[0].status is ActionStatus.DONE


def test_two_people_who_change_the_same_action_lose_nothing(sign_in, firm, kari):
    ola = member(firm, "editor", name="Ola")
    made = action(firm, kari)
    url = f"{plan_of(firm)}/actions/{made.id}/change"
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

    monkeypatch.setattr(
        services.actions, "_check_owner", meanwhile
    )  # after the version was compared, before it is written
    answer = sign_in(kari).post(
        f"{plan_of(firm)}/actions/{made.id}/change", data=filled(kari, title="Samtidig", version=made.version)
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
    assert "/actions/new" not in page.text
    shown = reader.get(f"{plan_of(firm)}/actions/{made.id}")
    assert shown.status_code == 200
    for step in ("change", "finish", "start"):
        assert f"/actions/{made.id}/{step}" not in shown.text
    for url in ("actions/new", *(f"actions/{made.id}/{step}" for step in ("change", "finish", "effect"))):
        assert reader.get(f"{plan_of(firm)}/{url}").status_code == 403
        assert reader.post(f"{plan_of(firm)}/{url}", data=filled(kari)).status_code == 403
    for step in ("start", "again"):
        assert reader.post(f"{plan_of(firm)}/actions/{made.id}/{step}").status_code == 403


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
    assert len(long) == len(short) <= 9, long


EVERYTHING = {
    "details": "Hele verkstedet",
    "starts_on": str(today() + timedelta(days=3)),
    "cost": "12 500,-",
    "expected": "risk_assessment",
    "support": "Et kurs",
}


def test_everything_that_can_be_said_of_an_action_is_kept_and_shown(sign_in, firm, kari):
    need = action(firm, kari, title="Først dette")
    client = sign_in(kari)
    answer = client.post(plan_of(firm) + "/actions/new", data=filled(kari, needs=[need.id], **EVERYTHING))
    assert answer.status_code == 303
    made = next(line for line in stored(firm) if line.id != need.id)
    assert (made.cost, made.expected, made.support, made.needs) == (12_500, "risk_assessment", "Et kurs", (need.id,))
    assert (str(made.starts_on), made.details) == (EVERYTHING["starts_on"], "Hele verkstedet")
    page = client.get(f"{plan_of(firm)}/actions/{made.id}").text
    assert "12,500 kroner" in page
    assert "This action waits for one that is not finished: Først dette." in page
    form = client.get(f"{plan_of(firm)}/actions/{made.id}/change").text
    assert 'value="12 500"' in form
    assert "checked" in form.split(f'name="needs" type="checkbox" value="{need.id}"')[0].rpartition("<input")[2]
    assert "These wait for it" in client.get(f"{plan_of(firm)}/actions/{need.id}").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_on": LATER, "due_on": str(today() + timedelta(days=59))}, "before the day when you begin"),
        ({"starts_on": "i morgen"}, "Write the date as day, month and year"),
        ({"starts_on": "0001-01-01"}, "Write the date as day, month and year"),
        ({"cost": "-5"}, "A cost is not below zero."),
        ({"cost": "12,50"}, "Write whole kroner, without øre"),
        ({"cost": "999999999999999999999999"}, "more than a thousand million kroner"),
        ({"cost": "1e9"}, "Write the cost in kroner as a number"),
        ({"cost": "=1+1"}, "Write the cost in kroner as a number"),
        ({"expected": "horoscope"}, "Choose a kind of evidence from the list."),
        ({"needs": ["999"]}, "is not on the plan"),
        ({"needs": ["’; DROP"]}, "is not on the plan"),
        ({"needs": ["-1", ""]}, "is not on the plan"),
    ],
)
def test_what_cannot_be_taken_of_the_rest_is_explained_at_its_field(sign_in, firm, kari, wrong, said):
    typed = filled(kari, **(EVERYTHING | wrong))
    answer = sign_in(kari).post(plan_of(firm) + "/actions/new", data=typed)
    assert answer.status_code == 422
    assert said in answer.text
    for name in ("title", "due_on", "starts_on", "cost"):
        if name not in wrong or name in ("due_on", "starts_on", "cost"):
            assert f'value="{typed[name]}"' in answer.text, name
    assert '<details class="ds-details" open>' in answer.text
    assert stored(firm) == []


def test_a_circle_is_answered_with_its_titles_and_nothing_is_lost(sign_in, firm, kari):
    first = action(firm, kari, title="Mål støy")
    second = action(firm, kari, title="Kjøp hørselvern", needs=(first.id,))
    answer = sign_in(kari).post(
        f"{plan_of(firm)}/actions/{first.id}/change",
        data=filled(kari, title="Mål all støy", needs=[second.id], version=first.version),
    )
    assert answer.status_code == 422
    assert "in a circle" in answer.text
    assert "Mål støy → Kjøp hørselvern → Mål støy" in answer.text
    assert "Mål all støy" in answer.text


def test_the_page_of_two_texts_shows_every_field_of_both(sign_in, firm, kari):
    ola = member(firm, "editor", name="Ola")
    theirs, mine = action(firm, kari, title="Karis forutsetning"), action(firm, kari, title="Olas forutsetning")
    made = action(firm, kari)
    url = f"{plan_of(firm)}/actions/{made.id}/change"
    first = filled(kari, title="Karis ord", needs=[theirs.id], version=made.version, **EVERYTHING)
    assert sign_in(kari).post(url, data=first).status_code == 303
    second = filled(
        ola, title="Olas ord", details="Bare kappsaga", cost="99", support="Penger", expected="routine",
        needs=[mine.id], version=made.version,
    )  # fmt: skip
    clash = sign_in(ola).post(url, data=second)
    assert clash.status_code == 409
    now, typed = clash.text.split("What you typed", 1)
    for text in ("Karis ord", "Hele verkstedet", "12,500 kroner", "Et kurs", "Karis forutsetning", "Risk assessment"):
        assert text.casefold() in now.casefold(), text
    for text in ("Olas ord", "Bare kappsaga", 'value="99"', "Penger", 'selected value="routine"'):
        assert text in typed, text
    assert f'name="needs" type="checkbox" value="{mine.id}"' in typed
    assert "checked" in typed.split(f'value="{mine.id}"')[0].rpartition("<input")[2]


def test_an_action_is_started_finished_taken_up_again_and_finished(sign_in, firm, kari):
    need = action(firm, kari, title="Først dette")
    made = action(firm, kari, needs=(need.id,))
    client, url = sign_in(kari), f"{plan_of(firm)}/actions/{made.id}"

    def version():
        return next(line.version for line in stored(firm) if line.id == made.id)

    warned = client.post(f"{url}/start", data={"version": version()}, follow_redirects=True)
    assert "It was to wait for what is not finished yet: Først dette." in warned.text
    assert client.post(f"{url}/start", data={"version": version()}).status_code == 409
    assert client.post(f"{url}/again", data={"version": version()}).status_code == 409
    assert client.post(f"{url}/finish", data={"ended": "done", "version": version()}).status_code == 303
    assert client.post(f"{url}/again", data={"version": 0}).status_code == 409
    assert client.post(f"{url}/again", data={"version": version()}).status_code == 303
    page = client.get(url).text
    for told in ("Put on the plan", "Said to be done", "Taken up again"):
        assert told in page
    assert client.post(f"{url}/finish", data={"ended": "done", "version": version()}).status_code == 303


def test_the_effect_is_seen_with_evidence_chosen_from_a_list(sign_in, firm, kari):
    made = done(firm, kari, title="Mål støy", expected="risk_assessment")
    url = f"{plan_of(firm)}/actions/{made.id}"
    client = sign_in(kari)
    assert "You hold no evidence that is valid today" in client.get(f"{url}/effect").text
    other = evidence(firm, title="Sertifikat")
    shown = evidence(firm, "risk_assessment", title="Støykartlegging")
    evidence(firm, title="Utløpt papir", ends_in=-1)
    form = client.get(f"{url}/effect").text
    assert "Utløpt papir" not in form
    assert form.index("Støykartlegging") < form.index("Sertifikat (")
    for wrong in ({}, {"evidence": "999"}, {"evidence": "x"}):
        assert client.post(f"{url}/effect", data={"version": made.version, **wrong}).status_code == 422
    answer = client.post(
        f"{url}/effect", data={"version": made.version, "evidence": [shown.id, other.id], "effect": "Stillere"}
    )
    assert answer.status_code == 303
    page = client.get(url).text
    for told in ("Effect seen", "Stillere", "Støykartlegging", "Sertifikat"):
        assert told in page
    assert client.post(f"{url}/effect", data={"version": made.version + 1, "evidence": shown.id}).status_code == 409


def test_evidence_just_added_for_an_effect_is_chosen_when_one_comes_back(sign_in, firm, kari):
    made = done(firm, kari, title="Mål støy")
    url = f"{plan_of(firm)}/actions/{made.id}/effect"
    client = sign_in(kari)
    assert "/evidence/new?back=" in client.get(url).text
    answer = client.post(
        f"/en/organisations/{firm.id}/evidence/new?type=routine&back={url}",
        data={"source": "link", "title": "Rutine", "link": "https://rutine.prove.example/1", "visibility": "private"},
    )
    assert answer.status_code == 303
    assert answer.location.startswith(f"{url}?evidence=")
    form = client.get(answer.location).text
    assert "checked" in form.split('name="evidence"')[0].rpartition("<input")[2]
    assert client.get(f"{url}?evidence=99999999999999999999").status_code == 200
    shown = int(answer.location.rpartition("=")[2])
    client.post(url, data={"version": made.version, "evidence": shown})
    assert "Mål støy" in client.get(f"/en/organisations/{firm.id}/evidence/{shown}").text


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_of_an_action_reads_in_every_language(sign_in, firm, kari, lang):
    made = action(firm, kari, cost=10, details="Mer")
    for url in ("", "/change", "/finish"):
        assert sign_in(kari).get(f"{plan_of(firm, lang)}/actions/{made.id}{url}").status_code == 200


def test_the_page_of_an_action_costs_the_same_however_much_hangs_on_it(sign_in, statements, firm, kari):
    client = sign_in(kari)
    made = action(firm, kari)
    with statements() as short:
        client.get(f"{plan_of(firm)}/actions/{made.id}")
    for number in range(5):
        action(firm, kari, needs=(made.id,))
        comment(firm, kari, f"Ord {number}", on=made)
    with statements() as long:
        client.get(f"{plan_of(firm)}/actions/{made.id}")
    assert len(long) == len(short) <= 10, long
