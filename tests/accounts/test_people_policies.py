"""Who may what about an account, as a table."""

import pytest

from app.blueprints.accounts import policies
from app.blueprints.accounts.models import Session
from app.blueprints.accounts.terms import Actor, PlatformRole, Visitor

BASE = {
    "person_id": 1,
    "name": "K",
    "email": "k@prove.example",
    "locale": "nb",
    "reads": (),
    "session_id": 1,
    "session_token": "t",
}
VISITOR = Visitor()
PLAIN = Actor(**BASE)
ASLEEP = Actor(**BASE, has_second_factor=True, dormant=True)
AWAKE = Actor(**BASE, has_second_factor=True, second_factor=True)
TO_SET_UP = Actor(**BASE, dormant=True)
MODERATOR = Actor(**BASE, has_second_factor=True, second_factor=True, platform=frozenset({PlatformRole.MODERATOR}))
ADMINISTRATOR = Actor(
    **BASE, has_second_factor=True, second_factor=True, platform=frozenset({PlatformRole.ADMINISTRATOR})
)
WHO = ("visitor", "plain", "asleep", "awake", "to_set_up", "moderator", "administrator")
ACTORS = dict(zip(WHO, (VISITOR, PLAIN, ASLEEP, AWAKE, TO_SET_UP, MODERATOR, ADMINISTRATOR), strict=True))

TABLE = {
    #                     visitor plain asleep awake to_set_up moderator administrator
    "is_signed_in":       "-      y     y      y     y         y         y",
    "can_manage_account": "-      y     -      y     y         y         y",
    "is_moderator":       "-      -     -      -     -         y         -",
    "is_administrator":   "-      -     -      -     -         -         y",
    "is_staff":           "-      -     -      -     -         y         y",
}  # fmt: skip


@pytest.mark.parametrize("policy", TABLE)
@pytest.mark.parametrize("who", WHO)
def test_the_table_of_who_may_what(policy, who):
    expected = TABLE[policy].split()[WHO.index(who)] == "y"
    assert bool(getattr(policies, policy)(ACTORS[who])) is expected


@pytest.mark.parametrize(
    ("who", "own", "expected"),
    [
        ("plain", True, True),
        ("plain", False, False),
        ("asleep", True, False),
        ("administrator", False, False),
        ("visitor", False, False),
    ],
)
def test_a_session_is_ended_by_her_whose_it_is(who, own, expected):
    assert policies.can_end_session(ACTORS[who], Session(person_id=1 if own else 2)) is expected
