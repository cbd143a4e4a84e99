"""How codes are built: what may be typed, what stands above a code, and what stands below it.

CPV: eight digits, and a ninth that checks them (Regulation (EC) 213/2008, annex I). Its digits say division (2),
group (3), class (4) and category (5); the rest refine. Industry codes follow NACE: section (a letter), division
(two digits), group, class, and the Norwegian subclass. Counties have two digits, municipalities four of which the first
two are the county's. NUTS adds one sign a level to the country's two letters.
"""

import re

from app.blueprints.codelists.terms import Kind, Understood

CPV_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)
_SHAPES = {
    Kind.COUNTY: re.compile(r"[0-9]{2}"),
    Kind.MUNICIPALITY: re.compile(r"[0-9]{4}"),
    Kind.NUTS: re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}"),
    Kind.INDUSTRY: re.compile(r"[A-V]|[0-9]{2}(\.[0-9]{1,3})?"),
}
_CPV = re.compile(r"([0-9]{2,8})(?:[-\s.]?([0-9]))?")
# Which divisions a section of SN2007 has: its file has no column for it. SN2025 has one.
_SECTIONS_2007 = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47), "H": (49, 53),
    "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82), "O": (84, 84),
    "P": (85, 85), "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip


def check_digit(code: str) -> str:
    """The ninth digit of a CPV code: its eight digits weighted 3, 7, 1 again and again, the last digit of the sum.

    Found from the printed list and true of every one of its codes: 03000000-1, 33190000-8, 45000000-7.
    """
    return str(sum(int(digit) * weight for digit, weight in zip(code, CPV_WEIGHTS, strict=True)) % 10)


def written(kind: Kind, code: str) -> str:
    """The code as it is printed."""
    return f"{code}-{check_digit(code)}" if kind is Kind.CPV and len(code) == 8 else code


def understand(kind: Kind, typed: str) -> Understood:
    """The code that was typed, if it is built as one of this list; whether the list has it is another question.

    A CPV code may come with or without its check digit, with a hyphen or a space before it, or cut short behind its
    last figure that says something (3319). A wrong check digit is a typing mistake, and is never passed over.
    """
    text = " ".join(typed.upper().split())
    if kind is Kind.CPV:
        return _understand_cpv(text)
    if kind is Kind.INDUSTRY and re.fullmatch(r"[0-9]{3,5}", text):
        text = f"{text[:2]}.{text[2:]}"
    return Understood(text) if _SHAPES[kind].fullmatch(text) else Understood(reason="not_a_code")


def _understand_cpv(text: str) -> Understood:
    if re.fullmatch(r"[0-9]{9}", text):
        text = f"{text[:8]}-{text[8]}"
    found = _CPV.fullmatch(text)
    if not found or (found[2] and len(found[1]) != 8):
        return Understood(reason="not_a_code")
    code = found[1].ljust(8, "0")
    if found[2] and found[2] != check_digit(code):
        return Understood(reason="check_digit", meant=written(Kind.CPV, code))
    return Understood(code)


def prefix(kind: Kind, code: str) -> str:
    """What every code under this one begins with, and the code itself too. A section of industries has none: ""."""
    if kind is Kind.CPV:
        return code[:2] + code[2:].rstrip("0")
    return "" if kind is Kind.INDUSTRY and code.isalpha() else code


def parent_of(kind: Kind, code: str, known: set[str], version: str = "") -> str | None:
    """The nearest code above this one that the list has; of a municipality its county, which is in another list."""
    if kind is Kind.COUNTY:
        return None
    if kind is Kind.MUNICIPALITY:
        return code[:2]
    if kind is Kind.INDUSTRY and code.isdigit():
        first = (letter for letter, (low, high) in _SECTIONS_2007.items() if low <= int(code) <= high)
        return next(first, None) if version == "SN2007" else None
    stem = prefix(kind, code)
    for length in range(len(stem) - 1, 1, -1):
        above = stem[:length].rstrip(".") if kind is not Kind.CPV else stem[:length].ljust(8, "0")
        if above in known and above != code:
            return above
    return None


def parent_kind(kind: Kind) -> Kind:
    """In which list the parents of this one's codes stand."""
    return Kind.COUNTY if kind is Kind.MUNICIPALITY else kind


def can_be_chosen(kind: Kind, code: str) -> bool:
    """Sections of industries are headings only: Q is health in SN2007 and teaching in SN2025."""
    return not (kind is Kind.INDUSTRY and code.isalpha())
