"""The tables of correct answers that lie beside the checkout; a test that wants them is passed over where they do not."""

import csv
import math
from pathlib import Path

import pytest

ANSWERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "safety"


def answers(name: str) -> list[dict[str, str]]:
    path = ANSWERS / name
    if not path.exists():
        pytest.skip("the tables of correct answers are not beside this checkout")
    with path.open(newline="") as rows:
        return list(csv.DictReader(rows))


def close(got: float | None, expected: str, *, printed: float = 0.0) -> bool:
    """To 1e-8 relative; `printed` is half of the last digit, where a table gives fixed decimals."""
    wanted = float(expected)
    return got is not None and (got == wanted or math.isclose(got, wanted, rel_tol=1e-8, abs_tol=printed))
