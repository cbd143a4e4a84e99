"""What the ministry's staff have done with those whom the register cannot vouch for, and what waits for them."""

from app.blueprints.accounts.models.organisations import NORWAY
from app.blueprints.accounts.queries.organisations import find_open_claim
from app.blueprints.accounts.services import claims
from app.blueprints.accounts.services.organisations import check_register
from app.blueprints.accounts.terms import AnswerDraft
from app.cli.demo_content.world import World

VERIFIED = "Seen against the Finnish trade register: the firm is there, and Ms Lehtovaara may sign for it."
ASKS = """Jeg eier bedriften sammen med broren min. Vi har ikke e-post på eget domene, derfor står det at vi ikke er bekreftet.
Ring gjerne kontoret, eller si hva dere trenger å se."""


def seed(world: World) -> None:
    """The firm from Finland has been verified; the one from Alta asks to be; the register was asked last night."""
    with world.acting_as("administrator", days_ago=1220, hour=13) as actor:
        claim = find_open_claim(world.organisations["abroad"].id, world.people["abroad_owner"].id)
        if claim is not None:
            claims.decide_claim(claim, AnswerDraft(granted=True, reason=VERIFIED), by=actor)
    with world.acting_as("transport_owner", days_ago=world.working_days_ago(1), hour=15) as actor:
        text = " ".join(ASKS.split())
        claims.ask_for_verification(world.organisations["transport"], text, by=actor)
    with world.at(days_ago=1, hour=3):
        for organisation in world.organisations.values():
            if organisation.scheme == NORWAY:
                check_register(organisation.id)
