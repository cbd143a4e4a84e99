import csv
from unicodedata import decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.screening.rules.identity_numbers import (
    find_identity_numbers,
    find_possible_identity_numbers,
    identity_numbers_in,
)
from tests.screening.synthetic import control, identity_numbers, organisation_numbers

BETWEEN = ("", " ", "\u00a0", "\u2009", "\u202f", ".", "-", "–", "/", " - ", "\u200b", "\u00ad", "  ", "\n", "-\n", "\r\n  ", "\u2060-\u2060")  # fmt: skip


@given(identity_numbers(), st.sampled_from(BETWEEN))
def test_every_identity_number_is_found_however_it_is_parted_after_the_date(number, between):
    text = f"Det gjelder {number[:6]}{between}{number[6:]}, altså."
    (span,) = find_identity_numbers(text)
    assert text[span.start : span.end].startswith(number[:6])
    assert text[span.start : span.end].endswith(number[6:])


@given(identity_numbers(), st.lists(st.sampled_from(BETWEEN), min_size=10, max_size=10), st.booleans())
def test_every_identity_number_is_found_whatever_parts_each_of_its_digits(number, between, said):
    """But for the grouping of accounts (4.2.5) and of organisation numbers and phones, which need a word beside them."""
    written = "".join(digit + gap for digit, gap in zip(number, [*between, ""], strict=True))
    groups = tuple(len(group) for group in _groups(number, between))
    alike = groups == (4, 2, 5) or groups[:3] == (3, 3, 3) or 9 in (groups[0], groups[-1]) or groups in ((8, 3), (3, 8), (3, 2, 3, 3))  # fmt: skip
    text = f"Fødselsnummeret er {written}." if said or alike else f"Han heter Per {written}."
    (span,) = find_identity_numbers(text)
    assert text[span.start : span.end] == written


def _groups(number, between):
    unseen = "\u200b\u00ad\u2060"
    groups, here = [], number[0]
    for digit, gap in zip(number[1:], between, strict=True):
        if gap.strip(unseen):
            groups.append(here)
            here = digit
        else:
            here += digit
    return [*groups, here]


@given(identity_numbers(), st.sampled_from(("٠", "۰", "०", "０", "𝟎")))
def test_digits_of_every_script_are_read(number, zero):
    written = "".join(chr(ord(zero) + int(digit)) for digit in number)
    assert "".join(str(decimal(letter)) for letter in written) == number
    (found,) = identity_numbers_in(f"nr {written}.")
    assert found[1] == number


@given(identity_numbers(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_no_certain_identity_number(number, place, shift):
    """The second control digit sees any one error; after 2032 the first may differ, and then only a word makes it certain."""
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert control(wrong[:9]) != wrong[9:]
    assert find_identity_numbers(f"ref. {wrong}") == []


@given(organisation_numbers())
def test_an_organisation_number_is_never_an_identity_number(number):
    for written in (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"NO{number}MVA", f"0192:{number}"):
        assert find_possible_identity_numbers(f"Org.nr. {written} 12") == []
        assert find_possible_identity_numbers(f"Firmaet {written}\n12 ansatte") == []


@given(identity_numbers())
def test_an_account_grouping_is_never_an_identity_number(number):
    for mark in (".", " "):
        grouped = mark.join((number[:4], number[4:6], number[6:]))
        assert find_possible_identity_numbers(f"Betal til {grouped}") == []


@given(st.integers(20_000_000, 99_999_999))
def test_a_phone_is_never_an_identity_number(phone):
    digits = str(phone)
    for written in (digits, f"+47 {digits}", f"{digits[:3]} {digits[3:5]} {digits[5:]}", f"0047 {digits}"):
        assert find_possible_identity_numbers(f"Ring {written} før kl. 16.") == []


@given(st.text(max_size=300))
def test_any_text_can_be_searched_and_spans_lie_in_order_inside_it(text):
    done = 0
    for span in find_possible_identity_numbers(text):
        assert done <= span.start < span.end <= len(text)
        done = span.end


@pytest.mark.parametrize(
    "text",
    [
        "01819012365",
        "15827545608",
        "41819012359",
        "018190 12365",
        "018190-12365",
        "fnr01819012365",
        "01 81 90 12365",
        "018190 123 65",
        "0 1 8 1 9 0 1 2 3 6 5",
        "０１８１９０１２３６５",
        "٠١٨١٩٠ ١٢٣٦٥",
        "(01819012365)",
        "https://eksempel.no/sak/01819012365",
        "058592-10130",
        "fnr 14883399898",
        "Fødselsnummer: 14883399898",
        "konto 058592 10130",
        "0181901\n2365",
        "018190-\n12365",
        "018190\n     12365",
        "0181 9012365",
        "fnr 0181.90.12365",
        "Tlf 912 34 567\n018190 12365\n12 ansatte",
        "1. 01819012365",
        "født 01.81.90, personnummer 12365",
        "Fødselsdato: 01.81.1990 Pers.nr: 12365",
    ],
)
def test_these_stop_a_post(text):
    assert len(find_identity_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Faktura 12345678901",
        "8601.11.17947",
        "999 999 018",
        "Serienummer AB41234567X",
        "Frist 15.03.2027 kl. 12.00",
        "CPV 45000000-7 bygg",
        "Saksnr 2026/12345",
        "00819012365",
        "018190123655",
        "1018190 12365",
        "32819012365",
        "12 345 678 901 kr",
        "født 01.01.90, personnummer 12365",
    ],
)
def test_these_do_not(text):
    assert find_possible_identity_numbers(text) == []


@pytest.mark.parametrize("text", ["14883399898", "konto 05859210130", "Bank account: 05859210130"])
def test_these_are_left_to_a_person(text):
    (span,) = find_possible_identity_numbers(text)
    assert not span.certain
    assert find_identity_numbers(text) == []


def test_two_numbers_make_two_spans_that_do_not_carry_the_digits():
    spans = find_identity_numbers("01819012365 og 15827545608")
    assert [(s.start, s.end) for s in spans] == [(0, 11), (15, 26)]
    assert "01819012365" not in repr(spans)


def test_a_table_of_figures_is_not_full_of_identity_numbers():
    """A thousand rows of figures of six and five digits: by chance 0.25 % of such pairs would pass for one."""
    rows = "\n".join(f"{n * 7919 % 1000} {n * 104729 % 10000} {n % 97}" for n in range(1000))
    assert find_identity_numbers(rows) == []


def test_the_collected_cases_are_judged_right(shared):
    with (shared / "data" / "language" / "pii_cases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert bool(find_identity_numbers(row["text"])) == (row["expected"] == "nin"), row["text"]
