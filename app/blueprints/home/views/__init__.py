"""The room's routes."""

from app.blueprints.home.views import front, health, prose, styleguide  # noqa: F401
