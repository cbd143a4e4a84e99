"""Each detector against published rules, and all of them together."""

import csv
import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.screening.rules.detectors import find
from app.blueprints.screening.rules.words import as_kept, fault
from app.blueprints.screening.terms.words import WordFault
from tests.screening.synthetic import accounts, organisation_numbers

# Text, then (kind, certainty, what was found) of each finding. Numbers are synthetic or from published examples.
CASES = [
    # accounts: the examples of Bits (8601.11.17947) and of the IBAN registry
    ("Betal til konto 8601.11.17947", [("kontonummer", "high", "8601.11.17947")]),
    ("8601 11 17947", [("kontonummer", "medium", "8601 11 17947")]),
    ("Kontonummer: 86011117947.", [("kontonummer", "high", "86011117947")]),
    ("86011117947", []),
    ("8601.11.17948", []),
    ("IBAN NO93 8601 1117 947", [("kontonummer", "high", "NO93 8601 1117 947")]),
    ("NO9386011117947", [("kontonummer", "high", "NO9386011117947")]),
    ("KID 86011117947", []),
    # phones: the Norwegian plan, E.164
    ("Ring meg på 912 34 567", [("phone", "high", "912 34 567")]),
    ("22 33 44 55", [("phone", "medium", "22 33 44 55")]),
    ("912 34 567", [("phone", "medium", "912 34 567")]),
    ("tlf. 41234567", [("phone", "high", "41234567")]),
    ("(+47) 912 34 567", [("phone", "high", "(+47) 912 34 567")]),
    ("+46 70 123 45 67", [("phone", "high", "+46 70 123 45 67")]),
    ("+44 (0)20 7946 0958", [("phone", "high", "+44 (0)20 7946 0958")]),
    ("41234567", []),
    ("112 34 567", []),
    ("912 34 567,50", []),
    ("NOK 91 23 45 67", []),
    ("22.33.44.55", []),
    ("Sak 91 23 45 67", []),
    ("2026-11-22 14:41:28", []),
    ("se https://eksempel.no/sak/41234567", []),
    ("https://eksempel.no/?ref=912-34-567", []),
    # mails: RFC 5321; offices are meant for everybody
    ("Skriv til kari.nordmann@example.no.", [("email", "high", "kari.nordmann@example.no")]),
    ("post@example.no", [("email-role", "low", "post@example.no")]),
    ("postmottak@kommune.example.no", [("email-role", "low", "postmottak@kommune.example.no")]),
    ("Salg+messe@example.com", [("email-role", "low", "Salg+messe@example.com")]),
    ("kari (at) firma [dot] example", [("email", "medium", "kari (at) firma [dot] example")]),
    ("kari＠example.no", [("email", "high", "kari＠example.no")]),
    ("@kari og kari@verksted", []),
    ("pakke@1.2.3", []),
    # prices for one of something
    ("18 500 kr per meter", [("price", "high", "18 500 kr per meter")]),
    ("kr 1 250,- pr. time", [("price", "high", "kr 1 250,- pr. time")]),
    ("NOK 950/t", [("price", "high", "NOK 950/t")]),
    ("EUR 12.50 per piece", [("price", "high", "EUR 12.50 per piece")]),
    ("1250,- per stk", [("price", "high", "1250,- per stk")]),
    ("timepris på 1 250", [("price", "medium", "timepris på 1 250")]),
    ("950 kroner timen", [("price", "high", "950 kroner timen")]),
    ("ti stk à kr 250", [("price", "high", "stk à kr 250")]),
    ("Kontrakten er på 12 500 000 kroner", []),
    ("12 500 000 kroner per år", []),
    ("800 kr per dags dato", []),
    ("kr 500 000", []),
    ("ansvar inntil 10 millionar kroner per skade", []),
    # words that tell of secrets
    ("Dette er forretningshemmeligheter.", [("secret", "medium", "forretningshemmeligheter")]),
    ("Verksemda har forretningsløyndommar", [("secret", "medium", "forretningsløyndommar")]),
    ("TEIEPLIKTIG", [("secret", "medium", "TEIEPLIKTIG")]),
    ("unntatt\noffentlighet", [("secret", "medium", "unntatt\noffentlighet")]),
    ("our trade-secrets", [("secret", "medium", "trade-secrets")]),
    ("shared under NDA", [("secret", "medium", "under NDA")]),
    ("taushets-\nbelagt", [("secret", "medium", "taushets-\nbelagt")]),
    ("Dette er ikke konfidensielt", [("secret", "low", "konfidensielt")]),
    ("duty of confidentiality", []),
    # where two find the same, the surer one stands
    ("konto 05859210130", [("kontonummer", "high", "05859210130")]),
    ("konto 058592 10130", [("nin", "high", "058592 10130")]),
    ("Organisasjonsnummer 999999018 MVA", []),
    ("", []),
]  # fmt: skip


def found(text, words=()):
    return [(one.kind.value, one.certainty.value, text[one.start : one.end]) for one in find(text, words)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_what_is_found_and_how_sure_that_is(text, expected):
    assert found(text) == expected


def test_the_collected_cases_are_judged_right(shared):
    with (shared / "data" / "language" / "pii_cases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected = [] if row["expected"] in ("none", "orgnr") else [row["expected"]]
            assert [kind for kind, _, _ in found(row["text"])] == expected, row["text"]


@given(accounts(), st.sampled_from(".  "))
def test_every_account_is_found_in_its_grouping_and_after_its_word(number, mark):
    grouped = mark.join((number[:4], number[4:6], number[6:]))
    assert [kind for kind, _, _ in found(f"Vi tar imot på {grouped}.")] == ["kontonummer"]
    assert found(f"Kontonr. {number}") == [("kontonummer", "high", number)]
    assert found(f"Nummeret er {number}.") == []


@given(accounts(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_no_account(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert "kontonummer" not in [kind for kind, _, _ in found(f"Konto {wrong[:4]}.{wrong[4:6]}.{wrong[6:]}")]


@given(organisation_numbers(), st.sampled_from(("{}", "{} {} {}", "NO {} {} {} MVA", "0192:{}", "ring {}")))
def test_an_organisation_number_is_always_fine(number, form):
    parts = (number[:3], number[3:6], number[6:]) if form.count("{}") == 3 else (number,)
    assert found(f"Org.nr. {form.format(*parts)}.") == []
    assert found(f"Vi er {form.format(*parts)} i registeret") == []


@given(st.text(max_size=400))
def test_findings_of_any_text_lie_in_order_inside_it_and_do_not_overlap(text):
    done = 0
    for one in find(text):
        assert done <= one.start < one.end <= len(text)
        done = one.end


def test_a_finding_never_carries_what_it_found():
    (one,) = find("fnr 01819012365")
    assert "01819" not in repr(one)


def test_the_ministrys_words_are_found_with_their_endings_and_longer_lists_cost_nothing_more():
    assert found("Skissene av rotorbladet", ("skisse", "rotor blad")) == [("secret", "medium", "Skissene")]
    assert found("skissa", ("skisse",)) == [("secret", "medium", "skissa")]
    assert found("rotor-\tblad", ("rotor blad",)) == [("secret", "medium", "rotor-\tblad")]
    assert found("kontraskisse", ("skisse",)) == []


HOSTILE = (
    "1 ", "1", "1\n", "9 ", "1 000", "01819012365 ", "912 34 567 ", "1\u200b", "a@", "@", "a.", "a@a.", "a", "kr 1 ",
    "1 kr per ", "timepris ", "+1 ", "(", "( at )", "1,-", "https://", "konfidensielt ", "-\n", "ab-\n", " ", "NO93 ",
)  # fmt: skip


def test_ten_times_the_text_takes_no_hundred_times_the_work():
    """Of 100,000 characters that are there to make it slow; quadratic work would be a hundred times that of a tenth."""
    for piece in HOSTILE:
        short, long = (piece * (size // len(piece)) for size in (10_000, 100_000))
        assert _work(long) < 40 * _work(short) + 0.1, piece


def _work(text):
    """Seconds of processor: what else the machine does, and looking for rubbish, is not counted."""
    gc.disable()
    began = time.process_time()
    find(text)
    spent = time.process_time() - began
    gc.enable()
    return spent


@pytest.mark.parametrize(
    ("typed", "kept", "wrong"),
    [
        ("  Skisse ", "skisse", None),
        ("Rotor-blad", "rotor blad", None),
        ("!!!", "", WordFault.EMPTY),
        ("og", "og", WordFault.SHORT),
        ("Leverandører", "leverandører", WordFault.COMMON),
        ("vi har en", "vi har en", WordFault.COMMON),
        ("x" * 81, "x" * 81, WordFault.LONG),
    ],
)
def test_which_words_a_list_takes(typed, kept, wrong):
    assert as_kept(typed) == kept
    assert fault(kept) == wrong
