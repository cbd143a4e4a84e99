"""Accounts: people, how they sign in, the organisations they act for, and what each of them may do.

A person has an address and a password; an organisation has a scheme and a number. A membership joins the two with a
role. What a person may do is read anew in every request (`queries.find_actor`): a role withdrawn is gone at once.
"""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.accounts import views  # noqa: E402, F401
