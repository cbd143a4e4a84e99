"""What holds for shares: until when, in which state, and the fingerprint that proves what was handed over."""

import hashlib
import json
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from app.blueprints.requirements.terms import LONGEST_SHARE_MONTHS, ShareState

GONE = timedelta(days=2)


def canonical(levels: Mapping[str, Any], content: Mapping[str, Any]) -> bytes:
    """Both parts as one JSON text, always the same for the same content: keys sorted, no blanks, UTF-8."""
    whole = {"content": content, "levels": levels}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def fingerprint(levels: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(levels, content)).hexdigest()


def latest_until(today: date) -> date:
    """The last day until which something can be shared: the same day of the month, or that month's last."""
    years, month = divmod(today.month - 1 + LONGEST_SHARE_MONTHS, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def state_of(until: date, withdrawn_at: datetime | None, today: date) -> ShareState:
    """Through its last day a share lives; what was withdrawn stays withdrawn."""
    if withdrawn_at is not None:
        return ShareState.WITHDRAWN
    return ShareState.LIVE if until >= today else ShareState.ENDED


def gone_by(today: date) -> date:
    """A day that is past wherever a clock stands: the database counts days in UTC, we count them in Norway."""
    return today - GONE


def document_ids(content: Mapping[str, Any]) -> list[int]:
    """The pieces of evidence that the content names, each once."""
    return sorted({line["id"] for dimension in content.get("dimensions", ()) for line in dimension["evidence"]})
