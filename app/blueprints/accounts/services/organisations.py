"""Organisations come here by their number, are looked up in the register, and are looked up again every night."""

from datetime import timedelta
from typing import Any

from app.adapters import brreg
from app.blueprints.accounts.models import Claim, Membership, Organisation, Person
from app.blueprints.accounts.models.organisations import NORWAY
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.rules.names import domain_of, sort_key
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import (
    Actor,
    Authority,
    Check,
    ClaimKind,
    Kind,
    OrganisationDraft,
    RegisterState,
    Role,
)
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused
from app.core.jobs import defer, job, periodic

# What a person may say that her organisation is here as; a ministry is made by the one who runs the site.
CHOSEN_KINDS = (Kind.SUPPLIER, Kind.BUYER, Kind.INTEREST)
MUST_BE_VERIFIED = (Kind.BUYER, Kind.MINISTRY)


def look_up(scheme: str, number: str) -> brreg.Outcome | None:
    """What Norway's register says of it; None for a number from elsewhere, which nobody is asked about."""
    return brreg.lookup(number) if scheme == NORWAY else None


def found_organisation(draft: OrganisationDraft, outcome: brreg.Outcome | None, *, by: Actor) -> Organisation:
    """Add an organisation, with the person as its owner.

    `outcome` is the register's answer of now. Matched is no proof that this person may act for it: its authority stays
    unproven until her address is of its own mail domain, or staff decide. Raises `Conflict("organisation_taken")` when
    it is here already, also when two come at once; `Refused` when the register has deleted or removed it, or never
    heard of it.
    """
    refuse_silenced(by)
    if draft.kind not in CHOSEN_KINDS:
        raise Refused("kind_not_chosen", field="kind")
    organisation = _bring(draft, outcome, owner_id=by.person_id, by=by)
    raise_authority(organisation)
    if organisation.kind in MUST_BE_VERIFIED or draft.scheme != NORWAY:
        db.session.add(Claim(organisation_id=organisation.id, person_id=by.person_id, kind=ClaimKind.VERIFY))
    db.session.flush()
    return organisation


def add_organisation(draft: OrganisationDraft, outcome: brreg.Outcome | None, *, owner: Person) -> Organisation:
    """Whoever runs the site brings an organisation here, of any kind, and vouches for it and its owner."""
    organisation = _bring(draft, outcome, owner_id=owner.id, by=None)
    organisation.check, organisation.verified_at = Check.VERIFIED, now()
    organisation.authority = Authority.STAFF
    record("accounts.organisation_verified", subject=organisation, organisation_id=organisation.id)
    return organisation


def _bring(draft: OrganisationDraft, outcome: brreg.Outcome | None, *, owner_id: int, by: Actor | None) -> Organisation:
    if isinstance(outcome, brreg.Deleted | brreg.Removed | brreg.Unknown):
        raise Refused(f"register_{type(outcome).__name__.lower()}")
    name = outcome.name if isinstance(outcome, brreg.Card) else draft.name
    if not name:
        raise Refused("name_missing", field="name")
    organisation = Organisation(
        scheme=draft.scheme,
        number=draft.number,
        name=name,
        sort_key=sort_key(name),
        kind=draft.kind,
        country="NO" if draft.scheme == NORWAY else draft.scheme[:2],
        register_state=RegisterState.PENDING if draft.scheme == NORWAY else RegisterState.ELSEWHERE,
        check=Check.UNCHECKED,
        authority=Authority.UNPROVEN,
    )
    if not queries.add_unless_there(organisation):
        raise Conflict("organisation_taken")
    if outcome is not None:
        apply_answer(organisation, outcome)
    db.session.add(Membership(person_id=owner_id, organisation_id=organisation.id, role=Role.OWNER))
    record(
        "accounts.organisation_founded",
        subject=organisation,
        by=by,
        organisation_id=organisation.id,
        kind=organisation.kind.value,
        check=organisation.check.value,
    )
    return organisation


def apply_answer(organisation: Organisation, outcome: brreg.Outcome) -> list[str]:
    """Keep what the register says now; gives what changed since it last answered, of what people are to be told:
    name, bankrupt, winding_up, deleted, removed, unknown. A register that is down changes nothing."""
    if isinstance(outcome, brreg.Down):
        return []
    before = _noted(organisation)
    first = organisation.register_state is RegisterState.PENDING
    organisation.register_checked_at = now()
    match outcome:
        case brreg.Card():
            _keep(organisation, outcome)
        case brreg.Deleted():
            organisation.register_state = RegisterState.DELETED
            organisation.deleted_on = outcome.on or organisation.deleted_on or today()
        case brreg.Removed():
            organisation.register_state = RegisterState.REMOVED
        case brreg.Unknown():
            organisation.register_state = RegisterState.UNKNOWN
    after = _noted(organisation)
    return [
        what
        for what in after
        if after[what] != before[what] and (after[what] or what == "name") and not (first and what == "name")
    ]


def _noted(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "bankrupt": organisation.bankrupt,
        "winding_up": organisation.winding_up,
        "deleted": organisation.register_state is RegisterState.DELETED,
        "removed": organisation.register_state is RegisterState.REMOVED,
        "unknown": organisation.register_state is RegisterState.UNKNOWN,
    }


def _keep(organisation: Organisation, card: brreg.Card) -> None:
    organisation.register_state = RegisterState.FOUND
    organisation.deleted_on = None
    if organisation.check is Check.UNCHECKED:
        organisation.check = Check.MATCHED
    if organisation.name_hidden_at is None:
        organisation.name, organisation.sort_key = card.name, sort_key(card.name)
    for kept in (
        "form_code", "municipality_number", "municipality", "county", "country", "industry_code", "industry_version",
        "industry_name", "headcount", "vat_registered", "bankrupt", "winding_up", "written_form", "mail_domain",
    ):  # fmt: skip
        setattr(organisation, kept, getattr(card, kept))


def raise_authority(organisation: Organisation) -> None:
    """An owner whose confirmed address is of the organisation's own mail domain shows that she may act for it."""
    if organisation.authority is not Authority.UNPROVEN or not organisation.mail_domain:
        return
    for owner in queries.owners(organisation.id):
        if owner.email_confirmed_at and domain_of(owner.email) == organisation.mail_domain:
            organisation.authority = Authority.DOMAIN
            record(
                "accounts.authority_raised",
                subject=organisation,
                by=owner,
                organisation_id=organisation.id,
                authority="domain",
            )
            return


def raise_authority_of(person: Person) -> None:
    """The person has confirmed another address: see what it shows of the organisations that she owns."""
    for membership in queries.memberships_of(person.id):
        if membership.role is Role.OWNER:
            raise_authority(queries.lock_organisation(membership.organisation_id))


def check_register(organisation_id: int) -> bool:
    """Ask the register about one organisation and keep the answer; False when it did not answer.

    It is asked between two transactions, so that nobody waits for it. Owners are told of what changed.
    """
    with unit_of_work():
        number = queries.get_organisation(organisation_id).number
    outcome = brreg.lookup(number)
    if isinstance(outcome, brreg.Down):
        return False
    with unit_of_work():
        organisation = queries.lock_organisation(organisation_id)
        if changes := apply_answer(organisation, outcome):
            record(
                "accounts.organisation_changed",
                subject=organisation,
                organisation_id=organisation.id,
                changes=changes,
            )
        raise_authority(organisation)
    return True


@periodic("* * * * *", "accounts.check_waiting")
def check_waiting() -> None:
    """Every minute: those who came while the register was down. It stops at the first sign that it still is."""
    with unit_of_work():
        waiting = list(queries.waiting_for_register(limit=50))
    for organisation_id in waiting:
        if not check_register(organisation_id):
            return


@periodic("17 3 * * *", "accounts.check_all")
def check_all() -> None:
    """Every night: a job for each organisation, to find new names, bankruptcies and deletions."""
    with unit_of_work():
        for organisation_id in queries.checked_before(now() - timedelta(hours=12)):
            defer("accounts.check_one", organisation_id=organisation_id)


class RegisterDown(Exception):
    """The register did not answer; the job is tried again later."""


@job("accounts.check_one")
def check_one(*, organisation_id: int) -> None:
    if not check_register(organisation_id):
        raise RegisterDown
