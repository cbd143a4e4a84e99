"""The ministry's two open forums, and what readers have for themselves: what they follow and have read, and a draft.

The texts are beside, a file a forum.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from app.blueprints.accounts.services import people
from app.blueprints.accounts.terms import ReadingDraft
from app.blueprints.forum.services import drafts, following, reading, spaces
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.forum.terms.spaces import ForumDraft, SpaceState
from app.blueprints.forum.terms.writing import Place, PlaceKind, Typed
from app.blueprints.notifications.services import change_preference
from app.blueprints.notifications.terms import Preference, Rhythm
from app.cli.demo_content import dialogues, talk
from app.cli.demo_content.talk import Table, Talk, flow
from app.cli.demo_content.versions import keep_drafts
from app.cli.demo_content.world import World
from app.core.i18n import LOCALES
from app.core.localized import Localized

TEXTS = Path(__file__).with_name("forum_texts")
FORUMS = ("small_firms", "safe_work")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How one person reads. `follows` are (what, key, level) and `read` is how far: {thread: number}.

    `languages` are those that she reads as they were written, if they are not those of her page; such a person sees
    what a machine made of the others.
    """

    who: str
    rhythm: Rhythm
    hour: int = 7
    weekday: int = 0
    follows: tuple[tuple[Followed, str, Level], ...] = ()
    read: tuple[tuple[str, int], ...] = ()
    languages: tuple[str, ...] = ()
    began: int = 12  # working days ago
    all_read: int | None = None


THREAD, SPACE, HOST = Followed.THREAD, Followed.SPACE, Followed.HOST
READERS = (
    Reader(
        who="workshop_owner",
        rhythm=Rhythm.DAILY,
        hour=6,
        all_read=4,
        follows=(
            (THREAD, "weekend", Level.ALL),
            (THREAD, "knives", Level.NOTHING),
            (SPACE, "cleaning", Level.REPLIES),
            (SPACE, "safe_work", Level.ALL),
            (HOST, "trust", Level.ALL),
        ),
        read=(("weekend", 14), ("collection", 41)),
    ),
    Reader(
        who="workshop_editor",
        rhythm=Rhythm.IMMEDIATE,
        all_read=2,
        follows=(
            (THREAD, "weekend", Level.ALL),
            (THREAD, "collection", Level.NOTHING),
            (SPACE, "safe_work", Level.REPLIES),
            (HOST, "fjordane", Level.REPLIES),
        ),
        read=(("weekend", 16),),
    ),
    Reader(
        who="trust_lead",
        rhythm=Rhythm.WEEKLY,
        all_read=6,
        follows=(
            (SPACE, "food", Level.ALL),
            (SPACE, "small_firms", Level.ALL),
            (HOST, "fjordane", Level.REPLIES),
            (THREAD, "weekend", Level.ALL),
        ),
    ),
    Reader(
        who="canteen_owner",
        rhythm=Rhythm.DAILY,
        languages=("nb",),
        follows=((SPACE, "safe_work", Level.ALL), (THREAD, "weekend", Level.ALL), (HOST, "trust", Level.NOTHING)),
    ),
    Reader(
        who="workshop_reader",
        rhythm=Rhythm.NEVER,
        languages=("nn",),
        follows=((THREAD, "alone", Level.REPLIES),),
    ),
)
DRAFT = """Takk for det! Vi kjem to stykk, Piotr og eg. Kan vi få ta mål av dørstokken på Solbakken same morgonen, og"""


def seed(world: World) -> None:
    for name in FORUMS:
        open_forum(world, name, talk.read(TEXTS / f"{name}.toml"))
    dialogues.allow_machines(world)
    for reader in READERS:
        seat(world, reader)
    with world.acting_as("workshop_owner", days_ago=world.working_days_ago(1), hour=18) as actor:
        begun = Typed(organisation_id=world.organisations["workshop"].id, lang="nn", body=DRAFT, reply_to=65)
        drafts.save(Place(PlaceKind.THREAD, world.threads["collection"]), begun, by=actor)


def open_forum(world: World, name: str, story: Table) -> None:
    """The forum, what was said in it, and perhaps the word that a machine may draft it."""
    names, about = (Localized({code: flow(story[key][code]) for code in LOCALES}) for key in ("names", "about"))
    draft = ForumDraft(names=names, about=about, machine_allowed=False, state=SpaceState.OPEN)
    with world.acting_as(story["by"], days_ago=-story["opened"], hour=13) as actor:
        space = spaces.open_forum(draft, by=actor)
    world.spaces[name] = space.id
    talks = [Talk(world, space.id, each) for each in story["threads"]]
    talk.tell(world, (happening for each in talks for happening in each.happenings()))
    if "machine_from" in story:
        days_ago = world.working_days_ago(story["machine_from"])
        with world.acting_as(story["by"], days_ago=days_ago, hour=14) as actor:
            spaces.change_forum(space, replace(draft, machine_allowed=True, version=space.version), by=actor)
        keep_drafts(world, {each["key"] for each in story["threads"]}, days_ago=days_ago, hour=15)


def seat(world: World, reader: Reader) -> None:
    """She says what she follows, how often she is written to, which languages she reads, and what she has read."""
    with world.acting_as(reader.who, days_ago=world.working_days_ago(reader.began), hour=20) as actor:
        wanted = Preference(rhythm=reader.rhythm, hour=reader.hour, weekday=reader.weekday)
        change_preference(wanted, by=actor)
        for kind, key, level in reader.follows:
            following.follow(kind, _number(world, kind, key), level, by=actor)
        if reader.languages:
            person = world.people[reader.who]
            draft = ReadingDraft(
                reads=reader.languages, translate=person.translate, sees_machine=True, version=person.version
            )
            people.change_reading(person, draft, by=actor)
    if reader.all_read is not None:
        with world.acting_as(reader.who, days_ago=world.working_days_ago(reader.all_read), hour=19) as actor:
            reading.mark_all_read(None, by=actor)
    with world.acting_as(reader.who, days_ago=1, hour=21) as actor:
        for key, number in reader.read:
            reading.read_up_to(world.threads[key], number, by=actor)


def _number(world: World, kind: Followed, key: str) -> int:
    if kind is HOST:
        return world.organisations[key].id
    return world.threads[key] if kind is THREAD else world.spaces[key]
