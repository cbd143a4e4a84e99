"""The pages of moderation, one module a concern."""

from app.blueprints.moderation.views import (  # noqa: F401
    appeals,
    cases,
    deciding,
    decisions,
    documents,
    keys,
    lawyers,
    leases,
    menu,
    protected,
    queue,
    reports,
    rules,
    staff,
    suspended,
    transparency,
)
