"""Improvement: what a firm has decided to do, who sees to it, and by when. One plan, whatever gave rise to an action.

An action points at what it is about by a free reference ("capability:HSE", "safety:event:12"). This room knows no
dimension and no injury: a room above registers how its references read (`services.register_subject`).
"""

from flask import Blueprint

bp = Blueprint("improvement", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.improvement import views  # noqa: E402, F401
