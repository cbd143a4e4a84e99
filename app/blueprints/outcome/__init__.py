"""Outcome: "you said, we did", theme by theme, with where each came from; and the summary that everybody reads.

A dialogue closes when every theme has an outcome with a reason, and each who contributed has been told.
"""

from flask import Blueprint

bp = Blueprint("outcome", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.outcome import views  # noqa: E402, F401
