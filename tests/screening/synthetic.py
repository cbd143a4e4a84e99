"""Numbers for tests, made from the published rules on their own: nothing here asks the code that is tested."""

from datetime import date

from hypothesis import strategies as st

SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
ORGANISATION = (3, 2, 7, 6, 5, 4, 3, 2)


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def control(nine: str) -> str | None:
    """The two control digits of today's rule; None when there are none."""
    first = -weighted(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    if first == 10:
        return None
    second = -weighted(nine + str(first), SECOND) % 11
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


@st.composite
def accounts(draw):
    """Eleven digits with a right last one (mod 11), that begin as no identity number does: with 8 or 9."""
    while True:
        ten = f"{draw(st.integers(8_000_000_000, 9_999_999_999))}"
        last = -weighted(ten, SECOND) % 11
        if last < 10:
            return f"{ten}{last}"


@st.composite
def organisation_numbers(draw):
    """Of the series that examples use: they begin with 31."""
    while True:
        eight = f"31{draw(st.integers(0, 999_999)):06d}"
        last = -weighted(eight, ORGANISATION) % 11
        if last < 10:
            return f"{eight}{last}"
