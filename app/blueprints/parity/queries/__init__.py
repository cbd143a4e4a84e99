"""Statements of the room: what the rooms above ask stands here, the pages' own in `pages`."""

from app.blueprints.parity.queries.ledger import red, who_got_what_when
from app.blueprints.parity.queries.standing import is_participant, participants, participants_version, standing

__all__ = ["is_participant", "participants", "participants_version", "red", "standing", "who_got_what_when"]
