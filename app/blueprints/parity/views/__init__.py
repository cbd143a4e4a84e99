"""Pages of the room, one module a noun."""

from app.blueprints.parity.services import ledger  # noqa: F401
