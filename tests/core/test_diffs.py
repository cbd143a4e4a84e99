"""What changed between two texts, word by word."""

import random
import string

import pytest

from app.core.diffs import STEPS, _Finder, _tokens, word_diff


def words(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in word_diff(before, after)]


def test_words_are_told_apart_and_what_stays_is_left_alone():
    assert words("Vi er åtte ansatte og stiller.", "Vi er ni tilsette og stiller i dag.") == [
        ("same", "Vi er "),
        ("gone", "åtte ansatte"),
        ("new", "ni tilsette"),
        ("same", " og stiller"),
        ("new", " i dag"),
        ("same", "."),
    ]
    assert words("", "") == []
    assert words("same", "same") == [("same", "same")]


def test_both_texts_can_be_read_out_of_the_difference():
    dice = random.Random(7)  # noqa: S311
    for _ in range(400):
        before, after = ("".join(dice.choice("ab .\n<å") for _ in range(dice.randrange(60))) for _ in "ba")
        pieces = word_diff(before, after)
        assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
        assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_one_changed_word_in_a_long_text_is_one_changed_word():
    dice = random.Random(3)  # noqa: S311
    long = ["".join(dice.choices(string.ascii_lowercase, k=4)) for _ in range(20_000)]
    changed = [*long[:9_000], "å", *long[9_001:]]
    assert [kind for kind, _ in words(" ".join(long), " ".join(changed))] == ["same", "gone", "new", "same"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("a b " * 25_000, "b a a " * 17_000), ("x " * 50_000, "y x z " * 17_000), ("- " * 50_000, "-\n" * 50_000)],
)
def test_a_text_made_to_be_slow_costs_a_bounded_number_of_steps(before, after):
    old, new = _tokens(before), _tokens(after)
    finder = _Finder(old, new)
    assert list(finder.between(0, len(old), 0, len(new)))
    assert finder.left > -STEPS / 10
