"""Routes, a module for each noun."""

from app.blueprints.accounts.forms import wordings
from app.blueprints.accounts.views import account, people, second_factor, session

__all__ = ["account", "people", "second_factor", "session", "wordings"]
