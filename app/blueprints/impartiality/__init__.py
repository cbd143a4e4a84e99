"""Impartiality: what each person on the buyer's side declares of her ties to those who take part in a dialogue.

Nobody opens what is confidential in a dialogue before she has declared for those who take part in it now; somebody new
among them, and she looks through the list again. Whoever is refused is told why, and that she was is noted.
"""

from flask import Blueprint

bp = Blueprint("impartiality", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.impartiality import notices, views  # noqa: E402, F401
