"""Involvement: the report on who took part in preparing a purchase, what they were told, and what evens that out.

Made from the other rooms' rows by one action, in three languages, as a page, a document and JSON, with its hash kept.
Keeping a supplier out can only be chosen when a lesser measure has been rejected with a reason and the supplier heard.
"""

from flask import Blueprint

bp = Blueprint("involvement", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.involvement import notices, views  # noqa: E402, F401
