""" "Supplier 7": the same firm is the same number inside a dialogue, and another in the next.

The dialogue's key is made when the first firm asks, kept sealed, and destroyed when the dialogue closes.
"""

import secrets

from app.blueprints.questions.queries import pseudonyms as queries
from app.blueprints.questions.rules.pseudonyms import draw, token_of
from app.core import sealing
from app.core.errors import Conflict

SEALED_AS = "pseudonyms of dialogues"
TRIES = 20


def pseudonym_of(dialogue_id: int, organisation_id: int) -> int:
    """The number of the firm in this dialogue; drawn the first time. The transaction works for the firm."""
    key = _key(dialogue_id)
    token = token_of(key, organisation_id)
    elsewhere = queries.numbers_elsewhere(dialogue_id, organisation_id)
    for _ in range(TRIES):
        taken = queries.numbers_by_token(dialogue_id)
        if token in taken:
            return taken[token]
        # Two firms may draw the same number at the same moment: the second finds it taken, and draws again.
        queries.keep_number(dialogue_id, token, draw(key, organisation_id, set(taken.values()), elsewhere))
    raise Conflict("try_again")


def find_key(dialogue_id: int) -> bytes | None:
    """The dialogue's key; None before the first question, and after the close."""
    sealed = queries.key_of(dialogue_id)
    return bytes.fromhex(sealing.unseal(sealed, purpose=SEALED_AS)) if sealed is not None else None


def _key(dialogue_id: int) -> bytes:
    if (key := find_key(dialogue_id)) is not None:
        return key
    queries.keep_key(dialogue_id, sealing.seal(secrets.token_hex(32), purpose=SEALED_AS))
    if (key := find_key(dialogue_id)) is None:
        raise LookupError(dialogue_id)
    return key
