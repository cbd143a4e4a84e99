"""Which number a firm has in one dialogue: drawn by a secret key, so that nobody can reckon it out or link it on."""

import hmac
from collections.abc import Collection

WIDEST = 30_000


def token_of(key: bytes, organisation_id: int) -> str:
    """64 hexadecimal digits: the same for the same firm under the same key; without the key it says nothing."""
    return hmac.digest(key, f"organisation:{organisation_id}".encode(), "sha256").hex()


def draw(key: bytes, organisation_id: int, taken: Collection[int], elsewhere: Collection[int] = ()) -> int:
    """The firm's number: 1 to 99 while there is room, then wider. Never one that is `taken` in this dialogue.

    Nor one that the firm has `elsewhere`, as long as another is to be had: "Supplier 7" here and there would look like
    one firm. Drawn and not counted up, so that it does not say who asked first.
    """
    avoided = set(taken) | set(elsewhere)
    span = 99
    while len(avoided) * 2 > span and span < WIDEST:
        span = min(span * 10 + 9, WIDEST)
    if len(avoided) >= span:
        avoided, span = set(taken), WIDEST
    start = int.from_bytes(hmac.digest(key, f"number:{organisation_id}".encode(), "sha256")) % span
    return next(number + 1 for step in range(span) if (number := (start + step) % span) + 1 not in avoided)
