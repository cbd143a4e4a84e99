"""Market dialogues: a buyer tells the market of a need before anything is tendered, and everybody hears the same.

A dialogue has needs described as outcomes, phases with dates, and threads. A post is written by a person for an
organisation, in the language its author declares; the original is never replaced, and its number stays when the post
is hidden or withdrawn. Questions, input, meetings and the ledger of who was told what come into this room later.
"""

from flask import Blueprint

bp = Blueprint("dialogues", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.dialogues import notices, views  # noqa: E402, F401
