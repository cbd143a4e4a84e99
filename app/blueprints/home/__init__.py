"""The front door: front page, legal pages, each organisation's overview, styleguide and health.

Composing: asks the other rooms what they have and puts it together; owns no table and changes nothing.
"""

from flask import Blueprint

bp = Blueprint("home", __name__, template_folder="templates")

from app.blueprints.home import views  # noqa: E402, F401
