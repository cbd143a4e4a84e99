"""Improvement: what a firm has decided to do, who sees to it, and by when; and what it holds that shows what it can do.

One plan, whatever gave rise to an action; one drawer of evidence, whatever it serves. Who outside the firm may open a
piece is a permit on a ground; a buyer asks once for a document, and the firm sees everyone who opened it.

An action points at what it is about by a free reference ("capability:HSE", "safety:event:12"). This room knows no
dimension and no injury: a room above registers how its references read (`services.register_subject`).
"""

from flask import Blueprint

bp = Blueprint("improvement", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.improvement import notices, views  # noqa: E402, F401
