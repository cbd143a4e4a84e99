"""Which of the invented firms take part in the demo. The others wait to be signed up by whoever tries it."""

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.services import organisations as services
from app.blueprints.accounts.terms import Actor, Kind, OrganisationDraft
from app.cli.demo_firms import ABROAD, BY_NUMBER, Firm

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
    "abroad": ABROAD,
    "trust": BY_NUMBER["314326113"],  # Helse Nordkyst
    "havndal": BY_NUMBER["312148838"],
    "fjordane": BY_NUMBER["316218903"],
    "ministry": BY_NUMBER["310976342"],
    "council": BY_NUMBER["311238876"],
    "fjordogfjell": BY_NUMBER["310213551"],
}
# Whoever acts for these must have a second factor.
STRICT = {key for key, firm in FIRMS.items() if firm.kind in (Kind.BUYER, Kind.MINISTRY)}


def bring(firm: Firm, owner: Person, actor: Actor) -> Organisation:
    """The organisation with its owner. Suppliers came themselves; all others are vouched for by whoever runs the site."""
    draft = OrganisationDraft(kind=Kind(firm.kind), scheme=firm.scheme, number=firm.number, name=firm.name)
    outcome = services.look_up(firm.scheme, firm.number)
    if draft.kind is not Kind.SUPPLIER:  # also those who endorse must be known
        return services.add_organisation(draft, outcome, owner=owner)
    return services.found_organisation(draft, outcome, by=actor)
