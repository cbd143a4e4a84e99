"""Which section of the standard industrial classification (SN2025, the letters of NACE) a code belongs to."""

SECTIONS = (
    ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 46, 47), ("H", 49, 53),
)  # fmt: skip
"""The sections whose divisions are the same in SN2007 and SN2025, as far as statistics of accidents need them."""


def section_of(code: str | None) -> str:
    """The letter for a code such as "43.210"; "" where it is not known: then all industries together are meant."""
    division = (code or "").strip()[:2]
    if len(division) != 2 or not division.isascii() or not division.isdigit():
        return ""
    number = int(division)
    return next((letter for letter, first, last in SECTIONS if first <= number <= last), "")
