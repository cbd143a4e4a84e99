"""The pages of moderation, one module a concern."""

from app.blueprints.moderation.views import cases, decisions, menu, queue, reports  # noqa: F401
