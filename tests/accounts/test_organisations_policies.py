"""Who may do what with an organisation: every role, every policy, no database."""

import pytest

from app.blueprints.accounts import policies
from app.blueprints.accounts.models import Claim, Invitation, Membership, Organisation
from app.blueprints.accounts.terms import (
    Actor,
    Authority,
    Check,
    ClaimKind,
    Kind,
    MembershipFact,
    PlatformRole,
    Role,
    Visitor,
)

FIRM = Organisation(id=1, name="Firma", kind=Kind.SUPPLIER)
OTHER = Organisation(id=2, name="Et annet", kind=Kind.SUPPLIER)


def someone(role=None, organisation_id=1, platform=(), person_id=7, email="kari@prove.example"):
    fact = (
        MembershipFact(organisation_id, "Firma", Kind.SUPPLIER, Role(role), Check.MATCHED, Authority.UNPROVEN)
        if role
        else None
    )
    return Actor(
        person_id=person_id,
        name="Kari",
        email=email,
        locale="nb",
        reads=("nb",),
        session_id=1,
        session_token="t",
        memberships=(fact,) if fact else (),
        platform=frozenset(PlatformRole(one) for one in platform),
        second_factor=True,
    )


ACTORS = {
    "visitor": Visitor(),
    "stranger": someone(),
    "reader": someone("reader"),
    "editor": someone("editor"),
    "owner": someone("owner"),
    "owner elsewhere": someone("owner", organisation_id=2),
    "moderator": someone(platform=["moderator"]),
    "administrator": someone(platform=["administrator"]),
}
EVERYBODY = set(ACTORS)
SIGNED_IN = EVERYBODY - {"visitor"}
STAFF = {"moderator", "administrator"}
HERS, NOT_HERS = Membership(id=1, organisation_id=1, person_id=7), Membership(id=2, organisation_id=1, person_id=8)
ELSEWHERE = Membership(id=3, organisation_id=2, person_id=8)
TO_HER, TO_ANOTHER = (
    Invitation(organisation_id=1, email="kari@prove.example"),
    Invitation(organisation_id=2, email="ola@prove.example"),
)
JOIN = Claim(organisation_id=1, person_id=7, kind=ClaimKind.JOIN)
JOIN_ELSEWHERE = Claim(organisation_id=2, person_id=8, kind=ClaimKind.JOIN)
VERIFY, CONTEST = (
    Claim(organisation_id=1, person_id=8, kind=ClaimKind.VERIFY),
    Claim(organisation_id=1, person_id=8, kind=ClaimKind.CONTEST),
)

TABLE = [
    (policies.can_see_profile, (FIRM,), EVERYBODY),
    (policies.is_signed_in, (), SIGNED_IN),
    (policies.is_signed_in_with, (FIRM,), SIGNED_IN),
    (policies.can_view_organisation, (FIRM,), {"reader", "editor", "owner"}),
    (policies.can_edit_organisation, (FIRM,), {"editor", "owner"}),
    (policies.can_own_organisation, (FIRM,), {"owner"}),
    (policies.can_change_membership, (FIRM, NOT_HERS), {"owner"}),
    (policies.can_change_membership, (FIRM, ELSEWHERE), set()),
    (policies.can_end_membership, (FIRM, NOT_HERS), {"owner"}),
    (policies.can_end_membership, (FIRM, HERS), SIGNED_IN),
    (policies.can_end_membership, (FIRM, ELSEWHERE), set()),
    (policies.can_withdraw_invitation, (FIRM, TO_HER), {"owner"}),
    (policies.can_withdraw_invitation, (FIRM, TO_ANOTHER), set()),
    (policies.can_accept_own_invitation, (TO_HER,), SIGNED_IN),
    (policies.can_accept_own_invitation, (TO_ANOTHER,), set()),
    (policies.can_answer_join, (FIRM, JOIN), {"owner"}),
    (policies.can_answer_join, (FIRM, JOIN_ELSEWHERE), set()),
    (policies.can_answer_join, (FIRM, CONTEST), set()),
    (policies.can_decide_claim, (VERIFY,), STAFF),
    (policies.can_decide_claim, (CONTEST,), STAFF),
    (policies.can_decide_claim, (JOIN,), set()),
    (policies.can_withdraw_claim, (JOIN,), SIGNED_IN),
    (policies.can_withdraw_claim, (VERIFY,), set()),
    (policies.is_staff, (), STAFF),
]


@pytest.mark.parametrize(("policy", "things", "allowed"), TABLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_policy_lets_in_exactly_whom_it_names(policy, things, allowed):
    assert {name for name, who in ACTORS.items() if policy(who, *things)} == allowed
