"""Health and safety: hours, near misses and injuries of one organisation, and what they can truthfully say."""

from flask import Blueprint

bp = Blueprint("safety", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.safety import notices, views  # noqa: E402, F401
