"""Who may, in one line each; what is not said here is denied."""

from typing import Any, Protocol

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, Role
from app.blueprints.dialogues.models import Post
from app.blueprints.dialogues.terms import DialogueState, PostState

WRITERS = (Role.OWNER, Role.EDITOR)


class HasBuyer(Protocol):
    """A dialogue, or a row that says whose it is and in which state."""

    organisation_id: Any
    state: Any


def can_read_dialogue(actor: Anyone, dialogue: HasBuyer) -> bool:
    return dialogue.state != DialogueState.DRAFT or actor.has_role(dialogue.organisation_id)


def can_start_dialogue(actor: Anyone, organisation: Organisation) -> bool:
    return _writes_for_verified_buyer(actor, organisation.id)


def can_edit_dialogue(actor: Anyone, dialogue: HasBuyer) -> bool:
    return _writes_for_verified_buyer(actor, dialogue.organisation_id)


def can_take_part(actor: Anyone, dialogue: HasBuyer) -> bool:
    return dialogue.state != DialogueState.DRAFT and any(m.role in WRITERS for m in actor.memberships)


def can_read_thread(actor: Anyone, thread: Any) -> bool:
    return thread.seq > 0 or actor.is_moderator or (actor.is_authenticated and actor.person_id == thread.author_id)


def can_write_in_thread(actor: Anyone, thread: Any) -> bool:
    return can_read_thread(actor, thread) and can_take_part(actor, thread)


def can_read_post(actor: Anyone, post: Post) -> bool:
    return post.state == PostState.VISIBLE or actor.is_moderator or _is_author(actor, post)


def can_change_post(actor: Anyone, post: Post) -> bool:
    member = actor.membership(post.organisation_id)
    return _is_author(actor, post) and member is not None and member.role in WRITERS


def _is_author(actor: Anyone, post: Post) -> bool:
    return actor.is_authenticated and actor.person_id == post.author_id


def _writes_for_verified_buyer(actor: Anyone, organisation_id: int) -> bool:
    member = actor.membership(organisation_id)
    return bool(member and member.kind == Kind.BUYER and member.check == Check.VERIFIED and member.role in WRITERS)
