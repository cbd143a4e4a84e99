"""Pages of the room, one module a noun."""

from app.blueprints.impartiality.services import doors  # noqa: F401
