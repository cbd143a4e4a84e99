"""What would tell others which firm asks, and which number a firm is drawn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.blueprints.questions.rules.identifying import OwnFacts, identifying, names_of_firm
from app.blueprints.questions.rules.pseudonyms import draw, token_of

OWN = OwnFacts(
    name="NORDVIK STÅL OG MEKANISK AS",
    number="310000034",
    people=("Sissel Havnevik", "Bo Li"),
    domains=("nordvikstaal.example",),
    place="VÅGSØY",
)


def codes(text: str) -> list[str]:
    return [finding.code for finding in identifying(text, OWN)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kan Nordvik Stål og Mekanisk AS delta?", "own_name"),
        ("Kan nordvik stål og mekanisk delta?", "own_name"),
        ("Er Nordviks metode godtatt?", "own_name"),
        ("Er NSOM med?", "own_name"),
        ("Er Nord\u00advik med?", "own_name"),
        ("Organisasjonsnummer 310 000 034.", "organisation_number"),
        ("Ring Sissel  Havnevik.", "person_name"),
        ("Spør Havnevik.", "person_name"),
        ("Skriv til post@nordvikstaal.example", "mail_or_web"),
        ("Se www.et-firma.example/ferje", "mail_or_web"),
        ("Ring 22 33 44 55.", "phone"),
        ("Call +46 70 123 45 67 please", "phone"),
        ("Vi held til i Fjordgata 12.", "address"),
        ("Postboks 14", "address"),
        ("Vi i Vågsøy har kai.", "own_place"),
        ("Vi hos Havbris kan dette.", "own_voice"),
        ("We at Seabreeze can do this.", "own_voice"),
        ("Eg arbeider for Havbris.", "own_voice"),
        ("Kan det brukast?\nMed venleg helsing Kari", "own_voice"),
        ("Passer vår KaiVakt 3000?", "own_product"),
        ("Would our DockGuard fit?", "own_product"),
        ("Er FenderFix™ mulig?", "own_product"),
        ("Vi er de eneste som har dette.", "few_like_you"),
        ("Vi er den einaste leverandøren med dette.", "few_like_you"),
        ("As the current supplier we wonder.", "few_like_you"),
        ("Blir avtalen vår forlenget?", "few_like_you"),
        ("We are the only supplier with this.", "few_like_you"),
        ("Dette er en forretningshemmelighet.", "secret"),
    ],
)
def test_what_points_at_the_firm_is_found(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Må beredskapen være bemannet hele døgnet?",
        "Kan vi levere i to omganger, i mai 2027 og 2028?",
        "Er rammen 45000000 kr eller 12 000 000 kr over 48 måneder?",
        "Must our solution work below -20 °C, as in need 3?",
        "Fristen 20271231 står i planen; gjeld han òg for oss?",
        "Vi i bransjen undrast på kvifor CPV 45241000 er vald.",
        "Kan underleverandørar på meir enn 250 tilsette vere med?",
    ],
)
def test_a_question_that_any_firm_could_ask_is_let_alone(text):
    assert codes(text) == []


def test_each_sign_is_told_once_and_in_its_place():
    found = identifying("Nordvik spør for Nordvik. Svar til Sissel Havnevik.", OWN)
    assert [(each.code, each.words) for each in found] == [
        ("own_name", "Nordvik"),
        ("person_name", "Sissel Havnevik"),
    ]
    assert found[1].start == 35


def test_a_name_without_its_form_is_still_the_name():
    assert names_of_firm("Bø AS") == ["Bø AS", "Bø"]


KEYS = some.binary(min_size=32, max_size=32)
FIRMS = some.integers(1, 10**6)


@settings(max_examples=60, deadline=None)
@given(KEYS, FIRMS, some.sets(some.integers(1, 400), max_size=300), some.sets(some.integers(1, 400), max_size=40))
def test_a_firm_is_drawn_the_same_number_again_free_here_and_another_than_it_has_elsewhere(key, firm, taken, elsewhere):
    number = draw(key, firm, taken, elsewhere)
    assert number == draw(key, firm, taken, elsewhere)
    assert number >= 1
    assert number not in taken | elsewhere


@settings(max_examples=60, deadline=None)
@given(KEYS, KEYS, FIRMS, FIRMS)
def test_a_token_says_the_same_firm_under_one_key_and_nothing_under_another(key, other_key, firm, other):
    assert token_of(key, firm) == token_of(key, firm)
    assert (token_of(key, firm) == token_of(key, other)) == (firm == other)
    assert (token_of(key, firm) == token_of(other_key, firm)) == (key == other_key)


def test_numbers_are_drawn_and_not_counted_up():
    """Otherwise the first to ask would be Supplier 1 in every dialogue."""
    drawn = {draw(bytes([byte]) * 32, 7, ()) for byte in range(40)}
    assert len(drawn) > 20
    assert max(drawn) <= 99
