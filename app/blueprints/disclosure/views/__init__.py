"""Routes of the room, one module a noun. What a firm discloses is not there for anybody it has not let in: 404."""

from app.blueprints.disclosure.views import (  # noqa: F401
    consents,
    documents,
    firm,
    pools,
    portfolio,
    verification,
    wordings,
)
