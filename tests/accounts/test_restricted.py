"""Who is silenced or suspended: the same one question to the database, and what sleeps."""

from datetime import timedelta

import pytest

from app.blueprints.accounts import policies
from app.blueprints.accounts.queries.people import sole_owner_of
from app.blueprints.accounts.services.grants import grant_role
from app.blueprints.accounts.services.restricting import restrict
from app.blueprints.accounts.terms import PlatformRole
from app.blueprints.safety.policies import can_report, can_report_near_miss
from app.core.clock import moved_to, now
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def restricted(who, **until):
    given = {"silenced_until": None, "suspended_until": None} | until
    with unit_of_work():
        restrict(who.id, **given)


def test_a_suspended_owner_can_nothing_of_her_firms_and_may_still_report_danger_there():
    firm = organisation()
    owner = member(firm, "owner")
    restricted(owner, suspended_until=now() + timedelta(days=3))
    found = actor(owner)
    assert (found.memberships, found.platform) == ((), frozenset())
    assert [m.organisation_id for m in found.workplaces] == [firm.id]
    for policy in (policies.can_view_organisation, policies.can_edit_organisation, policies.can_own_organisation):
        assert not policy(found, firm)
    assert not can_report_near_miss(found, firm)
    assert can_report(found, firm)
    assert found.suspended_until is not None


def test_a_suspended_moderator_is_none_meanwhile_and_is_one_again_when_the_time_has_come():
    moderator = person(platform=("moderator",))
    restricted(moderator, suspended_until=now() + timedelta(days=3))
    assert not actor(moderator).is_moderator
    with moved_to(now() + timedelta(days=3, minutes=1)):
        again = actor(moderator)
    assert again.is_moderator
    assert again.suspended_until is None


def test_a_silenced_person_keeps_her_powers_and_the_form_she_has_open(owner_sql):
    firm = organisation()
    editor = member(firm, "editor")
    restricted(editor, silenced_until=now() + timedelta(days=3))
    found = actor(editor)
    assert policies.can_edit_organisation(found, firm)
    assert found.silenced_until is not None
    assert found.suspended_until is None
    assert owner_sql("SELECT version FROM accounts_person WHERE id = %(id)s", id=editor.id) == [(editor.version,)]


def test_a_suspended_person_sends_nothing_but_what_is_her_own(sign_in):
    firm = organisation()
    owner = member(firm, "owner", locale="en")
    restricted(owner, suspended_until=now() + timedelta(days=3))
    client = sign_in(owner)
    assert client.get(f"/en/organisations/{firm.id}/members").status_code == 403
    assert client.get("/en/organisations/new").status_code == 403
    assert client.post("/en/organisations/new", data={"number": firm.number, "kind": "supplier"}).status_code == 403
    assert client.get("/en/inbox").status_code == 200
    assert client.post("/en/inbox/read").status_code == 303
    assert client.post("/en/notifications", data={"rhythm": "daily"}).status_code != 403
    assert client.get(f"/en/organisations/{firm.id}/my-reports").status_code == 200
    assert client.get("/en/account").status_code == 200
    assert client.post("/en/sign-out").status_code == 303


def test_firms_that_would_stand_without_an_owner_are_named():
    alone, two, ended = organisation(name="Alene AS"), organisation(name="To AS"), organisation(name="Før AS")
    owner = person(organisations={alone: "owner", two: "owner", ended: "editor"})
    member(two, "owner")
    member(alone, "editor")
    assert sole_owner_of(owner.id) == ["Alene AS"]


def test_a_lawyer_runs_nothing_here():
    lawyer = person()
    grant_role(lawyer, PlatformRole.LAWYER, by=None)
    db.session.commit()
    assert actor(lawyer).is_lawyer
    assert not policies.is_staff(actor(lawyer))
    assert not policies.is_moderator(actor(lawyer))
    assert not actor(lawyer, second_factor=False).is_lawyer
    assert actor(lawyer, second_factor=False).dormant
