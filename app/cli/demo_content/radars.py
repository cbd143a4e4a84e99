"""Two suppliers let themselves be told of dialogues that fit them: one by what it does, one by where it is."""

from app.blueprints.dialogues.services import radar
from app.blueprints.dialogues.terms.finding import RadarDraft
from app.cli.demo_content.world import World

KEPT = 190  # days ago: before the dialogues that are open now
RADARS = {
    "kitchen_owner": RadarDraft(
        name="Mat i Nordland", cpv=("15000000", "55000000"), industries=(), places=("18",), dimensions=(), alerts=True
    ),
    "textile_owner": RadarDraft(
        name="Tøy og vask", cpv=("98000000",), industries=(), places=(), dimensions=(), alerts=True
    ),
}  # fmt: skip


def seed(world: World) -> None:
    for who, draft in RADARS.items():
        with world.acting_as(who, days_ago=KEPT, hour=19) as actor:
            radar.keep(draft, by=actor)
