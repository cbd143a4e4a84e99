"""The report as data. Its JSON is what is hashed; page and document show the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

SCHEMA = "samhandel/involvement-report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """`text`: the JSON exactly as it was hashed. `head`: the same without what everybody was told at once."""

    text: str
    head: dict[str, Any]
    sha256: str
    at: datetime
