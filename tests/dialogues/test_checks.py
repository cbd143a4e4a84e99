"""A firm measures itself in private, shares its profile for one dialogue, and hears when that asks for something else."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.notices.checks import CHANGED, tell_of_profile
from app.core.clock import today
from app.core.db import NOBODY, acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.requirements import profile, vector


@pytest.fixture
def scene(db_session):
    firm, lead = buyer()
    dialogue = published_dialogue(firm)
    asked = profile(firm, *vector(), published=True)
    with unit_of_work():
        db.session.get(Dialogue, dialogue.id).profile_id = asked.id
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    return dialogue, firm, lead, supplier, member(supplier, "owner")


def rows(organisation_id: int) -> list[tuple[int, ...]]:
    with unit_of_work(acting_for(organisation_id)):
        found = db.session.execute(text("SELECT organisation_id, profile_id FROM dialogues_checked")).all()
    return [tuple(row) for row in found]


def test_that_a_firm_has_measured_itself_is_known_to_nobody_else(scene, sign_in) -> None:
    dialogue, firm, lead, supplier, owner = scene
    own = sign_in(owner)
    begun = own.post(f"/en/dialogues/{dialogue.id}/check/{supplier.id}")
    assert begun.status_code == 303
    assert own.get(begun.location).status_code == 200
    assert "You last measured yourselves" in own.get(f"/en/dialogues/{dialogue.id}/check").text
    assert len(rows(supplier.id)) == 1
    assert rows(firm.id) == [], "the buyer sees no row"
    assert "Nordfjord" not in sign_in(lead).get(f"/en/dialogues/{dialogue.id}/check").text
    with unit_of_work():
        written = db.session.execute(text("SELECT count(*) FROM journal_entry WHERE organisation_id = :firm"),
                                     {"firm": supplier.id})  # fmt: skip
        assert written.scalar() == 0, "nor does the journal say it"


def test_a_firm_that_measured_itself_is_told_once_when_another_profile_takes_its_place(
    scene, sign_in, worker_app
) -> None:
    dialogue, firm, _lead, supplier, owner = scene
    sign_in(owner).post(f"/en/dialogues/{dialogue.id}/check/{supplier.id}")
    other = profile(firm, *vector("HSE"), title="Strengere", published=True)
    with unit_of_work():
        db.session.get(Dialogue, dialogue.id).profile_id = other.id
    page = sign_in(owner).get(f"/en/dialogues/{dialogue.id}/check").text
    assert "Another profile since you looked" in page
    entry = {"key": "6f0c8a1e-3f7c-4f0e-9a55-0d8f2f7a1b11", "subject_id": dialogue.id, "data": {}}
    told = []
    with worker_app.test_request_context("/en/"), pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "app.blueprints.dialogues.notices.checks.notify",
            lambda person_id, *, kind, params, **_more: told.append((person_id, kind, params["organisation_id"])),
        )
        for _again in range(2):
            with unit_of_work(NOBODY):
                tell_of_profile(entry)
    assert told == [(owner.id, CHANGED, supplier.id)]


def test_a_profile_is_shared_for_this_dialogue_only_after_its_owner_has_seen_it_and_agreed(scene, sign_in) -> None:
    dialogue, firm, _lead, supplier, owner = scene
    own, address = sign_in(owner), f"/en/dialogues/{dialogue.id}/share/{supplier.id}"
    chosen = {"kind": "living", "until": (today() + timedelta(days=60)).isoformat(), "once": "a"}
    looked = own.post(address, data=chosen | {"step": "check"})
    assert "Nothing is shared yet" in looked.text
    shown = looked.text.split('name="shown" value="')[1].split('"')[0]
    unsure = own.post(address, data=chosen | {"step": "send", "shown": shown})
    assert "Tick the box if you agree" in unsure.text
    with unit_of_work(acting_for(supplier.id)):
        assert db.session.execute(text("SELECT count(*) FROM requirements_share")).scalar() == 0
    assert own.post(address, data=chosen | {"step": "send", "shown": shown, "agreed": "y"}).status_code == 303
    with unit_of_work(acting_for(supplier.id)):
        [row] = db.session.execute(text("SELECT about, purpose, receiver_id FROM requirements_share")).all()
    assert tuple(row) == (f"dialogue:{dialogue.id}", "dialogue", firm.id)
    reader = sign_in(member(get_organisation(supplier.id), "editor"))
    assert reader.get(address).status_code == 404, "a consent binds the firm: its owners give it"
