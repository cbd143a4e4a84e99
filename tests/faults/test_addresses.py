"""Addresses that nobody meant: numbers beyond any row, bytes that are no text, and everything a query string may hold."""

import re

import pytest

from tests.faults.forms import path_of, rules
from tests.faults.test_every_form import CANARY, LANGUAGES, Faults

READERS = ("anonymous", "supplier_a", "buyer_a", "moderator_a", "administrator")
NUMBERS = ["1" + "0" * 30, "9223372036854775808", "1%00"]
TEXTS = [
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%22%3E%3C" + CANARY + "%3E",
    "%E2%80%AE",
    "..%2f..%2f",
    "%5c",
    "a" * 5000,
    "%25",
    "%0d%0aSet-Cookie:a",
    "é",
    "%F4%8F%BF%BF",
]
QUERIES = [
    "%ff=%ff&&&;;==&a[]=1&page=1&page=a&after=%00&before=%00&kind=%00&reason=%00&state=%00&next=%00&about=%00&to=%00&month=%00&q=%00&language=%00",
    "page=1000000000000000000000000000000&after=0001-01-01T00:00:00_9223372036854775808&before=-1&to=-1&month=9999-12",
    "after=a_b_c&" + "&".join(f"{name}=%22%3E%3C{CANARY}%3E" for name in ("page", "before", "kind", "q", "about", "next", "to", "month", "reason", "language")),
    "after=9999-12-31T23:59:59%2B00:00_1&page=%D9%A1&next=//evil.example&kind=injuries&kind=near-misses&month=0000-00&<" + CANARY + ">=1&q=" + "a" * 5000 + "&about=" + "a" * 5000,
]  # fmt: skip


def ask(world, reader, method, path):
    """The path as it is, bytes and all: the test client would write it anew."""
    from urllib.parse import unquote_to_bytes

    raw, _, query = path.partition("?")
    return world.client(reader).open(
        path="/", method=method, headers={"Accept": "text/html"}, environ_overrides={
            "PATH_INFO": unquote_to_bytes(raw).decode("latin-1"), "QUERY_STRING": query.encode().decode("latin-1"), "REQUEST_URI": path,
        },
    )  # fmt: skip


def test_numbers_and_texts_in_the_path_that_name_nothing(world, nothing_lasts):
    faults = Faults()
    for count, rule in enumerate([*rules(world, "GET"), *rules(world, "POST")]):
        method = "GET" if "GET" in rule.methods else "POST"
        for place, converter in re.findall(r"<((?:(\w+)[^:>]*:)?\w+)>", rule.rule):
            name = place.split(":")[-1]
            if name == "lang":
                continue
            for number, bad in enumerate(NUMBERS if converter == "int" else TEXTS):
                lang = LANGUAGES[(count + number) % 3]
                path = path_of(world, rule.rule, lang, **{name: bad})
                answer = ask(world, READERS[(count + number) % len(READERS)], method, path)
                faults.check(answer, lang if f"/{lang}/" in path else None, f"{method} {path[:200]}")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


def test_any_query_string_on_any_page(world, nothing_lasts):
    faults = Faults()
    for count, rule in enumerate(rules(world, "GET")):
        if "lang" not in rule.arguments or rule.endpoint == "home.styleguide":
            continue
        lang = LANGUAGES[count % 3]
        reader = next(
            (
                r
                for r in ("supplier_a", "buyer_a", "moderator_a", "administrator")
                if ask(world, r, "GET", path_of(world, rule.rule, lang)).status_code == 200
            ),
            "anonymous",
        )
        listed = not rule.arguments - {"lang", "organisation_id"}  # what is listed takes most; the others take turns
        for query in QUERIES if listed else (QUERIES[count % 4], QUERIES[(count + 1) % 4]):
            answer = ask(world, reader, "GET", path_of(world, rule.rule, lang) + "?" + query)
            faults.check(answer, lang, f"{reader} {rule.rule}?{query[:60]}")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


@pytest.mark.parametrize(
    "path",
    [
        "/nb/%00",
        "/nn/%ff%fe",
        "/en/%22%3E%3Ckanari%3E",
        "/en/a%20b/%E2%80%AE",
        "/nb//dialogues",
        "/nb/../en",
        "/nb/%2e%2e/%2e%2e",
        "//evil.example/nb",
        "/en/dialogues/1/..;/",
        "/xx/dialogues",
        "/nb/dialogues/",
        "/nb/é",
    ],
)
def test_a_path_of_any_bytes_is_a_page_in_its_language(world, path):
    faults = Faults()
    lang = path[1:3] if path[1:3] in LANGUAGES else None
    for reader in ("anonymous", "supplier_a"):
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
            answer = ask(world, reader, method, path)
            if answer.status_code in (301, 302, 308):
                assert answer.location.startswith(("/", "http://localhost/")), answer.location
                assert not answer.location.startswith("//"), answer.location
            elif answer.data:
                faults.check(answer, lang, f"{reader} {method} {path}")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


def test_the_other_languages_of_a_page_are_addresses_that_work(world):
    page = ask(world, "anonymous", "GET", "/nb/dialogues?q=a%20%22b%22&r=<x>é%00").text
    found = re.findall(r'hreflang="(\w\w)" href="([^"]+)"', page)
    assert found
    for _, address in found:
        assert re.fullmatch(r"http://localhost/[\x21-\x7e]+", address), address
        assert not set("<>\"'") & set(address), address
