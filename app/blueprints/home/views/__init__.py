"""The room's routes."""

from app.blueprints.home.views import front, health, overview, prose, reviews, styleguide  # noqa: F401
