"""Near misses of the demo on the ways by which they come: from the office, a worker's own page, or a poster."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import BinaryIO
from uuid import UUID

from app.blueprints.accounts.terms import Actor
from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import EventDraft, EventKind, ReportDraft
from app.cli.demo_content.capability_story import Told
from app.cli.demo_content.safety_story import Near, Story
from app.cli.demo_content.safety_workshop import POSTERS
from app.core import clock

PEOPLE = {
    "worker": "worker",
    "other worker": "worker_two",
    "nameless": "worker_two",
    "poster": "worker",
    "signed": "worker",
}
SIGNED = "Sander, lærling"


def who(story: Story, near: Near) -> str:
    """Under whom the report is written. At a poster nobody asks; the transaction belongs to somebody all the same."""
    firm, _, _role = story.by.partition("_")
    return f"{firm}_{PEOPLE[near.told]}" if near.told in PEOPLE else story.by


@dataclass(frozen=True, kw_only=True)
class Report:
    """One near miss, its report and its answer; each is done by `tell` on its day."""

    told: Told
    firm: str
    near: Near
    key: str
    site: Callable[[], int | None]
    at: time
    sent: UUID

    def write(self, actor: Actor) -> None:
        near = self.near
        if near.told == "office":
            draft = EventDraft(
                kind=EventKind.NEAR_MISS,
                happened_on=clock.today(),
                happened_at=self.at,
                place=near.place,
                what=near.what,
                site_id=self.site(),
            )
            self.told.made[self.key] = services.report_event(self.told.number(self.firm), draft, by=actor).id
            return
        sent = ReportDraft(
            what=near.what,
            place=near.place,
            happened_on=clock.today(),
            language=near.lang,
            name=SIGNED if near.told == "signed" else "",
            sent_key=self.sent,
        )
        picture = photo() if near.key == "photo" else None
        self.told.made[self.key] = self._send(sent, picture, actor).event.id

    def _send(self, draft: ReportDraft, picture: BinaryIO | None, actor: Actor) -> services.Received:
        if self.near.told in ("poster", "signed"):
            hall = next((hall for _site, hall in POSTERS if hall in self.near.place), POSTERS[0][1])
            poster = queries.get_poster(self.told.made[f"poster {hall}"])
            return services.report_at_poster(poster, draft, photo=picture, remote=None)
        firm = self.told.world.organisations[self.firm]
        named = self.near.told != "nameless"
        return services.report_as_worker(firm, draft, photo=picture, named=named, by=actor)

    def answer(self, actor: Actor) -> None:
        event = queries.get_event(self.told.made[self.key])
        services.answer_event(event, self.near.answer, version=event.version, by=actor)


def photo() -> BinaryIO:
    """What somebody held the telephone at: a frayed sling in a steel cupboard, drawn with few lines."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (900, 675), (92, 98, 104))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 40, 840, 620), fill=(122, 129, 136), outline=(70, 74, 78), width=8)
    draw.rectangle((60, 470, 840, 486), fill=(70, 74, 78))
    for left, colour in ((190, (196, 120, 40)), (430, (60, 110, 170)), (650, (196, 120, 40))):
        draw.ellipse((left - 9, 70, left + 51, 130), outline=(210, 210, 210), width=9)
        draw.rectangle((left, 120, left + 42, 440), fill=colour, outline=(40, 40, 40), width=2)
    for thread in range(12):  # the torn one
        y = 232 + 9 * thread
        draw.line((428, y, 452 - thread % 3 * 7, y + 5), fill=(225, 225, 220), width=4)
        draw.line((446 + thread % 4 * 6, y + 3, 474, y), fill=(92, 98, 104), width=5)
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out
