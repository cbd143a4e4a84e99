"""Meetings: notes of meetings and calls with the market, by hand: who, when, what was told and what was said.

What the buyer told is for everybody: it goes into the ledger when the note is finished, and is published in all the
languages of the dialogue. What a firm said is never published from here. The firm reads its own part, corrects it
passage by passage, and marks what it asks to have kept in confidence, with a reason.

A note is in one of three states: a draft is the buyer's own; a finished one is read by the firms that took part, each
its own part; a published one tells everybody what the buyer told.

Conferences, one-to-one meetings and their calendars come into this room later: a meeting will be a table of its own
(`meetings_event`, with times that are offered and taken by a published rule), a note will belong to one
(`meetings_note.event_id`), and who took part (`meetings_party`) will be filled from who came. What is told in the hall
goes the same way as here: a note, the ledger, and everybody.
"""

from flask import Blueprint

bp = Blueprint("meetings", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.meetings import views  # noqa: E402, F401
