"""Parity: every item of information that any supplier was given, who was told first and how, and when everybody was.

An item is red until it has been published, or exempted in writing by two people. No dialogue closes while one is red.
The rooms above write here, each for what it hands out; one query answers who got what when.
"""

from flask import Blueprint

bp = Blueprint("parity", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.parity import notices, views  # noqa: E402, F401
