"""Administration: what whoever runs the site must see: jobs that failed, mail that did not leave, the journal."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/<any(nb, nn, en):lang>/administration", template_folder="templates")

from app.blueprints.admin import views  # noqa: E402, F401
