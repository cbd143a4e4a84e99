"""Routes, a module for each noun."""

from app.blueprints.accounts.forms import wordings, wordings_organisations
from app.blueprints.accounts.services import tidying
from app.blueprints.accounts.views import account, claims, memberships, organisations, people, second_factor, session

__all__ = [
    "account", "claims", "memberships", "organisations", "people", "second_factor", "session", "tidying",
    "wordings", "wordings_organisations",
]  # fmt: skip
