"""The role table: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.forum import policies

BUYER, SUPPLIER, UNVERIFIED = 1, 2, 3


def someone(
    organisation_id: int | None = None,
    role: Role = Role.OWNER,
    *,
    kind=Kind.BUYER,
    check=Check.VERIFIED,
    number=7,
    platform=(),
):
    facts = (MembershipFact(organisation_id, "Navn", kind, role, check, Authority.STAFF),) if organisation_id else ()
    return Actor(
        person_id=number, name="Navn", email="a@b.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


PEOPLE = {
    "visitor": Visitor(),
    "buyer owner": someone(BUYER),
    "buyer editor": someone(BUYER, Role.EDITOR),
    "buyer reader": someone(BUYER, Role.READER),
    "unverified buyer": someone(UNVERIFIED, check=Check.MATCHED),
    "supplier owner": someone(SUPPLIER, kind=Kind.SUPPLIER),
    "supplier reader": someone(SUPPLIER, Role.READER, kind=Kind.SUPPLIER),
    "author": someone(SUPPLIER, kind=Kind.SUPPLIER, number=99),
    "moderator": someone(platform=(PlatformRole.MODERATOR,)),
    "administrator": someone(platform=(PlatformRole.ADMINISTRATOR,)),
    "nobody's": someone(),
}
WRITERS = {"buyer owner", "buyer editor", "unverified buyer", "supplier owner", "author"}
SPACE = SimpleNamespace(organisation_id=BUYER, state="open")
CLOSED_SPACE = SimpleNamespace(organisation_id=BUYER, state="closed")
HIDDEN_SPACE = SimpleNamespace(organisation_id=BUYER, state="hidden")
FORUM = SimpleNamespace(organisation_id=None, state="open")  # the platform's own
THREAD = SimpleNamespace(organisation_id=BUYER, state="open", seq=3, author_id=99)
WAITING_THREAD = SimpleNamespace(organisation_id=BUYER, state="open", seq=0, author_id=99)
POST = SimpleNamespace(state="visible", author_id=99, organisation_id=SUPPLIER)
LEFT_POST = SimpleNamespace(state="visible", author_id=99, organisation_id=BUYER)
WAITING_POST = SimpleNamespace(state="waiting", author_id=99, organisation_id=SUPPLIER)
HIDDEN_POST = SimpleNamespace(state="hidden", author_id=99, organisation_id=SUPPLIER)
RETURNED_POST = SimpleNamespace(state="returned", author_id=99, organisation_id=SUPPLIER)
WITHDRAWN_POST = SimpleNamespace(state="withdrawn", author_id=99, organisation_id=SUPPLIER)
MOVED_POST = SimpleNamespace(state="moved", author_id=99, organisation_id=SUPPLIER)
TENDED, MOVED_TENDED, *UNSEEN_TENDED = (
    SimpleNamespace(organisation_id=BUYER, state="open", post_state=state)
    for state in ("visible", "moved", "waiting", "hidden", "withdrawn")
)
FILED = {"id": 5, "state": "visible", "author_id": 99, "organisation_id": SUPPLIER}
FILE = SimpleNamespace(post_id=5, screened="passed")
UNREAD_FILE = SimpleNamespace(post_id=5, screened="waiting")
WITHHELD_FILE = SimpleNamespace(post_id=5, screened="withheld")
ALL = set(PEOPLE)

SIGNED_IN = ALL - {"visitor"}
HOST = SimpleNamespace(kind=Kind.BUYER)
MINISTRY = SimpleNamespace(kind=Kind.MINISTRY)
NO_HOST = SimpleNamespace(kind=Kind.SUPPLIER)

TABLE = [
    (policies.can_read_space, SPACE, ALL),
    (policies.can_read_space, CLOSED_SPACE, ALL),
    (policies.can_read_space, FORUM, ALL),
    (policies.can_read_space, HIDDEN_SPACE, set()),
    (policies.can_take_part, SPACE, WRITERS),
    (policies.can_take_part, FORUM, WRITERS),
    (policies.can_take_part, HIDDEN_SPACE, set()),
    (policies.can_tend_space, SPACE, {"buyer owner", "buyer editor", "moderator"}),
    (policies.can_tend_space, CLOSED_SPACE, {"buyer owner", "buyer editor", "moderator"}),
    (policies.can_tend_space, FORUM, {"moderator"}),
    (policies.can_tend_space, HIDDEN_SPACE, set()),
    (policies.can_tend_thread, THREAD, {"buyer owner", "buyer editor", "moderator"}),
    (policies.can_tend_thread, WAITING_THREAD, {"moderator"}),
    (policies.can_tend_post, TENDED, {"buyer owner", "buyer editor", "moderator"}),
    (policies.can_tend_post, MOVED_TENDED, {"buyer owner", "buyer editor", "moderator"}),
    *((policies.can_tend_post, post, {"moderator"}) for post in UNSEEN_TENDED),
    (policies.can_read_thread, THREAD, ALL),
    (policies.can_read_thread, WAITING_THREAD, {"author", "moderator"}),
    (policies.can_write_in_thread, THREAD, WRITERS),
    (policies.can_write_in_thread, WAITING_THREAD, {"author"}),
    (policies.can_keep_own_list, None, SIGNED_IN),
    (policies.can_follow_thread, THREAD, SIGNED_IN),
    (policies.can_follow_thread, WAITING_THREAD, {"author", "moderator"}),
    (policies.can_follow_space, SPACE, SIGNED_IN),
    (policies.can_follow_space, CLOSED_SPACE, SIGNED_IN),
    (policies.can_follow_space, HIDDEN_SPACE, set()),
    (policies.can_follow_host, HOST, SIGNED_IN),
    (policies.can_follow_host, MINISTRY, SIGNED_IN),
    (policies.can_follow_host, NO_HOST, set()),
    (policies.can_read_post, POST, ALL),
    (policies.can_read_post, MOVED_POST, ALL),
    (policies.can_read_post, WAITING_POST, {"author", "moderator"}),
    (policies.can_read_post, HIDDEN_POST, {"author", "moderator"}),
    (policies.can_read_post, RETURNED_POST, {"author", "moderator"}),
    (policies.can_change_post, RETURNED_POST, {"author"}),
    (policies.can_read_post, WITHDRAWN_POST, {"author", "moderator"}),
    (policies.can_change_post, POST, {"author"}),
    (policies.can_change_post, HIDDEN_POST, {"author"}),
    (policies.can_change_post, LEFT_POST, set()),
    (policies.can_change_post, MOVED_POST, set()),
    (policies.can_move_thread, SPACE, {"moderator"}),
    (policies.can_move_thread, HIDDEN_SPACE, set()),
    (policies.can_keep_forums, (), {"moderator", "administrator"}),
    (policies.can_look_after, (), {"moderator"}),
    (policies.can_read_looking_after, SPACE, {"buyer owner", "buyer editor", "buyer reader", "moderator"}),
    (policies.can_read_looking_after, HIDDEN_SPACE, {"moderator"}),
    (policies.can_read_looking_after, FORUM, {"moderator"}),
    (policies.can_read_tended, SimpleNamespace(state="open", post_state="visible", organisation_id=BUYER), ALL),
    (policies.can_read_tended, SimpleNamespace(state="open", post_state="hidden", organisation_id=BUYER), set()),
    (policies.can_read_tended, SimpleNamespace(state="hidden", post_state="visible", organisation_id=BUYER), set()),
    (policies.can_read_file, (FILED, FILE), ALL),
    (policies.can_read_file, (FILED | {"state": "waiting"}, FILE), {"author", "moderator"}),
    (policies.can_read_file, (FILED | {"state": "returned"}, FILE), {"author", "moderator"}),
    (policies.can_read_file, (FILED | {"state": "hidden"}, FILE), set()),
    (policies.can_read_file, (FILED | {"state": "withdrawn"}, FILE), set()),
    (policies.can_read_file, (FILED | {"id": 6}, FILE), set()),
    (policies.can_read_file, (FILED, UNREAD_FILE), {"author", "moderator"}),
    (policies.can_read_file, (FILED, WITHHELD_FILE), {"author", "moderator"}),
    (policies.can_keep_drafts, (), WRITERS),
    (policies.can_discard_draft, SimpleNamespace(person_id=99), {"author"}),
    (policies.can_read_own, (), ALL - {"visitor"}),
]


@pytest.mark.parametrize(("policy", "thing", "allowed"), TABLE)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_those_in_the_table_may(policy, thing, allowed, name) -> None:
    things = thing if isinstance(thing, tuple) else (thing,)
    things = [SimpleNamespace(**one) if isinstance(one, dict) else one for one in things]
    assert policy(PEOPLE[name], *things) is (name in allowed)


def test_the_table_asks_every_policy() -> None:
    declared = {name for name in vars(policies) if name.startswith("can_")}
    assert declared == {row[0].__name__ for row in TABLE}
