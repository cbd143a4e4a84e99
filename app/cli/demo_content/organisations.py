"""Which of the invented firms take part in the demo. The others wait to be signed up by whoever tries it."""

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.accounts.terms import Authority, Check, Kind, RegisterState, Role
from app.blueprints.journal.services import record
from app.cli.demo_firms import BY_NUMBER, Firm
from app.core.clock import now
from app.core.db import db

FIRMS = {
    "workshop": BY_NUMBER["310128740"],  # Nordfjord Mekaniske
    "cleaning": BY_NUMBER["318010870"],
    "electro": BY_NUMBER["314119193"],
    "kitchen": BY_NUMBER["317170831"],
    "seafood": BY_NUMBER["310453706"],
    "textile": BY_NUMBER["311454277"],
    "canteen": BY_NUMBER["319964274"],
    "compost": BY_NUMBER["311179055"],
    "data": BY_NUMBER["315612101"],
    "joinery": BY_NUMBER["312430622"],
    "medical": BY_NUMBER["317460724"],
    "transport": BY_NUMBER["317943938"],
    "prosthesis": BY_NUMBER["311463721"],
    "trust": BY_NUMBER["314326113"],  # Helse Nordkyst
    "havndal": BY_NUMBER["312148838"],
    "fjordane": BY_NUMBER["316218903"],
    "ministry": BY_NUMBER["310976342"],
    "council": BY_NUMBER["311238876"],
    "fjordogfjell": BY_NUMBER["310213551"],
}
# Whoever acts for these must have a second factor.
STRICT = {key for key, firm in FIRMS.items() if firm.kind in (Kind.BUYER, Kind.MINISTRY)}
# Signed up lately, and not yet shown to be who they say they are.
UNPROVEN = {BY_NUMBER["317943938"].number}


def create(firm: Firm) -> Organisation:
    """The organisation as sign-up and the register have made it."""
    unproven = firm.number in UNPROVEN
    organisation = Organisation(
        number=firm.number,
        name=firm.name,
        sort_key=firm.name.lower(),
        kind=Kind(firm.kind),
        check=Check.MATCHED if unproven else Check.VERIFIED,
        authority=Authority.UNPROVEN if unproven else Authority.STAFF,
        verified_at=None if unproven else now(),
        form_code=firm.form[0],
        municipality_number=firm.place[0] if firm.place else None,
        municipality=firm.place[1].title() if firm.place else None,
        industry_code=firm.industry[0] if firm.industry else None,
        industry_version="SN2025" if firm.industry else None,
        industry_name=firm.industry[1] if firm.industry else None,
        headcount=firm.headcount,
        vat_registered=firm.vat,
        written_form="nn" if firm.written_form == "Nynorsk" else "nb",
        mail_domain=firm.domain,
        register_state=RegisterState.FOUND,
        register_checked_at=now(),
    )
    db.session.add(organisation)
    record("accounts.organisation_created", subject=organisation)
    return organisation


def join(person: Person, organisation: Organisation, role: Role) -> None:
    """This person acts for this organisation from now on."""
    db.session.flush()
    membership = Membership(person_id=person.id, organisation_id=organisation.id, role=role)
    db.session.add(membership)
    record("accounts.membership_began", subject=membership, organisation_id=organisation.id, role=role.value)
