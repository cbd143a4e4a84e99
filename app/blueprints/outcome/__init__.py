"""Outcome: "you said, we did", theme by theme, with where each came from; and the summary that everybody reads.

What came in (input, questions, posts, what firms said in meetings) is gathered into themes. Each theme is answered:
changed, not changed, or later; why; and where it shows. All that are ready are published at one instant, in all the
languages of the dialogue, and each who contributed is told once. What says nothing to answer is set aside, in so many
words. A dialogue closes when all that came in stands in an answered theme or is set aside, everybody has been told,
and the summary is published.
"""

from flask import Blueprint

bp = Blueprint("outcome", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.outcome import views  # noqa: E402, F401
