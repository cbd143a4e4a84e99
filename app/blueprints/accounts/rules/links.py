"""The secret part of a link: 256 random bits and a few characters that show whether it came through whole.

The tail is no signature: what cannot be guessed needs none. It lets a page say "this link was cut off or changed on its
way", which mends more than "unknown link".
"""

import hashlib
import re
import secrets

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}[A-Za-z0-9_-]{6}")


def new_token() -> str:
    """A fresh secret for one link."""
    secret = secrets.token_urlsafe(32)
    return secret + _tail(secret)


def is_whole(token: str) -> bool:
    """Did it come through as it was sent?"""
    return bool(_SHAPE.fullmatch(token)) and secrets.compare_digest(token[43:], _tail(token[:43]))


def hash_token(token: str) -> bytes:
    """What is stored in its place."""
    return hashlib.sha256(token.encode()).digest()


def _tail(secret: str) -> str:
    return hashlib.sha256(b"whole:" + secret.encode()).hexdigest()[:6]
