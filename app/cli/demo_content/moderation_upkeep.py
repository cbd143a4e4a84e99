"""How the ministry looks after the place: word lists, rules with their history, opening hours, and the public account."""

from datetime import datetime, time, timedelta
from typing import Any

from app.blueprints.forum.models import Space
from app.blueprints.forum.services.looking_after import look_after
from app.blueprints.forum.terms.spaces import LookingAfterDraft, PreModeration, WhenUnstaffed
from app.blueprints.moderation.rules.periods import finished, third_of
from app.blueprints.moderation.services import account, rules
from app.blueprints.screening.services import words
from app.blueprints.screening.terms.words import WordDraft
from app.cli.demo_content.world import World
from app.core import clock
from app.core.db import db
from app.core.i18n import LOCALES
from app.core.localized import Localized
from app.core.opening_hours import Hours

# The buyer's own people answer on these days; a moderator is there before and after.
LONG, SHORT = ((time(7, 30), time(18)),), ((time(8), time(14)),)
HOURS = Hours((LONG, LONG, LONG, LONG, SHORT, (), ()))


def look_after_all(world: World, story: dict[str, Any]) -> None:
    for days_ago, (language, word, note) in zip((200, 164, 163, 90, 60), story["words"]["add"], strict=True):
        with world.acting_as("moderator", days_ago=days_ago, hour=10) as actor:
            added = words.add_word(WordDraft(language=language, word=word, note=note), by=actor)
    with world.acting_as("moderator_two", days_ago=31, hour=13) as actor:
        words.remove_word(db.session.merge(added), by=actor)
    told = story["dialogue"]
    space_id = world.spaces[told["name"]]
    with world.acting_as("moderator", days_ago=world.working_days_ago(1), hour=16) as actor:
        space = db.session.get_one(Space, space_id)
        look_after(
            space,
            LookingAfterDraft(
                premoderation=PreModeration.ALL, when_unstaffed=WhenUnstaffed.WAIT, hours=HOURS, version=space.version
            ),
            by=actor,
        )
        texts = Localized({code: told[code] for code in LOCALES})
        rules.write_rules(f"space:{space_id}", texts, why=told["why"], based_on=0, by=actor)
    write_house_rules(world, story["house"])


def write_house_rules(world: World, told: dict[str, str]) -> None:
    """The first version came with the database; one sentence is added to it."""
    with world.acting_as("moderator_two") as actor:
        first = rules.rules_in_force(rules.HOUSE)
        if first is None:
            raise LookupError(rules.HOUSE)
        texts = Localized({code: f"{first.texts[code].rstrip()}\n\n{told[code]}\n" for code in LOCALES})
        rules.write_rules(rules.HOUSE, texts, why=told["why"], based_on=first.version, by=actor)


def seed(world: World) -> None:
    """The worker has published the account of each third of a year in the night after it was over."""
    today = clock.local(world.now).date()
    since = third_of(third_of(third_of(today).first - timedelta(days=1)).first - timedelta(days=1)).first
    for third in finished(since, today):
        night = datetime.combine(third.next.first, time(3, 50), clock.OSLO)
        with clock.moved_to(night):
            account.publish_finished()
