"""Attachments: files that organisations upload, checked by their content, kept in a store, given out to be saved.

The rooms above take files in and serve them through `services`; this room has no pages of its own. What may come in is
decided by `rules`, before any scanner. With a scanner, a file waits in quarantine until clamd has found it clean;
while the scanner is away it waits on, and nobody opens it. Bytes are stored before their row and removed after it, so
that a row never lacks them; what is left over is swept away at night.
"""

from flask import Blueprint

from app.core import errors

bp = Blueprint("attachments", __name__, url_prefix="/<any(nb, nn, en):lang>")

from app.blueprints.attachments import services, wording  # noqa: E402, F401

errors.words(wording.WORDS)
