"""The room's routes."""

from app.blueprints.home.views import front, health, overview, prose, styleguide  # noqa: F401
