"""A worker and a safety representative: how they come to a firm, and what of it is theirs."""

import re

import pytest

from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.rules.roles import may_be_given, rank
from app.blueprints.accounts.services import claims, invitations, memberships
from app.blueprints.accounts.terms import AnswerDraft, InvitationDraft, Kind, Role
from app.core.clock import now
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation, person

# What is for whoever is signed in, whatever she has to do with the firm; and her own page.
OPEN = {
    "accounts.show_organisation",
    "accounts.join_organisation",
    "accounts.contest_organisation",
    "safety.my_reports",
}


@pytest.fixture
def firm(db_session):
    return organisation()


def test_a_worker_opens_no_page_of_her_firm_but_her_own(app, sign_in, firm):
    """Every route under the firm's number is asked for, with rows that are there."""
    other, worker = member(firm), member(firm, "worker")
    event, hours, poster = safety.injury(firm), safety.hours(firm), safety.poster(firm)
    known = {"event_id": event.id, "hours_id": hours.id, "poster_id": poster.id, "site_id": safety.site(firm).id}
    known["membership_id"] = queries.find_membership(other.id, firm.id).id
    client, opened, asked = sign_in(worker), set(), 0
    for rule in app.url_map.iter_rules():
        if "organisation_id" not in rule.arguments or "GET" not in (rule.methods or set()):
            continue
        names = rule.arguments - {"lang", "organisation_id"}
        values = {name: known.get(name, 1 if f"int:{name}" in rule.rule else "x") for name in names}
        path = rule.rule.replace("<any(nb, nn, en):lang>", "en").replace("<int:organisation_id>", str(firm.id))
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(values[found[1]]), path)  # noqa: B023
        status = client.get(path).status_code
        asked += 1
        if status not in (403, 404):
            opened.add(rule.endpoint)
    assert asked > 60
    assert opened == OPEN


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SUPPLIER])
@pytest.mark.parametrize("role", [Role.WORKER, Role.SAFETY_REPRESENTATIVE])
def test_only_a_supplier_has_a_safety_representative_and_workers(kind, role, firm):
    elsewhere = organisation(kind.value)
    owner, reader = member(elsewhere), member(elsewhere, "reader")
    assert may_be_given(role, Kind.SUPPLIER)
    with pytest.raises(Refused, match="role_of_suppliers"):
        invitations.invite(elsewhere, InvitationDraft(email="ny@prove.example", role=role), by=actor(owner))
    with pytest.raises(Refused, match="role_of_suppliers"):
        memberships.change_role(queries.find_membership(reader.id, elsewhere.id), role, by=actor(owner))
    claim = claims.ask_to_join(elsewhere, "I work here.", by=actor(person()))
    with pytest.raises(Refused, match="role_of_suppliers"):
        claims.answer_join(claim, AnswerDraft(granted=True, role=role), by=actor(owner))


def test_the_forms_offer_a_buyer_none_of_the_roles_of_suppliers(sign_in, firm):
    buyer = organisation("buyer")
    for shown, where in ((True, firm), (False, buyer)):
        page = sign_in(member(where)).get(f"/en/organisations/{where.id}/invitations/new").get_data(as_text=True)
        assert ('value="worker"' in page) is shown
        assert ('value="safety_representative"' in page) is shown
    forged = sign_in(member(buyer)).post(
        f"/en/organisations/{buyer.id}/invitations/new", data={"email": "ny@prove.example", "role": "worker"}
    )
    assert forged.status_code == 422
    assert "Choose one from the list." in forged.get_data(as_text=True)


def test_a_worker_is_invited_comes_in_and_leaves_again(sign_in, firm, run_jobs, mails):
    owner = sign_in(member(firm))
    owner.post(f"/en/organisations/{firm.id}/invitations/new", data={"email": "kari@prove.example", "role": "worker"})
    run_jobs()
    assert "melde nestenulykker" in " ".join(mails[0].get_body(("plain",)).get_content().split())
    kari = person(email="kari@prove.example")
    client = sign_in(kari)
    (waiting,) = queries.invitations_for_address(kari.email, at=now())
    landed = client.post(f"/en/organisations/invitations/{waiting.id}/accept")
    page = client.get(landed.location).get_data(as_text=True)
    assert f'href="/en/organisations/{firm.id}/my-reports"' in page
    facts = actor(kari)
    assert (facts.memberships, [one.role for one in facts.workplaces]) == ((), [Role.WORKER])
    number = queries.find_membership(kari.id, firm.id).id
    client.post(f"/en/organisations/{firm.id}/members/{number}/end")
    assert client.get(f"/en/organisations/{firm.id}/my-reports").status_code == 404
    assert not actor(kari).workplaces


def test_the_last_owner_cannot_become_a_worker(firm):
    owner = member(firm)
    with pytest.raises(Conflict, match="last_owner"):
        memberships.change_role(queries.find_membership(owner.id, firm.id), Role.WORKER, by=actor(owner))


def test_whoever_is_let_in_never_loses_what_she_had(firm):
    order = [Role.WORKER, Role.READER, Role.SAFETY_REPRESENTATIVE, Role.EDITOR, Role.OWNER]
    assert sorted(Role, key=rank) == order
    owner, editor, worker = member(firm), member(firm, "editor"), member(firm, "worker")
    memberships.admit(firm, editor.id, Role.WORKER, by=actor(owner))
    memberships.admit(firm, worker.id, Role.SAFETY_REPRESENTATIVE, by=actor(owner))
    db.session.commit()
    assert queries.find_membership(editor.id, firm.id).role is Role.EDITOR
    assert queries.find_membership(worker.id, firm.id).role is Role.SAFETY_REPRESENTATIVE


def test_a_workplace_counts_as_ones_own_firm_when_somebody_must_be_impartial(firm):
    from app.blueprints.moderation import policies
    from app.blueprints.moderation.models import Case

    moderator = actor(person(platform=("moderator",), organisations={firm: "worker"}))
    assert policies.is_conflicted(moderator, Case(subject_organisation_id=firm.id))
    with pytest.raises(Conflict, match="already_member_yourself"):
        claims.ask_to_join(firm, "Let me in.", by=moderator)
    verify = claims.contest(firm, "I speak for it.", by=actor(person()))
    with pytest.raises(Conflict, match="own_organisation"):
        claims.decide_claim(verify, AnswerDraft(granted=True, reason="Because."), by=moderator)


def test_one_who_only_works_somewhere_begins_at_her_own_page(app, firm):
    from app.core import navigation

    worker, both = member(firm, "worker"), person(organisations={firm: "worker", organisation(): "reader"})
    with app.test_request_context("/en/"):
        assert navigation.landing(actor(worker), "nn") == f"/nn/organisations/{firm.id}/my-reports"
        assert navigation.landing(actor(both), "nn").endswith("/overview")


def test_a_member_who_becomes_a_worker_keeps_no_secret_address_to_the_plan(firm):
    from app.blueprints.improvement.services import calendar

    owner, editor = member(firm), member(firm, "editor")
    with unit_of_work(acting_for(firm.id)):
        token = calendar.renew_feed(firm, by=actor(editor))
    assert calendar.read_feed(firm.id, token) is not None
    memberships.change_role(queries.find_membership(editor.id, firm.id), Role.WORKER, by=actor(owner))
    assert calendar.read_feed(firm.id, token) is None
