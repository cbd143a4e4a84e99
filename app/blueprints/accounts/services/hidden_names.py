"""An organisation's name is hidden, and shown again. Only whoever works as a moderator can: the database says so."""

from app.blueprints.accounts.models import HiddenName
from app.blueprints.accounts.queries import hidden_names as queries
from app.blueprints.accounts.rules.names import sort_key
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db


def hide_name(organisation_id: int, *, reason_code: str) -> None:
    """From now on it is called by its number, wherever it is named; the register's nightly answer changes that not."""
    organisation = queries.lock_organisation(organisation_id)
    if organisation.name_hidden_at is not None:
        return
    db.session.add(HiddenName(organisation_id=organisation.id, name=organisation.name))
    placeholder = f"Org. {organisation.number}"
    organisation.name, organisation.sort_key = placeholder, sort_key(placeholder)
    organisation.name_hidden_at = now()
    record("accounts.name_hidden", subject=organisation, by=None, organisation_id=organisation.id, reason=reason_code)


def show_name(organisation_id: int) -> None:
    """As it was called before."""
    organisation = queries.lock_organisation(organisation_id)
    name = queries.take_hidden_name(organisation.id)
    if name is None:
        return
    organisation.name, organisation.sort_key, organisation.name_hidden_at = name, sort_key(name), None
    record("accounts.name_shown", subject=organisation, by=None, organisation_id=organisation.id)
