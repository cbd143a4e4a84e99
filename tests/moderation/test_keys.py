"""Which key does what: each can be changed, and all can be switched off."""

import json
import re
from html import unescape

import pytest

from app.blueprints.moderation.terms.keys import DEFAULT_KEYS
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")


def typed(**changes):
    return {"on": "y"} | {f"key_{act}": key for act, key in (DEFAULT_KEYS | changes).items()}


def keys_on(page):
    """What the page tells the script; None when there are no keys."""
    found = re.search(r'data-keys="([^"]*)"', page)
    return json.loads(unescape(found.group(1))) if found else None


def test_everybody_begins_with_the_same_keys_and_no_two_acts_share_one(sign_in, moderator):
    assert keys_on(sign_in(moderator).get("/nb/moderation").text) == DEFAULT_KEYS
    assert len(set(DEFAULT_KEYS.values())) == len(DEFAULT_KEYS)
    assert all(len(key) == 1 for key in DEFAULT_KEYS.values())


def test_she_changes_a_key_and_nobody_elses_changes(sign_in, moderator):
    client = sign_in(moderator)
    assert client.post("/nb/moderation/keys", data=typed(hide="X")).status_code == 303
    assert keys_on(client.get("/nb/moderation").text)["hide"] == "x"
    assert 'value="x"' in client.get("/nb/moderation/keys").text
    assert keys_on(sign_in(person(platform=("moderator",))).get("/nb/moderation").text) == DEFAULT_KEYS
    client.post("/nb/moderation/keys", data=typed(hide="7"))
    assert keys_on(client.get("/nb/moderation").text)["hide"] == "7"


def test_she_switches_them_all_off(sign_in, moderator):
    client = sign_in(moderator)
    answer = client.post("/en/moderation/keys", data={k: v for k, v in typed().items() if k != "on"})
    assert answer.status_code == 303
    assert "The keys are switched off." in client.get("/en/moderation/keys").text
    assert keys_on(client.get("/en/moderation").text) is None


@pytest.mark.parametrize("key", ["", "ab", "?", " "])
def test_a_key_is_one_letter_or_digit(sign_in, moderator, key):
    answer = sign_in(moderator).post("/en/moderation/keys", data=typed(hide=key))
    assert answer.status_code == 422
    assert "Write one letter or one digit." in answer.text


def test_two_acts_never_have_the_same_key(sign_in, moderator):
    client = sign_in(moderator)
    answer = client.post("/en/moderation/keys", data=typed(hide=DEFAULT_KEYS["approve"].upper()))
    assert answer.status_code == 422
    assert "Two acts cannot have the same key." in answer.text
    assert keys_on(client.get("/en/moderation").text) == DEFAULT_KEYS


def test_keys_are_for_moderators(client, sign_in):
    assert client.get("/nb/moderation/keys").status_code == 401
    assert sign_in(person()).get("/nb/moderation/keys").status_code == 403
