"""The role table of declarations and of the door before what is confidential."""

from types import SimpleNamespace

import pytest

from app.blueprints.impartiality import policies
from app.blueprints.impartiality.terms import Stance, Standing, Why
from tests.dialogues.test_policies import ALONG, BUYER, PEOPLE, dialogue

HOSTS, WRITERS = {"buyer owner", "buyer editor", "buyer reader"}, {"buyer owner", "buyer editor"}
OURS, HOSTED_ALONG = dialogue("published"), dialogue("published", ALONG, BUYER)
SOMEBODYS, ANOTHER_DIALOGUES = (SimpleNamespace(dialogue_id=number, person_id=70) for number in (1, 99))
OWN = SimpleNamespace(dialogue_id=1, person_id=7)  # the number of everybody in PEOPLE


def standing_in(leads: int, standing: Standing | None, *along: int) -> SimpleNamespace:
    return SimpleNamespace(**vars(dialogue("published", leads, *along)), standing=standing)


HOLDS = Standing(version=3, declared_for=3, stance=Stance.NONE)
TABLE = [
    (policies.can_open_confidential, (standing_in(BUYER, HOLDS),), HOSTS),
    (policies.can_open_confidential, (standing_in(ALONG, HOLDS, BUYER),), HOSTS),
    (policies.can_open_confidential, (standing_in(ALONG, HOLDS),), set()),
    (policies.can_open_confidential, (standing_in(BUYER, None),), set()),
    (policies.can_open_confidential, (standing_in(BUYER, Standing(version=3)),), set()),
    (policies.can_declare, (OURS,), HOSTS),
    (policies.can_declare, (HOSTED_ALONG,), HOSTS),
    (policies.can_see_declarations, (OURS,), WRITERS),
    (policies.can_see_declarations, (HOSTED_ALONG,), set()),
    (policies.can_rule_on, (OURS, SOMEBODYS), WRITERS),
    (policies.can_rule_on, (HOSTED_ALONG, SOMEBODYS), set()),
    (policies.can_rule_on, (OURS, OWN), set()),
    (policies.can_rule_on, (OURS, ANOTHER_DIALOGUES), set()),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, things, allowed, name) -> None:
    assert policy(PEOPLE[name], *things) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {name for name in vars(policies) if name.startswith("can_") and name != "can_lead_dialogue"}
    assert declared == {row[0].__name__ for row in TABLE}


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (Standing(version=0), Why.UNDECLARED),
        (Standing(version=0, declared_for=0, stance=Stance.NONE), None),
        (Standing(version=4, declared_for=3, stance=Stance.NONE), Why.OUTDATED),
        (Standing(version=3, declared_for=3, stance=Stance.TIES), None),
        (Standing(version=3, declared_for=3, stance=Stance.CONFLICT), Why.CONFLICT),
        (Standing(version=3, declared_for=3, stance=Stance.TIES, ruled_out=True), Why.RULED_OUT),
        (Standing(version=3, declared_for=3, stance=Stance.NONE, acts_for=True), Why.ACTS_FOR),
    ],
)
def test_what_is_confidential_opens_only_for_who_has_declared_for_all_and_is_free(standing, why) -> None:
    assert standing.why is why
