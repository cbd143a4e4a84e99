"""Every route, every method, nine readers, three languages: what each gets, and that nobody gets what is not theirs.

`expected.txt` holds the status that each reader gets. A new route fails until it stands there; to write it anew after a
wanted change: `WALKER=write make test ARGS=tests/walker`, and read the difference before it is committed.
"""

import os
import re
from collections.abc import Iterator
from contextvars import Context as ContextVars
from pathlib import Path
from typing import Any

import html5lib
import pytest
from babel import Locale
from babel.support import NullTranslations
from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from app.core import application
from app.core.db import db
from app.core.db import rollback as take_back
from app.core.i18n import load_catalogues
from app.core.localized import Localized
from tests.conftest import database_copy, settings_for, validate
from tests.walker.world import CANARIES, READERS, World, address, build

EXPECTED = Path(__file__).with_name("expected.txt")
LANGUAGES = ("nb", "nn", "en")
BUDGET = 14  # statements that any page may send; lists and hot pages have tighter budgets of their own
# Text, thread, reports, history, similar decisions: for one moderator at a time.
DEARER = {"/<lang>/moderation/cases/<int:case_id>": 18}


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


@pytest.fixture
def nothing_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a walker posts is answered as always, and then taken back."""

    def flush_and_take_back() -> None:
        db.session().flush()
        take_back()

    monkeypatch.setattr(application, "commit", flush_and_take_back)


def rules(world: World) -> list[tuple[str, str, str]]:
    """(method, rule, endpoint) of every route."""
    found = [
        (method, rule.rule.replace("<any(nb, nn, en):lang>", "<lang>"), rule.endpoint)
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
    ]
    return sorted(found, key=lambda row: (row[1], row[0]))


def path_of(world: World, rule: str, lang: str) -> str:
    values = {**address(rule, world.values), "lang": lang}

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


def test_every_reader_gets_on_every_route_what_the_golden_file_says(world: World, nothing_lasts: None) -> None:
    seen: dict[str, dict[str, int]] = {}
    for method, rule, _ in rules(world):
        row = seen.setdefault(f"{method} {rule}", {})
        for reader in READERS:
            for lang in LANGUAGES if "<lang>" in rule else ("nb",):
                answer = ask(world, reader, method, path_of(world, rule, lang))
                assert row.setdefault(reader, answer.status_code) == answer.status_code, (
                    f"{method} {rule} {reader} {lang}"
                )
                check_canaries(reader, f"{method} {rule} {lang}", answer)
    if os.environ.get("WALKER") == "write":
        lines = [f"{key}  " + " ".join(f"{name}={status}" for name, status in row.items()) for key, row in seen.items()]
        EXPECTED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert seen == expected()
    assert all(status < 500 for row in seen.values() for status in row.values())


def check_canaries(reader: str, where: str, answer: Any) -> None:
    everything = answer.get_data(as_text=True) + str(answer.headers)
    found = {canary for canary, audience in CANARIES.items() if reader not in audience and canary in everything}
    assert not found, f"{where}: {reader} sees {found}"


def test_the_canaries_are_really_planted(world: World) -> None:
    """A search that cannot find is no search: each canary is seen by somebody of its audience."""
    pages = {
        reader: "".join(
            ask(world, reader, "GET", path_of(world, rule, "en")).get_data(as_text=True)
            for method, rule, _ in rules(world)
            if method == "GET"
        )
        for reader in ("supplier_a", "supplier_b", "buyer_a", "moderator_a")
    }
    unseen = {
        name for name, audience in CANARIES.items() if not any(name in pages.get(reader, "") for reader in audience)
    }
    assert unseen == set()


def test_every_page_that_is_shown_is_valid_in_its_language_and_keeps_its_budget(world: World) -> None:
    with world.app.app_context():
        engine = db.engine
    counted: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    valid: set[int] = set()
    dear = {}
    try:
        for method, rule, _ in rules(world):
            if method != "GET" or "<lang>" not in rule:
                continue
            for reader in READERS:
                for lang in LANGUAGES:
                    counted.clear()
                    answer = ask(world, reader, method, path_of(world, rule, lang))
                    if answer.status_code == 200 and len(counted) > DEARER.get(rule, BUDGET):
                        dear[f"{rule} {reader}"] = len(counted)
                    if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303):
                        continue
                    page = answer.get_data(as_text=True)
                    assert f'<html lang="{lang}"' in page, f"{rule} {reader} {lang}"
                    shape = hash(re.sub(r"[\d¤]+|value=\"[^\"]*\"|[A-Za-z0-9_-]{20,}", "", page))
                    if shape not in valid:
                        valid.add(shape)
                        validate(page)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert dear == {}


class Pseudo(NullTranslations):
    """English in brackets: what stands outside of them was never marked for translation."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message else message

    gettext = ugettext

    def ungettext(self, one: str, many: str, count: int) -> str:
        return f"⟦{one if count == 1 else many}⟧"

    ngettext = ungettext


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b({MONTHS}|{re.sub('([A-Z][a-z][a-z])[a-z]*', lambda m: m[1], MONTHS)}|Sept)\b")
# The site's own names, what is the same in every language, and pages whose prose is a file a language.
SAME = re.compile(
    r"Samhandel|Bokmål|Nynorsk|English|Norsk|[A-Z]{2,4}\d*|nb|nn|en|Garwood|M[1-7]|TOTP|SN20\d\d|[\w.+-]+@[\w.-]+|https?://\S+"
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
    with pseudo.app_context():
        db.engine.dispose()
    # Country names come from CLDR; a statement of reasons is kept as its author got it, in her language.
    known = set(Locale("en").territories.values()) | {" ".join(line.split())[:80] for line in world.stored}
    assert {words: where for words, where in bare.items() if words not in known} == {}


def unmarked(page: str) -> set[str]:
    """Texts of a page, with their titles and labels, that hold a word outside the brackets."""
    space = "{http://www.w3.org/1999/xhtml}"
    tree = html5lib.parse(page)
    found = set()
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        own = [node.text] if node.tag.removeprefix(space) not in UNREAD and "svg" not in node.tag else []
        own += [child.tail for child in node]
        own += [node.get(name) for name in ("aria-label", "title", "placeholder", "alt")]
        for words in own:
            if words and "¤" not in words and "canary" not in words:
                rest = DATE.sub("", SAME.sub("", re.sub(r"⟦[^⟧]*⟧", "", words, flags=re.DOTALL)))
                if re.search(r"[^\W\d_]{2,}", rest):
                    found.add(" ".join(words.split())[:80])
    return found
