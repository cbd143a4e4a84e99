"""Paragraph beside paragraph: how a text is cut into boxes and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.bilingual.rules import parts as cut
from app.blueprints.bilingual.rules.beside import rows
from app.blueprints.bilingual.rules.glossary import Glossary

NO_TERMS = Glossary([])


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        ("Ein", ["Ein"]),
        ("Ein\nto", ["Ein\nto"]),
        ("Ein\n\nTo", ["Ein", "To"]),
        ("Ein\n \t\nTo\n", ["Ein", "To"]),
        ("Ein\n\n\nTo", ["Ein", "To"]),  # a blank line too many is no hole
        ("Ein\n\n\n\nTre", ["Ein", "", "Tre"]),
        ("\n\n\n\nTre", ["", "", "Tre"]),
        ("- ein\n- to\n\nSlutt", ["- ein\n- to", "Slutt"]),
        ("```\nkode\n\nmeir\n```\n\nSlutt", ["```\nkode\n\nmeir\n```", "Slutt"]),
        ("~~~\n```\n\n~~~\n\nSlutt", ["~~~\n```\n\n~~~", "Slutt"]),
    ],
)
def test_blank_lines_part_paragraphs_and_code_stays_whole(text, paragraphs):
    assert cut.parts(text) == paragraphs


LINE = st.text(alphabet="abc åøæ-*>", min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.one_of(st.just(""), st.lists(LINE, min_size=1, max_size=3).map("\n".join)), max_size=8))
def test_what_was_typed_stands_in_the_same_boxes_again(boxes):
    while boxes and not boxes[-1]:
        boxes.pop()
    assert cut.parts(cut.joined(boxes)) == boxes
    assert cut.count(cut.joined(boxes)) == sum(1 for box in boxes if box)


def test_each_paragraph_stands_beside_its_own():
    beside = rows("Ein\n\nTo\n\nTre", "nn", "One\n\n\n\nThree\n\nFour", NO_TERMS)
    assert [(str(row.source), row.text) for row in beside] == [
        ("<p>Ein</p>", "One"), ("<p>To</p>", ""), ("<p>Tre</p>", "Three"), ("", "Four"),
    ]  # fmt: skip


def test_a_text_of_thousands_of_paragraphs_is_one_piece_each():
    (row,) = rows("Ein\n\n" * 5_000, "nn", "One\n\n" * 3, NO_TERMS)
    assert row.text == "One\n\nOne\n\nOne"
