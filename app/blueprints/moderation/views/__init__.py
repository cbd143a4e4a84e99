"""The pages of moderation, one module a concern."""

from app.blueprints.moderation.views import (  # noqa: F401
    cases,
    deciding,
    decisions,
    documents,
    keys,
    leases,
    menu,
    queue,
    reports,
    rules,
    staff,
    transparency,
)
