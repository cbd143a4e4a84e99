"""What people of the demo made of a post in another language, and what a machine made of it.

The machine's drafts were made once, by the engine that their file names, and are kept: the demo is the same with and
without it. Where a post is changed, `flask language draft` makes its draft anew.
"""

import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.queries import work
from app.blueprints.bilingual.services import machine, reviewing, sources, translations
from app.blueprints.bilingual.services.engine import Drafted
from app.blueprints.bilingual.terms.presenting import Words
from app.blueprints.bilingual.terms.translations import Start, TranslationDraft, Verdict
from app.cli.demo_content.world import World
from app.core.db import unit_of_work

Table = dict[str, Any]
Number = Callable[[], int]
DRAFTS = Path(__file__).with_name("dialogues_texts") / "machine.toml"
KIND = "post"


def translated(version: Table, number: Number) -> Iterator[tuple[int, int, str, Callable[[Actor], None]]]:
    """Asked for, written and sent, and then found good or sent back; `number()` is the post's id by then."""
    for who, ago, hour in version.get("asked", ()):
        yield ago, hour, who, partial(_ask, version, number)
    if "by" in version:
        yield version["ago"], version["hour"], version["by"], partial(_send, version, number)
    if "checked" in version:
        who, ago, hour = version["checked"]
        yield ago, hour, who, partial(_check, version, number, "")
    if "sent_back" in version:
        who, ago, hour, note = version["sent_back"]
        yield ago, hour, who, partial(_check, version, number, note)


def _words(number: Number) -> Words:
    words = sources.words(KIND, number())
    if words is None:
        raise LookupError(number())
    return words


def _ask(version: Table, number: Number, by: Actor) -> None:
    translations.request(_words(number), version["lang"], by=by)


def _send(version: Table, number: Number, by: Actor) -> None:
    words = _words(number)
    begun = translations.begin(words, version["lang"], Start.EMPTY, by=by)
    draft = TranslationDraft(
        title=version.get("title", ""), body=version["body"], source_revision=words.revision, version=begun.version
    )
    translations.save(begun, draft, by=by, send=True)


def _check(version: Table, number: Number, note: str, by: Actor) -> None:
    words = _words(number)
    waits = work.open_row(KIND, words.id, version["lang"])
    if waits is None:
        raise LookupError(words.id)
    verdict = Verdict(checked_revision=words.revision, version=waits.version, note=note)
    if note:
        reviewing.send_back(waits, verdict, by=by)
    else:
        reviewing.approve(waits, verdict, by=by)


def read_drafts() -> Table:
    return tomllib.loads(DRAFTS.read_text(encoding="utf-8"))


def keep_drafts(world: World, threads: set[str], *, days_ago: int, hour: int) -> None:
    """What the machine made of the posts in these threads, now that their space allows it."""
    kept = read_drafts()
    with world.at(days_ago, hour), unit_of_work():
        drafts = {
            (KIND, world.posts[f"{draft['thread']}/{draft['number']}"]): draft
            for draft in kept["drafts"]
            if draft["thread"] in threads
        }
        words = sources.words_of_all(drafts)
        for thing, draft in drafts.items():
            body = Drafted(draft["body"], kept["engine"], kept["engine_version"], tuple(draft.get("unknown", ())))
            machine.keep_draft(words[thing], draft.get("title", ""), body)
