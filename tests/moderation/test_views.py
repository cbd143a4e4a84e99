"""Moderation in the menu, for whom it is, and how a time of waiting is told."""

from datetime import timedelta

import pytest

from app.blueprints.moderation.views.queue import lasting
from tests.factories import moderation as make
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")


def test_the_queue_is_for_moderators(client, sign_in, moderator):
    assert client.get("/nb/moderation").status_code == 401
    assert sign_in(person()).get("/nb/moderation").status_code == 403
    assert sign_in(person(platform=("administrator",))).get("/nb/moderation").status_code == 403
    assert sign_in(moderator).get("/nb/moderation").status_code == 200


def test_a_moderator_without_her_second_factor_sees_nothing(sign_in, moderator):
    case = make.case(make.thing(person()))
    client = sign_in(moderator, second_factor=False)
    for path in ("/nb/moderation", f"/nb/moderation/cases/{case.id}"):
        answer = client.get(path)
        assert answer.status_code in (302, 303, 403)
        assert "Spørsmål om måling" not in answer.text


def test_the_menu_counts_what_waits_for_moderators_alone(sign_in, moderator):
    make.case(make.thing(person()))
    assert "/nb/moderation" in sign_in(moderator).get("/nb/inbox").text
    assert "/nb/moderation" not in sign_in(person()).get("/nb/inbox").text


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-3), "0 min"),
        (timedelta(minutes=38), "38 min"),
        (timedelta(hours=4, minutes=32), "4 h 32 min"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_something_waited(app, length, words):
    with app.test_request_context("/en/moderation"):
        assert lasting(length) == words
