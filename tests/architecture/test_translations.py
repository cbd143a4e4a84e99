"""Bokmål and Nynorsk are complete, and are what they say they are."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from config import ROOT

CATALOGUES = {code: ROOT / "app" / "translations" / code / "LC_MESSAGES" / "messages.po" for code in ("nb", "nn")}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
# Words that only the other written form has. A string that quotes the other form on purpose is not ours.
ONLY_BOKMAL = "ikke|hvordan|hva|hvem|hvor|hvorfor|fra|noe|noen|jeg|dere|uke|bare|mer|kommer|gjøre|gjør|være|virksomheten|anskaffelse|sikkerhet|bedriften|ble|også ikke|en annen|selv om|gjennomføre"
ONLY_NYNORSK = (
    "ikkje|korleis|kva|kven|kvifor|frå|noko|nokon|eg|verksemd|anskaffing|tryggleik|blei|meir|berre|kjem|gjere|gjer|vere"
)


@pytest.fixture(scope="module", params=sorted(CATALOGUES))
def catalogue(request):
    return request.param, polib.pofile(str(CATALOGUES[request.param]))


def test_a_catalogue_is_complete_and_nothing_in_it_is_fuzzy_or_obsolete(catalogue):
    _, entries = catalogue
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []
    assert [entry.msgid for entry in entries.obsolete_entries()] == []


def test_placeholders_are_the_same_in_the_translation(catalogue):
    _, entries = catalogue
    for entry in entries:
        for original, translated in pairs(entry):
            assert set(PLACEHOLDER.findall(original)) >= set(PLACEHOLDER.findall(translated)), entry.msgid
            if not entry.msgid_plural:
                assert sorted(PLACEHOLDER.findall(original)) == sorted(PLACEHOLDER.findall(translated)), entry.msgid


def pairs(entry):
    if entry.msgid_plural:
        return [(entry.msgid_plural, translated) for translated in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def test_every_count_has_both_forms(catalogue):
    _, entries = catalogue
    assert [e.msgid for e in entries if e.msgid_plural and not all(e.msgstr_plural.get(i) for i in (0, 1))] == []


def test_nynorsk_is_not_bokmal_and_bokmal_is_not_nynorsk(catalogue):
    code, entries = catalogue
    foreign = re.compile(rf"\b({ONLY_BOKMAL if code == 'nn' else ONLY_NYNORSK})\b", re.IGNORECASE)
    mixed = [
        f"{found[0]}: {translated}"
        for entry in entries
        for _, translated in pairs(entry)
        if (found := foreign.search(translated))
    ]
    assert mixed == []


def test_nothing_is_left_in_english(catalogue):
    _, entries = catalogue
    english = re.compile(r"\b(the|and|you|your|with|this|that|not|from|have|has)\b")
    assert [e.msgid for e in entries for _, translated in pairs(e) if english.search(translated)] == []


def test_the_catalogues_hold_exactly_what_the_source_says(tmp_path):
    """`make i18n` was run after the last change of a string."""
    pot = tmp_path / "messages.pot"
    command = [
        Path(sys.executable).with_name("pybabel"), "--quiet", "extract", "--mapping-file", "pyproject.toml",
        "--keyword", "_l", "--keyword", "_n:1,2", "--no-location", "--output-file", pot, ".",
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)
    source = {entry.msgid for entry in polib.pofile(str(pot))}
    for code, path in CATALOGUES.items():
        kept = {entry.msgid for entry in polib.pofile(str(path))}
        assert source - kept == set(), f"{code} lacks these"
        assert kept - source == set(), f"{code} has these too much"
