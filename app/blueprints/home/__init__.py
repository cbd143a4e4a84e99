"""The front door: front page, pages about the site, each organisation's overview, styleguide and health.

Composing: asks the other rooms what they have and puts it together. Its own is only who has looked through the pages
about the site, so that none says without a warning what was true three years ago.
"""

from flask import Blueprint

# The room's blueprint has no prefix, since `/`, `/healthz` and `/robots.txt` have no language; its pages say it each.
LANG = "/<any(nb, nn, en):lang>"
bp = Blueprint("home", __name__, template_folder="templates")

from app.blueprints.home import views  # noqa: E402, F401
