"""What holds for consents: until when, whether they live, and the fingerprint of what was looked at."""

import hashlib
import json
from calendar import monthrange
from datetime import date, datetime
from typing import Any

from app.blueprints.disclosure.terms import LONGEST_CONSENT_MONTHS


def latest_until(today: date) -> date:
    """The last day until which a firm may let somebody see: the same day of the month, or that month's last."""
    years, month = divmod(today.month - 1 + LONGEST_CONSENT_MONTHS, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def is_live(withdrawn_at: datetime | None, until: date, today: date) -> bool:
    """Through its last day a consent lives, unless it has been withdrawn."""
    return withdrawn_at is None and until >= today


def fingerprint(value: Any) -> str:
    """SHA-256 of a JSON value, the same for the same value whatever the order of its keys: 64 hexadecimal digits."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
