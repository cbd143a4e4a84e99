"""Statements of the room, one module a noun."""

from app.blueprints.impartiality.queries.standing import standing

__all__ = ["standing"]
