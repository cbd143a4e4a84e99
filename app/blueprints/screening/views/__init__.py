"""Pages of screening, one module a noun."""

from app.blueprints.screening.views import numbers, words  # noqa: F401
