"""Code lists: CPV, counties and municipalities, NUTS regions, industry codes, as their publishers give them.

A list is loaded by a command from the publisher's file, and keeps its version. A short one is shipped, so that the site
works before anybody has loaded anything. A code that is typed, with or without its check digit, is understood; lists
are searched in Bokmål, Nynorsk and English.
"""

from flask import Blueprint

bp = Blueprint("codelists", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.codelists import views  # noqa: E402, F401
