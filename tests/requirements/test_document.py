"""Profile and plan as a document that one hands over: whole in itself, in the language of its address, and no more than was shared."""

import re
from datetime import timedelta

import pytest
from html5lib import parse

from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import ActionStatus
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from tests.factories import accounts, capability, improvement, shares


@pytest.fixture
def firm(db_session):
    made = accounts.organisation("supplier", name="Fjord Mat AS")
    capability.assessment(made, {"HSE": 3, "QUA": 4}, {"QUA": 5}, submitted=True)
    return made


@pytest.fixture
def owner(firm):
    return accounts.member(firm, "owner", name="Eira Eier")


def at(firm, lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/profile/document"


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find(".//article").itertext()).split())


def test_the_document_says_whose_it_is_of_which_day_and_the_three_numbers_in_words(firm, owner, sign_in):
    shares.shown(firm, "HSE", 2, title="Risikovurdering 2026", ends_in=30)
    page = sign_in(owner).get(at(firm))
    said = text(page)
    assert "Fjord Mat AS" in said
    assert firm.number in said
    assert "The firm says that it stands at level 3 Established. Evidence carries level 2 Basic." in said
    assert "Risikovurdering 2026" in said
    assert (
        "The firm says that it stands at level 4 Measured. It has shown no evidence. The goal is level 5 Leading."
        in said
    )


def test_the_plan_is_in_it_open_first_without_what_was_dropped(firm, owner, sign_in, owner_sql):
    improvement.action(firm, owner, due_in=90, title="Senere", subject="capability:HSE", details="Ta med <b>alle</b>")
    improvement.action(firm, owner, due_in=10, title="Snart")
    done, dropped = (improvement.action(firm, owner, due_in=5, title=title) for title in ("Ferdig", "Droppet"))
    for action, status in ((done, "done"), (dropped, "dropped")):
        owner_sql(
            f"UPDATE improvement_action SET status = '{status}', finished_at = now(), outcome = 'x' WHERE id = %(id)s",
            id=action.id,
        )
    said = text(sign_in(owner).get(at(firm)))
    assert said.index("Snart") < said.index("Senere") < said.index("Ferdig")
    assert "Droppet" not in said
    assert "Ta med <b>alle</b>" in said
    assert "Eira Eier" in said
    assert "Health, safety and working environment" in said[said.index("Senere") :]


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("nb", "Helse, miljø og sikkerhet"),
        ("nn", "Helse, miljø og sikkerheit"),
        ("en", "Health, safety and working environment"),
    ],
)
def test_it_is_in_the_language_of_its_address_and_leads_to_the_others(firm, owner, sign_in, lang, name):
    page = sign_in(owner).get(at(firm, lang))
    assert re.search(rf'<html lang="{lang}"', page.text)
    assert name in text(page)
    for other in {"nb", "nn", "en"} - {lang}:
        assert f'href="{at(firm, other)}" hreflang="{other}"' in page.text


def test_a_shared_document_has_the_profile_its_purpose_and_no_plan(firm, owner, sign_in):
    buyer = accounts.organisation("buyer", name="Vik kommune")
    improvement.action(firm, owner, title="Hemmelig tiltak")
    shares.shown(firm, "HSE", 2, title="Risikovurdering 2026")
    made = shares.share(firm, buyer, kind="snapshot")
    page = sign_in(accounts.member(buyer, "reader")).get(
        f"/en/organisations/{buyer.id}/shared-with-us/{made.id}/document"
    )
    said = text(page)
    assert "Shared for development until" in said
    assert "Vik kommune" in said
    assert made.content_sha256 in said
    assert "Risikovurdering 2026" in said
    assert "Hemmelig tiltak" not in page.text


@pytest.mark.parametrize("role", ["owner", "editor", "reader"])
def test_the_firms_own_people_read_it(firm, sign_in, role):
    assert sign_in(accounts.member(firm, role)).get(at(firm)).status_code == 200


def test_a_firm_that_has_answered_nothing_has_a_document_that_says_so(db_session, sign_in):
    firm = accounts.organisation("supplier")
    said = text(sign_in(accounts.member(firm)).get(at(firm)))
    assert "The firm has not answered any dimension yet." in said
    assert "There are no actions on the plan yet." in said


def test_the_document_costs_the_same_for_one_action_and_for_forty(firm, owner, sign_in, statements):
    client, seen = sign_in(owner), []
    for number in (1, 39):
        with unit_of_work(acting_for(firm.id)):
            for _ in range(number):
                db.session.add(
                    Action(
                        organisation_id=firm.id, owner_id=owner.id, title="Et tiltak", due_on=today() + timedelta(days=9),
                        status=ActionStatus.PLANNED, subject="capability:HSE", changed_at=firm.created_at,
                    )
                )  # fmt: skip
        client.get(at(firm))
        with statements() as run:
            client.get(at(firm))
        seen.append(len(run))
    assert seen[0] == seen[1]
    assert seen[0] <= 16
