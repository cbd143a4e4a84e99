"""The plan within a share: what goes with it, what never does, and how it follows."""

import json
import re
from datetime import timedelta

import pytest
from html5lib import parse

from app.blueprints.improvement import services as improvement
from app.blueprints.improvement.queries import get_action
from app.blueprints.improvement.terms import ActionStatus, FinishDraft
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories import accounts, capability, shares
from tests.factories import improvement as plans


@pytest.fixture
def firm(db_session):
    made = accounts.organisation("supplier", name="Fjord Mat AS")
    capability.assessment(made, {"HSE": 3}, submitted=True)
    return made


@pytest.fixture
def owner(firm):
    return accounts.member(firm, "owner", name="Eira Eier")


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer", name="Vik kommune")


@pytest.fixture
def plan(owner_sql):
    """The plan that a share holds, as it stands in the table; None without one."""

    def _read(share):
        (row,) = owner_sql("SELECT content FROM requirements_share_content WHERE share_id = %(id)s", id=share.id)
        return row[0].get("plan")

    return _read


def finish(action, status=ActionStatus.DONE, outcome=""):
    with unit_of_work(acting_for(action.organisation_id)):
        fresh = get_action(action.id)
        improvement.finish_action(fresh, FinishDraft(status=status, outcome=outcome, version=fresh.version), by=None)


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


def test_the_plan_goes_only_with_the_share_that_says_so(firm, owner, buyer, plan):
    plans.action(firm, owner, title="Skriv ned farene")
    assert plan(shares.share(firm, buyer)) is None
    (line,) = plan(shares.share(firm, buyer, with_plan=True))
    assert line["title"] == "Skriv ned farene"


def test_people_costs_and_what_is_said_stay_at_home(firm, owner, buyer, plan):
    made = plans.action(
        firm, owner, title="Skriv ned farene", details="Spør Kari i lageret", cost=41_234, support="Hjelp frå Ola",
        subject="capability:HSE:4", expected="routine",
    )  # fmt: skip
    plans.comment(firm, owner, "Vi rekk det ikkje", on=made)
    handed_over = json.dumps(plan(shares.share(firm, buyer, with_plan=True)))
    for kept in ("Eira", "Kari", "Ola", "41234", "Vi rekk", str(owner.email)):
        assert kept not in handed_over
    assert set(json.loads(handed_over)[0]) == {"title", "subject", "starts_on", "due_on", "status", "expected"}


def test_a_living_share_follows_the_plan_and_a_snapshot_does_not(firm, owner, buyer, plan):
    first = plans.action(firm, owner, title="Skriv ned farene")
    living = shares.share(firm, buyer, with_plan=True, kind="living")
    snapshot = shares.share(firm, buyer, with_plan=True, kind="snapshot")
    without = shares.share(firm, buyer, kind="living")
    plans.action(firm, owner, title="Kjøp avsug")
    assert {line["title"] for line in plan(living)} == {"Skriv ned farene", "Kjøp avsug"}
    finish(first)
    assert [line["title"] for line in plan(living)] == ["Kjøp avsug"], "only what is open is shown"
    assert [line["title"] for line in plan(snapshot)] == ["Skriv ned farene"]
    assert plan(without) is None


def test_a_plan_that_changes_after_the_share_was_withdrawn_is_told_to_nobody(firm, owner, buyer, plan):
    made = shares.share(firm, buyer, with_plan=True)
    shares.withdraw(made)
    plans.action(firm, owner, title="Hemmeleg tiltak")
    assert plan(made) is None


def test_the_receiver_reads_the_plan_that_the_owner_looked_at(firm, owner, buyer, sign_in):
    plans.action(firm, owner, title="Kjøp <b>avsug</b>", subject="capability:HSE:4", cost=41_234)
    ours, theirs = sign_in(owner), sign_in(accounts.member(buyer, "reader"))
    address = f"/en/organisations/{firm.id}/shares/new?receiver={buyer.id}"
    until = (today() + timedelta(days=90)).isoformat()
    asked = {"name": "Vi", "kind": "living", "purpose": "development", "step": "check", "until": until}
    assert "avsug" not in text(ours.post(address, data=asked)), "a plan is shown to nobody who did not ask to show it"
    check = ours.post(address, data=asked | {"with_plan": "y"})
    assert "Kjøp <b>avsug</b>" in text(check)
    assert "41,234" not in text(check)
    form = re.search(r'<form method="post" novalidate>.*?</form>', check.text, re.DOTALL).group(0)
    hidden = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*type="hidden"[^>]*value="([^"]*)"', form))
    hidden |= dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert hidden["with_plan"] == "y"
    sent = ours.post(address, data=hidden | {"agreed": "y"})
    assert sent.status_code == 303
    number = sent.location.rsplit("/", 1)[1]
    for path in ("", "/document"):
        shown = text(theirs.get(f"/en/organisations/{buyer.id}/shared-with-us/{number}{path}"))
        assert "Kjøp <b>avsug</b>" in shown
        assert "Health, safety and working environment, to level 4 Measured" in shown


def test_a_plan_that_changed_after_the_owner_looked_is_looked_at_again(firm, owner, buyer, sign_in, owner_sql):
    ours = sign_in(owner)
    address = f"/en/organisations/{firm.id}/shares/new?receiver={buyer.id}"
    until = (today() + timedelta(days=90)).isoformat()
    asked = {"name": "Vi", "kind": "living", "purpose": "development", "with_plan": "y", "until": until}
    check = ours.post(address, data=asked | {"step": "check"})
    seen = re.search(r'name="shown" value="(\w+)"', check.text).group(1)
    once = re.search(r'name="once"[^>]*value="([^"]+)"', check.text).group(1)
    plans.action(firm, owner, title="Kjøp avsug")
    again = ours.post(address, data=asked | {"step": "send", "agreed": "y", "shown": seen, "once": once})
    assert again.status_code == 409
    assert owner_sql("SELECT count(*) FROM requirements_share") == [(0,)]
