"""Powers on the platform itself, given and taken back on the command line."""

from app.blueprints.accounts.models import Person, PlatformGrant
from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.terms import PlatformRole
from app.blueprints.journal.services import record
from app.core.db import db
from app.core.errors import Conflict


def grant_role(person: Person, role: PlatformRole, *, by: object) -> None:
    """Give a person a platform role; giving it twice changes nothing."""
    if queries.find_grant(person.id, role) is None:
        db.session.add(PlatformGrant(person_id=person.id, role=role))
        record("accounts.platform_role_granted", subject=person, by=by, role=role.value)


def revoke_role(person: Person, role: PlatformRole, *, by: object) -> None:
    """Take a platform role back; it is gone at the person's next request."""
    grant = queries.find_grant(person.id, role)
    if grant is None:
        raise Conflict("role_not_held")
    db.session.delete(grant)
    record("accounts.platform_role_revoked", subject=person, by=by, role=role.value)
