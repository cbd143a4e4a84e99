"""What this installation has: an engine for machine drafts, perhaps."""

from flask import current_app

from app.adapters import apertium
from app.adapters.translation import Provider


def engine() -> Provider | None:
    """Who drafts translations; None when only people do."""
    return apertium.engine(current_app.extensions["samhandel_settings"])
