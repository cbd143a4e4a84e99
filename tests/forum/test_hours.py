"""When a place is moderated: readers are told, moderators set it, and the host's own people read it."""

from datetime import datetime, time

import pytest

from app.blueprints.dialogues.services.dialogues import tell_space
from app.blueprints.forum.forms.looking_after import spans_of
from app.blueprints.forum.models import Space
from app.blueprints.forum.views import looked_after
from app.blueprints.forum.views.looked_after import words_of_hours
from app.core.clock import OSLO
from app.core.db import db
from app.core.i18n import in_language
from app.core.opening_hours import SITE_HOURS, Hours
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import open_forum, thread

SATURDAY, MONDAY = datetime(2026, 11, 14, 12, tzinfo=OSLO), datetime(2026, 11, 16, 12, tzinfo=OSLO)
NINE, TEN, NOON = time(9), time(10), time(12)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("08.00-16.00", ((time(8), time(16)),)),
        (" 9–10, 10:30 - 12 ", ((NINE, TEN), (time(10, 30), NOON))),
        ("0900-1000", ((NINE, TEN),)),
        ("16-8", None),
        ("9-12, 11-13", None),
        ("9-", None),
        ("9", None),
        ("25-26", None),
        ("9-10-11", None),
        ("ni til ti", None),
        ("٩-١٠", None),
    ],
)
def test_a_line_of_hours_is_read_as_people_write_it(typed, expected) -> None:
    assert spans_of(typed) == expected


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (SITE_HOURS, "Monday to Friday 08.00–16.00"),
        (Hours.from_json({"mon": [["09:00", "10:00"], ["11:00", "12:00"]]}), "Monday 09.00–10.00, 11.00–12.00"),
        (
            Hours.from_json({"fri": [["09:00", "10:00"]], "sat": [["09:00", "12:00"]]}),
            "Friday 09.00–10.00, Saturday 09.00–12.00",
        ),
        (Hours.from_json({}), ""),
    ],
)
def test_days_with_the_same_hours_are_said_in_one(app, hours, words) -> None:
    with app.test_request_context(), in_language("en"):
        assert words_of_hours(hours, "en") == words


@pytest.fixture
def scene(db_session):
    firm, owner = buyer(name="Helse Prøve")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    opened = thread(dialogue, supplier, member(supplier, "editor"))
    return dialogue, opened, owner, person("Mona Moderator", platform=("moderator",))


def test_readers_are_told_when_somebody_is_there_and_what_is_read_first(scene, client, monkeypatch) -> None:
    dialogue, opened, _owner, _moderator = scene
    for address in (f"/en/threads/{opened.id}", f"/en/dialogues/{dialogue.id}", f"/en{open_forum().path}"):
        monkeypatch.setattr(looked_after, "now", lambda: SATURDAY)
        page = client.get(address).text
        assert "Moderated Monday to Friday 08.00–16.00." in page
        assert "Nobody is there now: what you report is looked at from Monday 08.00." in page
        assert "/rules/space/" in page
        monkeypatch.setattr(looked_after, "now", lambda: MONDAY)
        assert "Nobody is there now" not in client.get(address).text
    stored = db.session.get_one(Space, dialogue.space_id)
    stored.premoderation = "all"
    db.session.commit()
    words = "What is written here is read by a moderator before it is published."
    assert words in client.get(f"/en/threads/{opened.id}").text


def test_it_costs_the_anonymous_page_of_a_thread_no_statement(scene, client, statements) -> None:
    opened = scene[1]
    client.get(f"/en/threads/{opened.id}")
    with statements() as made:
        client.get(f"/en/threads/{opened.id}")
    assert sum("premoderation" in statement for statement in made) == 1, "with the row that was read anyhow"
    assert len(made) <= 3


def send(moderator, address, **values):
    data = {
        "premoderation": "all", "whose": "own", "when_unstaffed": "wait", "mon": "10-14", "version": "1",
        **dict.fromkeys(("tue", "wed", "thu", "fri", "sat", "sun"), ""),
    }  # fmt: skip
    return moderator.post(address, data=data | values)


def test_a_moderator_sets_it_and_the_journal_says_what_was_changed(scene, sign_in, owner_sql) -> None:
    dialogue, _opened, _owner, who = scene
    address = f"/en/spaces/{dialogue.space_id}/looking-after"
    moderator = sign_in(who)
    page = moderator.get(address).text
    assert 'value="08.00-16.00"' in page
    version = str(db.session.get_one(Space, dialogue.space_id).version)
    assert send(moderator, address, version=version, mon="ti til to").status_code == 422
    assert send(moderator, address, version=version).status_code == 303
    stored = db.session.get_one(Space, dialogue.space_id, populate_existing=True)
    assert (stored.premoderation, stored.when_unstaffed, stored.hours) == ("all", "wait", {"mon": [["10:00", "14:00"]]})
    assert "Last changed" in moderator.get(address).text
    data = owner_sql("SELECT data FROM journal_entry WHERE what = 'forum.looking_after_changed'")[0][0]
    assert (data["premoderation_before"], data["premoderation"]) == ("new", "all")
    stale = send(moderator, address, version=version, mon="11-12")
    assert stale.status_code == 409
    assert 'value="11-12"' in stale.text
    assert "Monday 10.00–14.00" in stale.text
    assert send(moderator, address, version=str(stored.version), whose="site").status_code == 303
    assert db.session.get_one(Space, dialogue.space_id, populate_existing=True).hours is None


def test_what_a_dialogue_tells_its_space_leaves_alone_what_moderators_have_set(scene, sign_in) -> None:
    dialogue, _opened, _owner, who = scene
    version = str(db.session.get_one(Space, dialogue.space_id).version)
    send(sign_in(who), f"/en/spaces/{dialogue.space_id}/looking-after", version=version)
    tell_space(db.session.merge(dialogue), by=None)
    db.session.commit()
    assert db.session.get_one(Space, dialogue.space_id, populate_existing=True).premoderation == "all"


def test_the_hosts_people_read_it_and_cannot_set_it_and_others_see_nothing(scene, sign_in, client) -> None:
    dialogue, _opened, owner, _who = scene
    address = f"/en/spaces/{dialogue.space_id}/looking-after"
    host = sign_in(owner)
    page = host.get(address).text
    assert "Monday to Friday 08.00–16.00" in page
    assert 'name="premoderation"' not in page
    host.post(address, data={"premoderation": "off", "whose": "site", "when_unstaffed": "open", "version": "1"})
    assert db.session.get_one(Space, dialogue.space_id, populate_existing=True).premoderation == "new"
    assert client.get(address).status_code in (302, 401)
    assert sign_in(member(organisation("supplier"), "owner")).get(address).status_code == 404
