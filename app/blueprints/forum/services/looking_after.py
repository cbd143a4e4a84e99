"""When a space is looked after, and what is read before others see it: set by moderators, with who changed what."""

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.models import Space
from app.blueprints.forum.queries.writing import flush
from app.blueprints.forum.terms.spaces import LookingAfterDraft
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.errors import StaleVersion


def look_after(space: Space, draft: LookingAfterDraft, *, by: Actor) -> None:
    """From now on, if nobody changed the space since `draft.version` was read. What waits already goes on waiting."""
    if draft.version != space.version:
        raise StaleVersion(name_of(space.changed_by), space.changed_at)
    before = {"premoderation": space.premoderation.value, "when_unstaffed": space.when_unstaffed.value}
    had = space.hours
    space.premoderation, space.when_unstaffed = draft.premoderation, draft.when_unstaffed
    space.hours = None if draft.hours is None else draft.hours.to_json()
    space.changed_at, space.changed_by = now(), by.person_id
    if not flush():  # somebody was first, in the moment since it was loaded
        raise StaleVersion
    record(
        "forum.looking_after_changed", subject=space, by=by, organisation_id=space.organisation_id,
        premoderation=space.premoderation.value, premoderation_before=before["premoderation"],
        when_unstaffed=space.when_unstaffed.value, when_unstaffed_before=before["when_unstaffed"],
        hours=space.hours, hours_before=had,
    )  # fmt: skip
