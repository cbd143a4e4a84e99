"""Who acts for an organisation. The last owner stays: every change is made with the organisation locked."""

from collections.abc import Iterable

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.rules import roles as rules
from app.blueprints.accounts.services.organisations import raise_authority
from app.blueprints.accounts.terms import Actor, Role
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def admit(organisation: Organisation, person_id: int, role: Role, *, by: object) -> Membership:
    """Make the person a member, or give a member a higher role than hers. One row a pair, also after leaving."""
    check_role(organisation, role)
    membership = queries.find_membership(person_id, organisation.id)
    if membership is None:
        membership = Membership(person_id=person_id, organisation_id=organisation.id, role=role)
        db.session.add(membership)
    elif membership.ended_at is not None:
        membership.ended_at, membership.role = None, role
    elif rules.rank(role) > rules.rank(membership.role):
        membership.role = role
    else:
        return membership
    record(
        "accounts.member_admitted",
        subject=membership,
        by=by,
        organisation_id=organisation.id,
        person_id=person_id,
        role=role.value,
    )
    if role is Role.OWNER:
        raise_authority(organisation)
    return membership


def change_role(membership: Membership, role: Role, *, by: Actor) -> None:
    """Give a member another role. Raises `Conflict("last_owner")`."""
    organisation = queries.lock_organisation(membership.organisation_id)
    check_role(organisation, role)
    membership = _read_anew(membership)
    if membership.role is role:
        return
    if membership.role is Role.OWNER:
        _keep_an_owner(organisation, membership.person_id)
    membership.role = role
    record(
        "accounts.role_changed",
        subject=membership,
        by=by,
        organisation_id=organisation.id,
        person_id=membership.person_id,
        role=role.value,
    )
    if role is Role.OWNER:
        raise_authority(organisation)


def end_membership(membership: Membership, *, by: object) -> None:
    """The member leaves, or an owner ends it. Raises `Conflict("last_owner")`."""
    organisation = queries.lock_organisation(membership.organisation_id)
    membership = _read_anew(membership)
    if membership.role is Role.OWNER:
        _keep_an_owner(organisation, membership.person_id)
    membership.ended_at = now()
    record(
        "accounts.member_left",
        subject=membership,
        by=by,
        organisation_id=organisation.id,
        person_id=membership.person_id,
    )


def leave_all(person: Person, *, by: object) -> None:
    """Before an account is closed: leave every organisation. Raises `Conflict("last_owner")` where she is the last."""
    for membership in queries.memberships_of(person.id):
        end_membership(membership, by=by)


def replace_owners(organisation: Organisation, person_id: int, *, by: Actor) -> None:
    """Staff have decided that this person speaks for the organisation, and those who did so until now do not."""
    admit(organisation, person_id, Role.OWNER, by=by)
    db.session.flush()
    _end_others(organisation, [owner.id for owner in queries.owners(organisation.id) if owner.id != person_id], by=by)


def _end_others(organisation: Organisation, person_ids: Iterable[int], *, by: Actor) -> None:
    for person_id in person_ids:
        membership = queries.find_membership(person_id, organisation.id)
        if membership is None:
            continue
        membership.ended_at = now()
        record(
            "accounts.member_removed_by_staff",
            subject=membership,
            by=by,
            organisation_id=organisation.id,
            person_id=person_id,
        )


def _read_anew(membership: Membership) -> Membership:
    found = queries.find_membership(membership.person_id, membership.organisation_id)
    if found is None or found.ended_at is not None:
        raise Conflict("membership_ended")
    return found


def _keep_an_owner(organisation: Organisation, leaving: int) -> None:
    if not any(owner.id != leaving for owner in queries.owners(organisation.id)):
        raise Conflict("last_owner", organisation=organisation.name)


def check_role(organisation: Organisation, role: Role) -> None:
    """A safety representative and workers are of suppliers. Raises `Refused("role_of_suppliers", field="role")`."""
    if not rules.may_be_given(role, organisation.kind):
        raise Refused("role_of_suppliers", field="role")
