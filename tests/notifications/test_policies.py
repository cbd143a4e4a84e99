import pytest

from app.blueprints.accounts.terms import Actor, PlatformRole, Visitor
from app.blueprints.notifications import policies
from app.blueprints.notifications.models import InboxItem, Mail


def who(person_id, *platform):
    return Actor(
        person_id=person_id, name="N", email="n@prove.example", locale="nb", reads=("nb",), session_id=1, session_token="t",
        platform=frozenset(platform),
    )  # fmt: skip


PEOPLE = {
    "visitor": Visitor(),
    "owner": who(1),
    "other": who(2),
    "moderator": who(3, PlatformRole.MODERATOR),
    "administrator": who(4, PlatformRole.ADMINISTRATOR),
}
TABLE = {  # inbox, mark all, mark hers, choose about mail to oneself, see mails, send again
    "visitor": (False, False, False, False, False, False),
    "owner": (True, True, True, True, False, False),
    "other": (True, True, False, True, False, False),
    "moderator": (True, True, False, True, False, False),
    "administrator": (True, True, False, True, True, True),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_role_table(name):
    person = PEOPLE[name]
    assert (
        policies.can_view_inbox(person),
        policies.can_mark_all_read(person),
        policies.can_mark_read(person, InboxItem(person_id=1)),
        policies.can_choose_rhythm(person),
        policies.can_view_mails(person),
        policies.can_send_again(person, Mail()),
    ) == TABLE[name]
