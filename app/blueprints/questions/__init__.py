"""Questions and answers: asked under a pseudonym, answered with four eyes, published to everybody at one instant.

What is asked is read by the buyer alone, without the firm's name, until an answer is published: a row that everybody
may read is only made at that moment, in all the languages of the dialogue. The same firm is the same "Supplier 7"
inside a dialogue and another in the next; the key that says so is destroyed when the dialogue closes.
"""

from flask import Blueprint

bp = Blueprint("questions", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.questions import views  # noqa: E402, F401
