"""Pure rules behind the one screen: marking, cutting, suggesting."""

import pytest

from app.blueprints.moderation.rules.cuts import chosen, merged, passages, places_of
from app.blueprints.moderation.rules.marking import kinds_in, marked_lines
from app.blueprints.moderation.rules.suggesting import in_order, suggested
from app.blueprints.moderation.terms.decisions import Cut
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind


def found(kind, start, end):
    return Finding(kind, start, end, Certainty.HIGH)


def told(lines):
    return [[(piece.words, piece.kind) for piece in line] for line in lines]


def test_findings_are_marked_across_lines():
    nin = FindingKind.NIN
    text = "a 01819012365\nb\n\n15827545608"
    assert told(marked_lines(text, [found(nin, 2, 13), found(nin, 17, 28)])) == [
        [("a ", None), ("01819012365", nin)], [("b", None)], [], [("15827545608", nin)],
    ]  # fmt: skip


def test_a_finding_that_is_split_over_lines_is_marked_on_both():
    nin = FindingKind.NIN
    assert told(marked_lines("x 018190\n12365 y", [found(nin, 2, 14)])) == [
        [("x ", None), ("018190", nin)], [("12365", nin), (" y", None)],
    ]  # fmt: skip


def test_no_word_is_lost_or_doubled_when_findings_overlap():
    text = "ring 900 00 000 eller skriv"
    lines = marked_lines(text, [found(FindingKind.PHONE, 5, 15), found(FindingKind.ACCOUNT, 9, 20)])
    assert "".join(piece.words for piece in lines[0]) == text


def test_kinds_are_told_once_the_gravest_first():
    price, nin = found(FindingKind.PRICE, 0, 1), found(FindingKind.NIN, 2, 3)
    assert kinds_in([price, nin, price]) == (FindingKind.NIN, FindingKind.PRICE)


def test_what_is_found_suggests_a_reason_and_an_office_address_none():
    assert suggested([FindingKind.PRICE, FindingKind.PHONE]) == (ReasonCode.M1, ReasonCode.P4)
    assert suggested([FindingKind.EMAIL_ROLE]) == ()
    assert in_order([FindingKind.PRICE])[0] is ReasonCode.P4
    assert sorted(in_order([FindingKind.PRICE])) == sorted(ReasonCode)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hei! Vi har vekt. Ring oss", ["Hei!", "Vi har vekt.", "Ring oss"]),
        ("Én linje\n\n  to linjer  ", ["Én linje", "to linjer"]),
        ("Kl. 9 og ca. 10 m", ["Kl.", "9 og ca.", "10 m"]),
        ("", []),
    ],
)
def test_a_text_is_offered_sentence_by_sentence(text, sentences):
    offered = passages("", text)
    assert [one.words for one in offered] == sentences
    assert [text[one.cut.start : one.cut.end] for one in offered] == sentences


def test_the_title_can_be_taken_out_too():
    first = passages("Ring Ola", "Tekst.")[0]
    assert (first.words, first.key) == ("Ring Ola", "title:0:8")


def test_only_places_inside_the_text_count():
    keys = ["body:0:3", "body:2:99", "body:3:3", "body:-1:2", "title:0:9", "x:0:1", "body", "body:a:b", "title:0:2"]
    assert chosen(keys, "To", "Hei der") == [Cut("body", 0, 3), Cut("title", 0, 2)]


def test_words_are_found_wherever_they_stand_and_as_they_are_written():
    assert places_of("Ola", "Ola", "Ola og OLA (Ola).") == [
        Cut("title", 0, 3), Cut("body", 0, 3), Cut("body", 12, 15),
    ]  # fmt: skip
    assert places_of("(.*)", "", "Ola") == []
    assert places_of("", "a", "b") == []


def test_places_that_overlap_become_one():
    assert merged([Cut("body", 5, 9), Cut("body", 0, 6), Cut("title", 0, 2), Cut("body", 9, 10)]) == (
        Cut("title", 0, 2), Cut("body", 0, 10),
    )  # fmt: skip
