import json
from urllib.parse import urlsplit

import pytest

from app.blueprints.improvement.terms import DOCUMENT_REGISTERS, EVIDENCE_TYPES, Strength
from app.blueprints.improvement.terms.evidence import ROOM

TYPES = json.loads((ROOM / "evidence_types.json").read_text(encoding="utf-8"))
REGISTERS = json.loads((ROOM / "evidence_registers.json").read_text(encoding="utf-8"))


def test_every_type_is_named_and_none_is_named_for_nothing():
    assert set(TYPES) == set(EVIDENCE_TYPES)


@pytest.mark.parametrize("code", sorted(EVIDENCE_TYPES))
def test_a_type_has_a_short_name_and_says_of_itself_what_one_should_know_in_three_languages(code):
    kind = EVIDENCE_TYPES[code]
    for text, longest in ((kind.name, 60), (kind.about, 400)):
        assert set(text) == {"nb", "nn", "en"}
        for language in ("nb", "nn", "en"):
            words = text.in_(language)
            assert words == words.strip()
            assert 3 < len(words) <= longest, (code, language, len(words))
    assert all(about.endswith(".") for about in kind.about.values())


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_types_have_the_same_name(language):
    names = [kind.name.in_(language).casefold() for kind in EVIDENCE_TYPES.values()]
    assert len(set(names)) == len(names)


def test_every_register_that_a_type_points_to_has_a_name_an_address_and_advice():
    pointed = {kind.register for kind in EVIDENCE_TYPES.values() if kind.register}
    assert set(REGISTERS) == pointed == set(DOCUMENT_REGISTERS)
    for register in DOCUMENT_REGISTERS.values():
        assert urlsplit(register.address).scheme == "https"
        assert set(register.name) == set(register.about) == {"nb", "nn", "en"}
        assert all(register.about.values())


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("tax_certificate", "nb", "seks måneder"),  # market-dialogue C2: commonly no older than six months
        ("tax_certificate", "en", "eBevis"),
        ("iso_9001", "nb", "likeverdige"),
        ("transparency_statement", "en", "70 million"),
        ("transparency_statement", "nn", "50 årsverk"),
        ("startbank", "en", "never"),
        ("eco_lighthouse", "en", "three months"),
        ("course_certificate", "nb", "90 dager"),
    ],
)
def test_a_type_says_what_the_research_found(code, language, said):
    assert said in EVIDENCE_TYPES[code].about.in_(language)


def test_nothing_that_a_firm_adds_weighs_more_than_a_document_from_somebody_else():
    assert max(kind.strength for kind in EVIDENCE_TYPES.values()) == Strength.THIRD_PARTY
