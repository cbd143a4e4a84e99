"""A newer edition of a document stands where the older one did; the rooms above say where that is."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import About, EvidenceState, Succession
from app.core.errors import Conflict

_successions: dict[str, Succession] = {}


def register_succession(kind: str, succession: Succession) -> None:
    """A room above says where pieces of evidence stand, and lets a newer one stand there too."""
    _successions[kind] = succession


def left_to_take_over(older: Evidence, newer: Evidence) -> list[About]:
    """Where the older piece stands and the newer one does not."""
    return [
        about
        for _kind, succession in sorted(_successions.items())
        for about in succession.left(newer.organisation_id, older.id, newer.id)
    ]


def take_over(older: Evidence, newer: Evidence, *, by: Actor) -> None:
    """The newer piece stands wherever the older one does. The older one stays there too, until it ends by itself."""
    if newer.state is not EvidenceState.HELD:
        raise Conflict("evidence_is_over")
    for _kind, succession in sorted(_successions.items()):
        succession.take_over(newer.organisation_id, older.id, newer.id, by.person_id)
