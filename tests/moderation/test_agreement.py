"""Agreement between two moderators, against published tables."""

import pytest

from app.blueprints.moderation.rules.agreement import agreement, wilson


def pairs(table):
    return [
        (row, column) for row, counts in enumerate(table) for column, count in enumerate(counts) for _ in range(count)
    ]


def test_kappa_of_fleiss_levin_and_paik():
    """Statistical Methods for Rates and Proportions, 3rd ed., table 18.1: 100 subjects, three diagnoses, two raters."""
    found = agreement(pairs([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert (found.n, found.alike, found.share) == (100, 89, 0.89)
    assert found.kappa == pytest.approx(0.676, abs=0.0005)
    assert not found.is_few


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(successes, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(successes, n) == pytest.approx((low, high), abs=0.00005)


def test_nothing_is_said_of_nothing_and_chance_is_not_divided_by():
    assert agreement([]).share is None
    assert agreement([]).kappa is None
    always = agreement([("approve", "approve")] * 10)
    assert (always.share, always.kappa, always.is_few) == (1.0, None, True)
