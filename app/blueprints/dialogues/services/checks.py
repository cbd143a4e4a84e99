"""A firm measures itself in private against what a dialogue asks, and shares its profile for it."""

from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.queries import documents as queries
from app.blueprints.journal.services import record
from app.blueprints.requirements import services as requirements
from app.blueprints.requirements.models import Share
from app.blueprints.requirements.terms import ShareDraft
from app.core.clock import now
from app.core.errors import Conflict


def about(dialogue_id: int) -> str:
    """How what is shared for a dialogue says so."""
    return f"dialogue:{dialogue_id}"


def check_firm(dialogue: Any, organisation: Organisation) -> None:
    """The firm looks at where it stands. Only its own people ever see that it did; the journal holds nothing."""
    if dialogue.profile_id is None:
        raise Conflict("no_profile_here")
    queries.put_checked(organisation.id, dialogue.id, dialogue.profile_id, now())


def share_profile(
    dialogue: Any, organisation: Organisation, draft: ShareDraft, *, by: Actor | None, shown: str
) -> Share:
    """The firm shows its profile to the buyer that leads, for this dialogue and for nothing else."""
    shared = requirements.share(organisation, draft, by=by, about=about(dialogue.id), shown=shown)
    record("dialogues.profile_shared", subject=shared, by=by, organisation_id=organisation.id, dialogue_id=dialogue.id)
    return shared
