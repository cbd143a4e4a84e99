"""The demo's texts: what they promise before anything has been written to a database."""

import re
from datetime import date, datetime, time, timedelta

import pytest

from app.blueprints.forum import policies
from app.blueprints.screening.rules.identity_numbers import find_possible_identity_numbers
from app.cli.demo_content import dialogues, market, moderation_history, moderation_queue, people, talk
from app.cli.demo_content.world import SATURDAY, World
from app.core import clock
from tests.cli.test_demo_content import FORUMS, POSTS

SYNTHETIC = "15827545608"
MARKETS = {name: market.read(dialogues.TEXTS / f"{name}_market.toml") for name in dialogues.STORIES}


def test_the_only_identity_number_in_what_waits_is_a_synthetic_one():
    """Month + 80: of the series that is nobody's (market-dialogue F4); it is there for the machine to find."""
    told = {each["key"]: talk.flow(each["body"]) for each in moderation_queue.read()["posts"]}
    found = {key: text for key, text in told.items() if find_possible_identity_numbers(text)}
    assert found.keys() == {"number"}
    assert SYNTHETIC in re.sub(r"[^0-9]", "", found["number"])
    assert int(SYNTHETIC[2:4]) > 80
    for said in moderation_history.read()["said"]:
        assert not find_possible_identity_numbers(said.body)


def day_of(world, ago):
    return clock.local(world.now).date() - timedelta(days=world.working_days_ago(ago))


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2026, 11, 16), date(2028, 2, 26)])
def test_on_whatever_day_it_is_made_each_word_falls_within_its_dialogue(first):
    for later in range(14):
        world = World(now=datetime.combine(first + timedelta(days=later), time(0, 30), clock.OSLO))
        for name in ("falls", "food", "cleaning"):
            story, of_market = dialogues.read(name), MARKETS[name]
            opens_on, closes_on = (dialogues.day(world, story[key]) for key in ("opens", "closes"))
            until = dialogues.day(world, story.get("questions_until_first", story["questions_until"]))
            sent = [each["at"][1] for part in ("questions", "inputs") for each in of_market[part]]
            for ago in (*sent, *(post["ago"] for told in story["threads"] for post in told["posts"])):
                said = day_of(world, ago)
                assert opens_on <= said <= closes_on
                assert said.weekday() < SATURDAY
            late = {each["key"] for each in of_market["questions"] if day_of(world, each["at"][1]) > until}
            assert late == ({"freezers", "draft"} if name == "food" else set())
        for story in FORUMS.values():
            opened = clock.local(world.now).date() + timedelta(days=story["opened"])
            earliest = max(post["ago"] for told in story["threads"] for post in told["posts"])
            assert opened < clock.local(world.now).date() - timedelta(days=world.working_days_ago(earliest))


def test_the_demo_is_written_by_those_who_may_write_and_says_no_identity_number():
    assert len(POSTS) >= 40
    for name, title, post in POSTS:
        who = people.PEOPLE[post["by"]]
        assert set(who.organisations.values()) <= set(policies.WRITERS), (name, title)
        words = talk.flow(post["body"])
        assert 3 <= len(words.split()) <= 120, (name, title)
        assert not find_possible_identity_numbers(words)
        assert not re.search(r"(?<!\n)\n(?![\n-])", words), "a paragraph was broken"


@pytest.mark.parametrize("name", ["falls", "food", "cleaning"])
def test_needs_are_outcomes_with_figures(name):
    for need in dialogues.read(name)["needs"]:
        assert re.search(r"\d", need["baseline"])
        assert re.search(r"\d|ett", need["effect"])
        assert need["indicator"].strip()
        assert need["open_for"].strip()
