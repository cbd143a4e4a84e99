"""Paragraph beside paragraph: what is put side by side is what translates it, and nothing is lost."""

import re

import pytest
from markupsafe import Markup

from app.blueprints.bilingual.rules.aligning import MOST_ROWS, aligned
from app.core.text import to_html


def rows(one: str, other: str) -> list[tuple[str, str]]:
    return [(words(left), words(right)) for left, right in aligned(to_html(one), to_html(other))]


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("one", "other", "gives"),
    [
        ("Ja.\n\nNei.", "Yes.\n\nNo.", [("Ja.", "Yes."), ("Nei.", "No.")]),
        # A paragraph more: those stand together, and only those.
        (
            "# Om\n\nEin.\n\nTo.\n\n## Meir\n\nTre.",
            "# About\n\nOne and two.\n\n## More\n\nThree.",
            [("Om", "About"), ("Ein. To.", "One and two."), ("Meir", "More"), ("Tre.", "Three.")],
        ),
        # A list holds its place, whole.
        (
            "Vi har:\n\n- bil\n- båt\n\nDet er alt.",
            "We have:\n\n- a car\n- a boat\n- a plane\n\nThat is all.",
            [("Vi har:", "We have:"), ("bil båt", "a car a boat a plane"), ("Det er alt.", "That is all.")],
        ),
        # Another build altogether: the whole beside the whole.
        ("Ein.\n\n- to\n- tre", "One.\n\n> two", [("Ein. to tre", "One. two")]),
    ],
)
def test_blocks_stand_beside_what_translates_them(one, other, gives) -> None:
    assert rows(one, other) == gives


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ja.\n\n> Sitat\n>\n> - med liste", "Yes.\n\n> Quote\n>\n> - with a list"),
        ("A\nb\n\n---\n\n```\nx < y > z\n```", "A\nb\n\n---\n\n```\nx < y > z\n```"),
        ("[a](http://x.example/?b=%3E) <http://y.example>", "c"),
        ("", "Yes."),
        ("\n\n".join(["ord"] * (MOST_ROWS + 1)), "\n\n".join(["word"] * (MOST_ROWS + 1))),
    ],
)
def test_together_the_pieces_are_both_texts_whole(one, other) -> None:
    left, right = to_html(one), to_html(other)
    pairs = aligned(left, right)
    assert "".join("".join(pair[0] for pair in pairs).split()) == "".join(left.split())
    assert "".join("".join(pair[1] for pair in pairs).split()) == "".join(right.split())
    assert len(pairs) <= MOST_ROWS


def test_words_outside_of_any_block_are_kept() -> None:
    assert aligned(Markup("bare ord <p>To</p> hale"), Markup("<p>En</p>")) == [
        (Markup("bare ord \n<p>To</p>\n hale"), Markup("<p>En</p>"))
    ]
