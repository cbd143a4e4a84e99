"""What the room works out, from plain values to plain values; one module a noun."""

from app.blueprints.disclosure.rules.consents import fingerprint, is_live, latest_until
from app.blueprints.disclosure.rules.content import band_of, content_of, sickness_of
from app.blueprints.disclosure.rules.shown import can_be_verified, digest, last_day, shown_years, years_shown

__all__ = [
    "band_of",
    "can_be_verified",
    "content_of",
    "digest",
    "fingerprint",
    "is_live",
    "last_day",
    "latest_until",
    "shown_years",
    "sickness_of",
    "years_shown",
]
