"""Who may do what with the glossary: one table, no database."""

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.bilingual import policies


def who(kind=None, platform=()):
    facts = (MembershipFact(1, "Navn", kind, Role.OWNER, Check.VERIFIED, Authority.STAFF),) if kind else ()
    return Actor(
        person_id=1, name="x", email="x@prove.example", locale="nb", reads=(), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


TABLE = [
    # who, reads, edits
    (Visitor(), True, False),
    (who(), True, False),
    (who(Kind.SUPPLIER), True, False),
    (who(Kind.BUYER), True, False),
    (who(Kind.MINISTRY), True, False),  # of the ministry, but without a role on the platform
    (who(platform=[PlatformRole.MODERATOR]), True, True),
    (who(platform=[PlatformRole.ADMINISTRATOR]), True, True),
]


@pytest.mark.parametrize(("actor", "reads", "edits"), TABLE)
def test_everybody_reads_the_glossary_and_the_ministrys_people_edit_it(actor, reads, edits):
    assert policies.can_read_glossary(actor) is reads
    assert policies.can_edit_glossary(actor) is edits
