"""Systematic work for safety: training, the eight points of internal control, the yearly review, and what the law asks.

Knows no injury and no hour: what depends on how many people there are is asked of the room above.
"""

from flask import Blueprint

bp = Blueprint("internal_control", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.internal_control import notices, views  # noqa: E402, F401
