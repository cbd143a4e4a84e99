"""The role table of translations: who may what, row by row."""

from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.bilingual import policies
from app.blueprints.bilingual.terms.translations import Status, Work

HOST, FIRM, OTHER = 1, 2, 3


def someone(organisation_id=None, role=Role.OWNER, *, number=7, platform=(), authority=Authority.STAFF):
    facts = (MembershipFact(organisation_id, "Navn", Kind.SUPPLIER, role, Check.VERIFIED, authority),)
    return Actor(
        person_id=number, name="Navn", email="a@b.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        memberships=facts if organisation_id else (), platform=frozenset(platform),
    )  # fmt: skip


PEOPLE = {
    "visitor": Visitor(),
    "host's owner": someone(HOST),
    "host's editor": someone(HOST, Role.EDITOR),
    "host's reader": someone(HOST, Role.READER),
    "author": someone(FIRM, Role.EDITOR, number=99),
    "author who only reads now": someone(FIRM, Role.READER, number=99),
    "author's colleague": someone(FIRM),
    "another firm's editor": someone(OTHER, Role.EDITOR),
    "another firm's reader": someone(OTHER, Role.READER),
    "author, unproven": someone(FIRM, number=99, authority=Authority.UNPROVEN),
    "host's writer before": someone(HOST, number=44),
    "translator": someone(OTHER, number=55),
    "host's translator": someone(HOST, number=55),
    "moderator": someone(platform=(PlatformRole.MODERATOR,)),
    "moderator who translated": someone(platform=(PlatformRole.MODERATOR,), number=55),
    "administrator": someone(platform=(PlatformRole.ADMINISTRATOR,)),
    "nobody's": someone(),
}
ALL = set(PEOPLE)
SIGNED_IN = ALL - {"visitor"}
MODERATORS = {"moderator", "moderator who translated"}
HOSTS = {"host's owner", "host's editor", "host's translator", "host's writer before"}
WRITERS = (
    HOSTS | MODERATORS | {"author", "author's colleague", "author, unproven", "another firm's editor", "translator"}
)
REVIEWERS = HOSTS | MODERATORS | {"author", "author who only reads now", "author, unproven"}
TRANSLATORS = {"translator", "host's translator", "moderator who translated"}
UNFIT = TRANSLATORS | {"host's writer before", "author, unproven", "author who only reads now"}  # to check it


def words(*, visible=True, official=False):
    return SimpleNamespace(visible=visible, official=official, host_id=HOST, author_id=99, organisation_id=FIRM)


def work(status, *, withdrawn_by=None, **values):
    made_by = None if status == "machine" else 55
    hands = [44] if made_by else []
    made = SimpleNamespace(status=status, translator_id=made_by, hands=hands, withdrawn_by=withdrawn_by)
    return Work(made, words(**values))


TABLE = [
    (policies.can_read_words, words(), ALL),
    (policies.can_read_words, words(visible=False), MODERATORS),
    (policies.can_request, words(), SIGNED_IN),
    (policies.can_request, words(visible=False), set()),
    (policies.can_translate, words(), WRITERS),
    (policies.can_translate, words(visible=False), set()),
    (policies.can_edit_translation, work(Status.DRAFT), WRITERS),
    (policies.can_edit_translation, work(Status.DRAFT, visible=False), set()),
    (policies.can_check, work(Status.IN_REVIEW), REVIEWERS - UNFIT),
    (policies.can_check, work(Status.IN_REVIEW, visible=False), set()),
    (policies.can_withdraw, work(Status.APPROVED), REVIEWERS | TRANSLATORS),
    (policies.can_withdraw, work(Status.APPROVED, visible=False), set()),
    (policies.can_read_translation, work(Status.APPROVED), ALL),
    (policies.can_read_translation, work(Status.SUPERSEDED), ALL),
    (policies.can_read_translation, work(Status.MACHINE), ALL),
    (policies.can_read_translation, work(Status.MACHINE, official=True), WRITERS | {"author who only reads now"}),
    (policies.can_read_translation, work(Status.DRAFT), WRITERS | {"author who only reads now"}),
    (policies.can_read_translation, work(Status.IN_REVIEW), WRITERS | {"author who only reads now"}),
    (policies.can_read_translation, work(Status.WITHDRAWN, withdrawn_by=55), REVIEWERS | TRANSLATORS),
    (policies.can_read_translation, work(Status.WITHDRAWN), MODERATORS),  # taken away by a moderator
    (policies.can_read_translation, work(Status.APPROVED, visible=False), MODERATORS),
    (policies.can_see_queues, None, SIGNED_IN),
]


@pytest.mark.parametrize(("policy", "thing", "allowed"), TABLE)
def test_only_those_in_the_table_may(policy, thing, allowed):
    assert {name for name, who in PEOPLE.items() if policy(who, thing)} == allowed


def test_the_table_asks_every_policy_of_translations():
    declared = {name for name in vars(policies) if name.startswith("can_") and "glossary" not in name}
    assert declared == {row[0].__name__ for row in TABLE}
