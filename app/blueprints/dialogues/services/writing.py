"""What every write of a dialogue does: says whose turn it is, counts the version, tells its space and who listens."""

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services import changes
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.queries import get_space
from app.blueprints.forum.queries.writing import flush
from app.blueprints.forum.services import spaces
from app.blueprints.forum.terms.spaces import SpaceDraft, SpaceKind, SpaceState
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, StaleVersion
from app.core.localized import Localized

SPACE_STATES = {
    DialogueState.DRAFT: SpaceState.HIDDEN,
    DialogueState.PUBLISHED: SpaceState.OPEN,
    DialogueState.ANNOUNCED: SpaceState.CLOSED,
    DialogueState.CLOSED: SpaceState.CLOSED,
}


def refuse_over(dialogue: Dialogue) -> None:
    """What is announced or closed stays as it is, and so does what a moderator has hidden."""
    if dialogue.state in (DialogueState.ANNOUNCED, DialogueState.CLOSED):
        raise Conflict("dialogue_is_closed")
    if dialogue.hidden_at is not None:
        raise Conflict("dialogue_is_hidden")


def refuse_closed(dialogue: Dialogue) -> None:
    """The same for what may still be written when the competition is announced: notices, hosts."""
    if dialogue.state is DialogueState.CLOSED:
        raise Conflict("dialogue_is_closed")


def touch(
    dialogue: Dialogue,
    by: Actor | None,
    version: int | None = None,
    *,
    part: str | None = None,
    title: str | None = None,
    path: str = "",
    machine_allowed: bool | None = None,
) -> None:
    """Write the dialogue's own row, whatever of it was changed, so that its version counts; a lost race is told.

    Its space is told what it must know, and so is who listens (`part`, `title`: see `changes`) once it is published.
    What everybody reads is not written by whoever is stopped from writing.
    """
    if dialogue.state is not DialogueState.DRAFT:
        refuse_silenced(by)
    if version is not None and version != dialogue.version:
        with db.session.no_autoflush:
            raise StaleVersion(name_of(dialogue.changed_by), dialogue.changed_at)
    dialogue.changed_at, dialogue.changed_by = now(), by_id(by)
    if not flush():  # somebody was first, in the moment since it was loaded
        raise StaleVersion
    tell_space(dialogue, by=by, machine_allowed=machine_allowed)
    if part is not None and dialogue.state is not DialogueState.DRAFT:
        changes.tell(
            changes.Change(
                dialogue_id=dialogue.id, part=part, number=dialogue.version, title=title or dialogue.title,
                lang=dialogue.lang, at=dialogue.changed_at, path=f"/dialogues/{dialogue.id}{path}",
            ),
            by=by,
        )  # fmt: skip


def tell_space(dialogue: Dialogue, *, by: Actor | None, machine_allowed: bool | None = None) -> None:
    """The space's name, state and days are the dialogue's; the plan says whether a machine may translate there."""
    space = get_space(dialogue.space_id)
    allowed = space.machine_allowed if machine_allowed is None else machine_allowed
    spaces.keep_up(space, space_draft(dialogue, machine_allowed=allowed), by=by)


def space_draft(dialogue: Dialogue, *, machine_allowed: bool) -> SpaceDraft:
    names = {dialogue.lang: dialogue.title} | {each.lang: each.title for each in dialogue.translations if each.title}
    return SpaceDraft(
        kind=SpaceKind.DIALOGUE,
        organisation_id=dialogue.organisation_id,
        lang=dialogue.lang,
        names=Localized(names),
        about=Localized(),
        state=SPACE_STATES[dialogue.state or DialogueState.DRAFT],
        opens_on=dialogue.opens_on,
        closes_on=dialogue.closes_on,
        machine_allowed=machine_allowed,
    )


def by_id(by: Actor | None) -> int | None:
    return by.person_id if by else None
