"""Requirements: what a buyer asks of a supplier, how far a firm stands from it, and what a firm lets a buyer see.

A profile is a buyer's list of least levels, each with a weight and a reason, some of them must-haves. A firm measures
itself against any published profile in private; only what it shares, for a purpose and until a day, is seen by others.
Strength in one dimension never hides a gap in another, and a must-have that is missing is never outweighed.
"""

from flask import Blueprint

bp = Blueprint("requirements", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.requirements import notices, views  # noqa: E402, F401
