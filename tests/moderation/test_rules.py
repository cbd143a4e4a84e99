import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.moderation.rules import reasons as rules
from app.blueprints.moderation.terms.reasons import REASONS, ReasonCode
from app.blueprints.screening.rules import identity_numbers
from app.blueprints.screening.rules.identity_numbers import find_identity_numbers, find_possible_identity_numbers

LOCALES = ("nb", "nn", "en")


def control(nine: str) -> str | None:
    """The two control digits of today's rule, worked out on their own; None when there are none."""
    first = -sum(int(d) * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
    if first == 10:
        return None
    second = -sum(int(d) * w for d, w in zip(nine + str(first), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return None if second == 10 else f"{first}{second}"


@st.composite
def identity_numbers(draw):
    """Synthetic numbers only: the month carries 40 or 80; some are D-numbers."""
    day = draw(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
    offset = draw(st.sampled_from((40, 80)))
    d_number = draw(st.sampled_from((0, 40)))
    start = f"{day.day + d_number:02d}{day.month + offset:02d}{day.year % 100:02d}"
    for individual in range(draw(st.integers(0, 900)), 1000):
        nine = f"{start}{individual:03d}"
        if two := control(nine):
            return nine + two
    return "01819012365"


@given(identity_numbers(), st.sampled_from(("", " ", "\u00a0", ".", "-", "–", " - ", "\u200b")))
def test_every_identity_number_is_found_however_it_is_parted_after_the_date(number, between):
    text = f"Det gjelder {number[:6]}{between}{number[6:]}, altså."
    (span,) = find_identity_numbers(text)
    assert text[span.start : span.end].startswith(number[:6])
    assert text[span.start : span.end].endswith(number[6:])


@given(identity_numbers(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_no_identity_number(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    if identity_numbers._judge(wrong) != "valid":
        assert find_identity_numbers(f"ref. {wrong}") == []
    assert (
        identity_numbers._left([int(d) for d in wrong], identity_numbers.SECOND_WEIGHTS) != 0
    )  # the second control digit sees any one error


@given(st.integers(10_000_000, 99_999_999))
def test_an_organisation_number_is_never_an_identity_number(body):
    number = f"{body}{body % 10}"
    for written in (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"NO{number}MVA", f"0192:{number}"):
        assert find_possible_identity_numbers(f"Org.nr. {written} 12") == []


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
        "(01819012365)",
        "https://eksempel.no/sak/01819012365",
        "058592-10130",
        "fnr 14883399898",
        "Fødselsnummer: 14883399898",
        "konto 058592 10130",
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


def test_the_collected_cases_are_judged_right(shared):
    with (shared / "data" / "language" / "pii_cases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert bool(find_identity_numbers(row["text"])) == (row["expected"] == "nin"), row["text"]


def test_a_very_long_text_is_searched_in_a_moment():
    import time

    began = time.perf_counter()
    for text in ("1 " * 50_000, "1" * 100_000, "01819012365 " * 8_000, "12.34-56 " * 11_000):
        find_possible_identity_numbers(text)
    assert time.perf_counter() - began < 3


def test_every_reason_is_in_force_today_in_three_languages():
    for code in ReasonCode:
        reason = rules.reason_in_force(code, date(2026, 11, 22))
        assert all(reason.title.get(locale) and reason.text.get(locale) for locale in LOCALES)
        assert reason.text["nb"] != reason.text["en"]


def test_versions_of_a_reason_are_numbered_and_dated_in_order():
    for code in ReasonCode:
        versions = [reason for reason in REASONS if reason.code == code]
        assert [reason.version for reason in versions] == list(range(1, len(versions) + 1))
        assert all(a.valid_from < b.valid_from for a, b in pairwise(versions))


def test_a_later_version_does_not_change_what_was_given_before(monkeypatch):
    from dataclasses import replace

    old = rules.reason_in_force(ReasonCode.M6, date(2026, 11, 22))
    new = replace(old, version=old.version + 1, valid_from=date(2027, 1, 1))
    monkeypatch.setattr(rules, "REASONS", (*REASONS, new))
    assert rules.reason_in_force(ReasonCode.M6, new.valid_from - timedelta(days=1)) == old
    assert rules.reason_in_force(ReasonCode.M6, new.valid_from) == new
    assert rules.reason_as_given(ReasonCode.M6, old.version) == old


def test_the_placeholder_says_the_reason_in_the_readers_language():
    assert rules.hidden_reason("M1", date(2026, 11, 22)).in_("nn") == "Personopplysningar"
