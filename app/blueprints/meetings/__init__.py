"""Meetings: notes of meetings and calls with the market, by hand: who, when, what was told and what was said.

What the buyer told is for everybody and goes into the ledger; what the supplier said is protected, passage by passage.
Conferences, one-to-one meetings and their calendars come into this room later.
"""

from flask import Blueprint

bp = Blueprint("meetings", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.meetings import views  # noqa: E402, F401
