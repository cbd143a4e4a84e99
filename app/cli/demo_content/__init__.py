"""What the demo begins with: invented people, organisations and two years of what they did.

Each room adds a module of its own name here, `app/cli/demo_content/<room>.py`, with `seed(world: World) -> None`. Seeds run
in the order of `ROOMS`, in one app context, and go through the services:

    def seed(world: World) -> None:
        with world.acting_as("workshop_owner", days_ago=40) as actor:
            plans.add_action(plan, draft, by=actor)

The same world every time: take chance from `world.random`, time from `world.now` or the clock.
"""

import importlib
import importlib.util
from collections.abc import Iterator

from app.cli.demo_content.world import World
from app.core.clock import now

# From the bottom of the house to the top, as the rooms themselves may know each other. What improvement, capability and
# requirements have to tell hangs together day by day, and is told in one by `capability`; so do safety, internal control and
# what buyers see of both, told by `disclosure`. The open forums, and who reads what, come when all the rest has been said.
# A year of moderation comes before the dialogues: whoever has been read there a few times writes there at once.
ROOMS = (
    "accounts", "capability", "disclosure", "moderation_history", "dialogues", "moderation", "moderation_queue",
    "forum", "moderation_upkeep", "notifications", "home",
)  # fmt: skip


def fill() -> Iterator[str]:
    """Fill an empty database; gives the name of each room as it has been filled. Needs an app context."""
    from app.cli.demo_content import people

    world = World(now=now())
    people.seed(world)
    yield "people"
    for room in ROOMS:
        name = f"{__name__}.{room}"
        if importlib.util.find_spec(name):
            importlib.import_module(name).seed(world)
            yield room
