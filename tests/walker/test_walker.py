"""Every route, every method, fourteen readers (seventeen within a dialogue), three languages: what each gets, and that nobody gets what is not theirs.

`expected.txt` holds the status that each reader gets. A new route fails until it stands there; to write it anew after a
wanted change: `WALKER=write make test ARGS=tests/walker`, and read the difference before it is committed.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from contextvars import Context as ContextVars
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import html5lib
import pytest
from babel import Locale
from babel.support import NullTranslations
from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from app.blueprints.bilingual import wordings
from app.blueprints.codelists import queries as codelists
from app.blueprints.forum.views import looked_after
from app.core import application
from app.core.db import db
from app.core.db import rollback as take_back
from app.core.i18n import load_catalogues
from app.core.localized import Localized
from tests.conftest import database_copy, settings_for, validate
from tests.walker.conversation_world import SECRETS as OF_THE_CONVERSATION
from tests.walker.dialogue_world import SECRETS as OF_DIALOGUES
from tests.walker.moderation_world import SECRETS as OF_MODERATION
from tests.walker.world import CANARIES, IN_DIALOGUES, READERS, World, address, build

EXPECTED = Path(__file__).with_name("expected.txt")
SECRETS = OF_THE_CONVERSATION + OF_MODERATION
LANGUAGES = ("nb", "nn", "en")
BUDGET = 14  # statements that any page may send; lists and hot pages have tighter budgets of their own
# Text, thread, reports, history, similar decisions: for one moderator at a time.
DEARER = {
    "/<lang>/moderation/cases/<int:case_id>": 18,
    # Every room says what stands in the way of the end.
    "/<lang>/dialogues/<int:dialogue_id>/close": 16,
    # And what waits for a host in each of them.
    "/<lang>/dialogues/<int:dialogue_id>/desk": 15,
    # What it serves is asked of every room that uses evidence.
    "/<lang>/organisations/<int:organisation_id>/evidence/<int:evidence_id>": 15,
}


class Plain(FlaskClient):
    def open(self, *args: Any, **kwargs: Any) -> Any:
        return ContextVars().run(super().open, *args, **kwargs)


@pytest.fixture(scope="module")
def world(template_database: str, smtp_server: Any) -> Iterator[World]:
    with database_copy(template_database, "walker") as name:
        app = create_app(settings_for(name, smtp_port=smtp_server.port))
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = Plain
        with app.app_context():
            made = ContextVars().run(build_in, app)
        yield made
        with app.app_context():
            db.engine.dispose()


def build_in(app: Any) -> World:
    with app.app_context():
        return build(app)


def rules(world: World) -> list[tuple[str, str, str]]:
    """(method, rule, endpoint) of every route."""
    found = [
        (method, rule.rule.replace("<any(nb, nn, en):lang>", "<lang>"), rule.endpoint)
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
    ]
    return sorted(found, key=lambda row: (row[1], row[0]))


def readers_of(rule: str) -> tuple[str, ...]:
    return READERS + IN_DIALOGUES if re.search("dialogue|protected-input", rule) else READERS


def path_of(world: World, rule: str, lang: str, others: dict[str, Any] | None = None) -> str:
    values = {**address(rule, world.values), **(others or {}), "lang": lang}

    def fill(match: re.Match[str]) -> str:
        return str(values[match[1].split(":")[-1]])

    return re.sub(r"<([^>]+)>", fill, rule)


def ask(world: World, reader: str, method: str, path: str) -> Any:
    return world.client(reader).open(path, method=method, headers={"Accept": "text/html"})


def expected() -> dict[str, dict[str, int]]:
    table = {}
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        key, _, cells = line.partition("  ")
        table[key.strip()] = {name: int(status) for name, status in (cell.split("=") for cell in cells.split())}
    return table


@dataclass
class Walk:
    """What the walker met: a status for each cell, and what was wrong on the way."""

    statuses: dict[str, dict[str, int]] = field(default_factory=dict)
    unlike: list[str] = field(default_factory=list)  # another status in another language
    leaks: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)  # canaries that somebody of their audience saw
    dear: dict[str, int] = field(default_factory=dict)
    pages: dict[int, tuple[str, str, str]] = field(default_factory=dict)  # by shape: where, language, the page

    def look_for_canaries(self, words: str, reader: str, where: str) -> None:
        seen = {name for name in CANARIES if name in words}
        if "dialogue" not in where:
            seen.discard("canary-asker")
        self.found |= {name for name in seen if reader in CANARIES[name]}
        if leaked := sorted(name for name in seen if reader not in CANARIES[name]):
            self.leaks.append(f"{where}: {leaked}")


@pytest.fixture(scope="module")
def walk(world: World) -> Walk:
    """Everybody asks for everything once. What a walker posts is answered as always, and then taken back."""

    def flush_and_take_back() -> None:
        db.session().flush()
        take_back()

    made, counted = Walk(), []
    with world.app.app_context():
        engine = db.engine

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "commit", flush_and_take_back)
        try:
            for method, rule, _ in rules(world):
                for number, reader in enumerate(readers_of(rule)):
                    walk_to(made, world, method, rule, reader, number, counted)
                if set(re.findall(r"<(?:[^<>]*:)?(\w+)>", rule)) == {"lang", "dialogue_id"}:
                    walk_through_states(made, world, method, rule)
        finally:
            event.remove(engine, "before_cursor_execute", note)
    return made


def walk_to(made: Walk, world: World, method: str, rule: str, reader: str, number: int, counted: list[str]) -> None:
    """One cell: a page in every language, a refusal in one, which takes turns (as for who walks within dialogues only)."""
    turn = number % 3
    for lang in (*LANGUAGES[turn:], *LANGUAGES[:turn]) if "<lang>" in rule else ("nb",):
        counted.clear()
        answer = ask(world, reader, method, path_of(world, rule, lang))
        where = f"{method} {rule} {reader} {lang}"
        status = made.statuses.setdefault(f"{method} {rule}", {}).setdefault(reader, answer.status_code)
        if status != answer.status_code:
            made.unlike.append(where)
        words = words_of(answer)
        made.look_for_canaries(words, reader, where)
        if any(name in str(answer.headers) for name in CANARIES):
            made.leaks.append(f"{where}: {answer.headers}")
        if method == "GET" and status == 200 and "<lang>" in rule and len(counted) > DEARER.get(rule, BUDGET):
            made.dear[f"{rule} {reader}"] = len(counted)
        if method == "GET" and answer.mimetype == "text/html" and status not in (301, 302, 303) and "<lang>" in rule:
            shape = hash(lang + re.sub(r"[\d¤]+|value=\"[^\"]*\"|[A-Za-z0-9_-]{20,}", "", words))
            made.pages.setdefault(shape, (where, lang, words))
        if status >= 400 or reader in IN_DIALOGUES:
            return


def walk_through_states(made: Walk, world: World, method: str, rule: str) -> None:
    """The same page of a dialogue that is not published yet, is announced, and is closed."""
    for state in ("draft", "announced", "closed"):
        path = path_of(world, rule, "nb", {"dialogue_id": world.values[f"{state}_id"]})
        for reader in ("anonymous", "supplier_a", "buyer_a", "undeclared"):
            answer = ask(world, reader, method, path)
            made.statuses.setdefault(f"{method} {rule} {state}", {})[reader] = answer.status_code
            made.look_for_canaries(words_of(answer), reader, f"{method} {path} {reader}")


def test_every_reader_gets_on_every_route_what_the_golden_file_says(walk: Walk) -> None:
    seen = walk.statuses
    if os.environ.get("WALKER") == "write":
        lines = [f"{key}  " + " ".join(f"{name}={status}" for name, status in row.items()) for key, row in seen.items()]
        EXPECTED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert seen == expected()
    assert walk.unlike == []
    assert [key for key, row in seen.items() for status in row.values() if status >= 500] == []


def test_nobody_sees_what_is_not_for_them(walk: Walk) -> None:
    assert walk.leaks == [], "\n".join(walk.leaks)


def secret_paths(world: World, lang: str) -> list[str]:
    """What was taken away, waits or is not checked yet: its address on every page that there is of such a thing."""
    gets = [rule for method, rule, _ in rules(world) if method == "GET"]
    return [
        path_of(world, rule, lang, {name: world.values[other] for name, other in secret.items()})
        for rule in gets
        for secret in SECRETS + OF_DIALOGUES
        if fits(set(re.findall(r"<(?:\w+:)?(\w+)>", rule)), secret)
    ]


def fits(names: set[str], secret: dict[str, str]) -> bool:
    """What lies in a dialogue is asked for where all its numbers stand; other things where any does."""
    return set(secret) <= names if secret in OF_DIALOGUES else bool(names & set(secret))


@pytest.fixture(scope="module")
def search(world: World) -> Walk:
    """Everybody asks for everything that was taken away, by every address that there is of such a thing."""
    made = Walk()
    for path in secret_paths(world, "nb"):
        for reader in readers_of(path):
            answer = ask(world, reader, "GET", path)
            made.look_for_canaries(words_of(answer) + str(answer.headers), reader, f"{path} {reader}")
            if answer.status_code >= 500:
                made.leaks.append(f"{path} {reader}: {answer.status}")
    return made


def test_what_was_taken_away_is_found_by_no_other_address(world: World, search: Walk) -> None:
    """Hidden, waiting, withdrawn, in a forum that is gone, removed from a text, or not checked yet."""
    file = path_of(world, "/<lang>/posts/<int:post_id>/files/<int:file_id>", "nb")
    assert ask(world, "anonymous", "GET", file).status_code == 200, "a file that hangs on an open post is read by all"
    assert search.leaks == [], "\n".join(search.leaks)


def test_who_judges_a_sample_does_not_learn_what_was_decided_first(world: World) -> None:
    """Neither on the case's page nor in its document: the two would no longer judge independently."""
    for rule in [rule for method, rule, _ in rules(world) if method == "GET" and "<int:case_id>" in rule]:
        path = path_of(world, rule, "nb", {"case_id": world.values["sample_case_id"]})
        said = words_of(ask(world, "moderator_b", "GET", path))
        assert "canary-first-facts" not in said, path
        assert "moderator_a" not in said, path


def words_of(answer: Any) -> str:
    """The body as text: a page, or what is inside a workbook or another file."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"\n".join(package.read(name) for name in package.namelist())
    return str(body.decode("utf-8", "replace"))


def test_the_canaries_are_really_planted(walk: Walk, search: Walk) -> None:
    """A search that cannot find is no search: each canary is seen by somebody of its audience."""
    assert {name for name, audience in CANARIES.items() if audience} - walk.found - search.found == set()


def test_every_page_that_is_shown_is_valid_in_its_language(walk: Walk) -> None:
    assert len(walk.pages) > 500
    for where, lang, page in walk.pages.values():
        assert f'<html lang="{lang}"' in page, where
        validate(page)


def test_every_page_keeps_its_budget_of_statements(walk: Walk) -> None:
    assert walk.dear == {}


class Pseudo(NullTranslations):
    """English in brackets: what stands outside of them was never marked for translation."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message else message

    gettext = ugettext

    def ungettext(self, one: str, many: str, count: int) -> str:
        return f"⟦{one if count == 1 else many}⟧"

    ngettext = ungettext


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DATE = re.compile(rf"\b({DAYS}|{MONTHS}|{re.sub('([A-Z][a-z][a-z])[a-z]*', lambda m: m[1], MONTHS)}|Sept)\b")
# The site's own names, what is the same in every language (a number for a name that is hidden, too), and pages whose prose is a file a language.
SAME = re.compile(
    r"Samhandel|Doffin|Bokmål|Nynorsk|English|Norsk|[A-Z]{2,4}\d*|nb|nn|en|Garwood|M[1-7]|Org\. \d{9}|TOTP|SN20\d\d|[\w.+-]+@[\w.-]+|https?://\S+"
)
PROSE = {"privacy", "terms", "accessibility", "contact", "rules", "styleguide"}
UNREAD = {"script", "style", "code", "kbd", "time", "svg"}


def test_no_page_shows_a_word_that_was_not_marked_for_translation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page in a pseudo-language: each word is in brackets, or somebody wrote it (¤), or it is a number or a name."""
    catalogues = {**load_catalogues(), "en": Pseudo()}
    pseudo = create_app(world.app.extensions["samhandel_settings"], catalogues=catalogues)
    pseudo.config["WTF_CSRF_ENABLED"] = False
    pseudo.test_client_class = Plain
    monkeypatch.setattr(
        Localized, "in_", lambda self, locale: f"⟦{self[locale]}⟧" if "¤" not in self[locale] else self[locale]
    )
    monkeypatch.setattr(wordings, "_parts", wordings._parts.__wrapped__)  # labels that were worded before
    monkeypatch.setattr(looked_after, "words_of_hours", looked_after.words_of_hours.__wrapped__)
    monkeypatch.setattr(world, "app", pseudo)
    bare: dict[str, set[str]] = {}
    for method, rule, _ in rules(world):
        if method != "GET" or "<lang>" not in rule or rule.rsplit("/", 1)[-1] in PROSE:
            continue
        for reader in ("anonymous", "supplier_a", "buyer_a", "moderator_a", "administrator"):
            answer = ask(world, reader, method, path_of(world, rule, "en"))
            if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303):
                for words in unmarked(answer.get_data(as_text=True)):
                    bare.setdefault(words, set()).add(rule)
    # Country names come from CLDR, counties from their list, time zones have one name; a statement of reasons is kept as its author got it.
    zones = {name.replace("_", " ") for name in available_timezones()}
    with pseudo.app_context():
        counties = {county.name for county in codelists.everything("county", "en")}
        db.engine.dispose()
    known = (
        set(Locale("en").territories.values())
        | zones
        | counties
        | {" ".join(line.split())[:80] for line in world.stored}
    )
    assert {words: where for words, where in bare.items() if words not in known} == {}


def unmarked(page: str) -> set[str]:
    """Texts of a page, with their titles and labels, that hold a word outside the brackets."""
    space = "{http://www.w3.org/1999/xhtml}"
    tree = html5lib.parse(page)
    found = set()
    # A work is cited by its own title, and what stands in another language than its page says which.
    own_words = {
        id(node) for other in (*tree.iter(f"{space}cite"), *tree[1].iterfind(".//*[@lang]")) for node in other.iter()
    }
    for node in tree.iter():
        if not isinstance(node.tag, str) or id(node) in own_words:
            continue
        own = [node.text] if node.tag.removeprefix(space) not in UNREAD and "svg" not in node.tag else []
        own += [child.tail for child in node]
        own += [node.get(name) for name in ("aria-label", "title", "placeholder", "alt")]
        for words in own:
            if words and "¤" not in words and "canary" not in words:
                rest = words
                # One string may hold another, and what is cut short has lost its bracket.
                while (without := re.sub(r"⟦[^⟦⟧]*(⟧|…$|$)", "", rest)) != rest:
                    rest = without
                rest = DATE.sub("", SAME.sub("", rest))
                if re.search(r"[^\W\d_]{2,}", rest):
                    found.add(" ".join(words.split())[:80])
    return found
