"""The summary: one text in each language of the dialogue."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryDraft:
    """Markdown by language; what is not written yet is empty."""

    bodies: Mapping[str, str]
    version: int = 0
