"""What a reader is shown: the ten rules of the house, and that nothing is shown that nobody asked for."""

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Visitor
from app.blueprints.bilingual.rules.presenting import (
    beside,
    freshness,
    needs_versions,
    person,
    present,
    present_name,
    reader_of,
    settings_view,
    shown,
    visitor,
    with_view,
)
from app.blueprints.bilingual.terms.presenting import (
    LANGUAGES,
    Freshness,
    Name,
    Origin,
    Reader,
    Source,
    Version,
    View,
)

DAY = date(2026, 11, 12)


def checked(lang: str, revision: int = 1) -> Version:
    return Version(id=1, lang=lang, origin=Origin.CHECKED, source_revision=revision, checked_by="X", checked_on=DAY)


def machine(lang: str, revision: int = 1) -> Version:
    return Version(id=2, lang=lang, origin=Origin.MACHINE, source_revision=revision, engine="apertium")


def reader(locale: str, *reads: str, translate: str = "auto", machine: bool = False) -> Reader:
    return person(locale, reads, translate, machine=machine)


def source(lang: str, *, official: bool = False, machine_allowed: bool = True) -> Source:
    return Source(lang=lang, official=official, machine_allowed=machine_allowed)


CHECKED_EN, MACHINE_EN = checked("en"), machine("en")


# 1 and 2: the order in which words are chosen
@pytest.mark.parametrize(
    ("of", "versions", "who", "gives"),
    [
        # The original to whoever reads its language, whatever there is in others.
        (source("nn"), [checked("nb"), CHECKED_EN], visitor("nb"), ("nn", Origin.ORIGINAL)),
        (source("nb"), [CHECKED_EN], reader("en", "nb", "en"), ("nb", Origin.ORIGINAL)),
        # Else a checked translation in the page's language.
        (source("nn"), [checked("nb"), CHECKED_EN], visitor("en"), ("en", Origin.CHECKED)),
        # Or in the written form of Norwegian that reads alike, but the page's own first.
        (source("en"), [checked("nb")], visitor("nn"), ("nb", Origin.CHECKED)),
        (source("en"), [checked("nb"), checked("nn")], visitor("nn"), ("nn", Origin.CHECKED)),
        # Checked in the form that reads alike goes before a machine's in the page's own.
        (source("en"), [checked("nb"), machine("nn")], reader("nn", "nn", "nb", machine=True), ("nb", Origin.CHECKED)),
        # A machine's only to whoever asked for such.
        (source("nn"), [MACHINE_EN], reader("en", "en", machine=True), ("en", Origin.MACHINE)),
        (source("nn"), [MACHINE_EN], reader("en", "en"), ("nn", Origin.ORIGINAL)),
        (source("nn"), [MACHINE_EN], visitor("en"), ("nn", Origin.ORIGINAL)),
        # No language but those: a checked English text helps nobody who asked for Norwegian.
        (source("nn"), [CHECKED_EN], reader("nb", "nb"), ("nn", Origin.ORIGINAL)),
        # Who reads only one written form is not given the other as a translation.
        (source("en"), [checked("nb")], reader("nn", "nn"), ("en", Origin.ORIGINAL)),
    ],
)
def test_the_original_then_a_checked_translation_then_a_machines_if_wanted(of, versions, who, gives) -> None:
    for order in (versions, versions[::-1]):
        found = present(of, order, who)
        assert (found.lang, found.origin) == gives


def test_1_the_original_is_never_replaced_in_the_original_view() -> None:
    for lang, locale in product(LANGUAGES, LANGUAGES):
        who = with_view(visitor(locale), View.ORIGINAL)
        found = present(source(lang), [checked(other) for other in LANGUAGES if other != lang], who)
        assert (found.lang, found.origin, found.version) == (lang, Origin.ORIGINAL, None)


def test_2_where_nothing_can_be_read_a_translation_can_be_asked_for_and_nothing_is_guessed() -> None:
    assert present(source("nn"), [], visitor("en")).may_ask
    assert present(source("nn"), [checked("nb")], visitor("en")).lang == "nn", "not simply the first that there is"
    assert not present(source("nn"), [], visitor("nb")).may_ask, "she reads it"
    assert not present(source("nn"), [], reader("en", "en", translate="never")).may_ask, "she does not want any"


def test_2_an_official_answer_is_never_shown_in_words_that_nobody_has_checked() -> None:
    eager = reader("en", "en", machine=True)
    assert present(source("nb", official=True), [MACHINE_EN], eager).lang == "nb"
    assert beside(source("nb", official=True), [MACHINE_EN], eager) is None
    for view in View:
        assert present(source("nb", official=True), [MACHINE_EN], with_view(eager, view)).lang == "nb"
    assert present(source("nb", official=True), [MACHINE_EN, CHECKED_EN], eager).origin is Origin.CHECKED


def test_2_who_wants_to_be_asked_sees_the_original_with_the_translation_on_offer() -> None:
    found = present(source("nn"), [CHECKED_EN], reader("en", "en", translate="ask"))
    assert (found.lang, found.offered, found.may_ask) == ("nn", CHECKED_EN, False)
    assert present(source("nn"), [CHECKED_EN], reader("en", "en", translate="never")).offered is None


def test_3_bokmaal_and_nynorsk_are_read_as_they_are_until_somebody_says_otherwise() -> None:
    for original, page in (("nb", "nn"), ("nn", "nb")):
        assert present(source(original), [checked(page), machine(page)], visitor(page)).lang == original
        assert not needs_versions([original], visitor(page))
        assert present(source(original), [checked(page)], reader(page, page)).lang == page, "the switch"


def test_4_small_edits_leave_a_translation_good_and_substantive_ones_make_it_stale_yet_shown() -> None:
    edited = Source(lang="nn", revision=5, substantive=3)
    for made_from, told in ((5, Freshness.FRESH), (6, Freshness.FRESH), (4, Freshness.MINOR), (3, Freshness.MINOR)):
        assert freshness(edited, made_from) is told
    assert freshness(edited, 2) is Freshness.STALE
    found = present(edited, [checked("en", 2)], visitor("en"))
    assert (found.lang, found.freshness) == ("en", Freshness.STALE)


def test_7_side_by_side_shows_what_the_one_function_would_choose_of_translations() -> None:
    assert beside(source("nn"), [CHECKED_EN, MACHINE_EN], visitor("en")) is CHECKED_EN
    assert beside(source("en"), [CHECKED_EN], visitor("en")) is None, "it is in the page's language already"
    both = with_view(reader("en", *LANGUAGES), View.BOTH)
    assert present(source("nn"), [CHECKED_EN], both).origin is Origin.ORIGINAL
    assert shown(source("nn"), CHECKED_EN).lang == "en"


def test_10_a_machines_words_stand_beside_the_original_only_where_the_space_allows_machines() -> None:
    assert beside(source("nn"), [MACHINE_EN], visitor("en")) is MACHINE_EN
    assert beside(source("nn", machine_allowed=False), [MACHINE_EN], visitor("en")) is None
    assert present(source("nn", machine_allowed=False), [MACHINE_EN], reader("en", "en", machine=True)).lang == "nn"


def test_every_reader_is_shown_words_that_exist_with_an_origin_that_is_true() -> None:
    """All readers, all originals, all sets of versions: what is shown is the original or one of the versions."""
    pool = [checked(lang) for lang in LANGUAGES] + [machine(lang) for lang in LANGUAGES]
    readers = [
        reader(locale, *reads, translate=translate, machine=wants)
        for locale, reads, translate, wants in product(
            LANGUAGES, [("nb",), ("nn",), ("en",), ("nb", "nn"), LANGUAGES], ["auto", "ask", "never"], [True, False]
        )
    ]
    for lang, official, mask, who in product(LANGUAGES, (True, False), range(64), readers):
        versions = [one for place, one in enumerate(pool) if mask >> place & 1 and one.lang != lang]
        found = present(source(lang, official=official), versions, who)
        assert found.version is None or found.version in versions
        assert found.lang == (found.version.lang if found.version else lang)
        assert (found.origin is Origin.ORIGINAL) == (found.version is None)
        assert found.origin is not Origin.MACHINE or (who.machine and not official)
        assert lang not in who.reads or found.version is None


def test_who_is_not_known_reads_by_the_pages_language_and_others_by_their_settings() -> None:
    assert reader_of(Visitor(), "nn").reads == ("nn", "nb")
    assert reader_of(Visitor(), "en").reads == ("en",)
    who = SimpleNamespace(is_authenticated=True, reads=("nb",), translate="ask", sees_machine=True)
    assert reader_of(who, "en") == reader("en", "nb", "en", translate="ask", machine=True)
    assert present(source("en"), [checked("nb")], reader_of(who, "en")).lang == "en", "she has opened an English page"


@pytest.mark.parametrize(
    ("who", "view"),
    [
        (visitor("nb"), View.MINE),
        (visitor("en"), View.MINE),
        (reader("en", *LANGUAGES), View.ORIGINAL),
        (reader("en", "en", translate="never"), View.ORIGINAL),
        (reader("en", "en", translate="ask"), None),
        (reader("nb", "en"), None),
    ],
)
def test_the_switch_says_which_view_the_settings_give_and_only_when_it_is_true(who, view) -> None:
    assert settings_view(who) is view
    if view is None:
        return
    for lang in LANGUAGES:
        versions = [checked(other) for other in LANGUAGES if other != lang]
        assert present(source(lang), versions, who).lang == present(source(lang), versions, with_view(who, view)).lang


@pytest.mark.parametrize(
    ("names", "lang", "locale", "gives"),
    [
        ({"nb": "Matsvinn", "en": "Food waste"}, "nb", "en", Name("Food waste", "en", translated=True)),
        ({"nb": "Matsvinn", "en": "Food waste"}, "nb", "nn", Name("Matsvinn", "nb")),
        ({"en": "Food waste", "nb": "Matsvinn"}, "en", "nn", Name("Matsvinn", "nb", translated=True)),
        ({"nn": "Matsvinn"}, "nn", "en", Name("Matsvinn", "nn")),
        ({"nb": "", "en": "Food waste"}, "en", "nb", Name("Food waste", "en")),
    ],
)
def test_a_name_kept_in_several_languages_is_the_pages_own_else_the_original(names, lang, locale, gives) -> None:
    assert present_name(names, lang, locale) == gives
