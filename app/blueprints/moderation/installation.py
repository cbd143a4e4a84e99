"""What whoever runs the site has chosen for moderation: how long one can undo, how many are judged again, names."""

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from config import Settings


def settings() -> "Settings":
    """The settings of this application."""
    found: Settings = current_app.extensions["samhandel_settings"]
    return found
