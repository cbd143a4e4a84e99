"""Passwords: argon2id with the floor that OWASP gives (19 MiB, 2 passes, 1 lane), about 30 CPU-ms.

The same work is done whether or not there is an account, so that time tells nothing.
"""

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.blueprints.accounts.rules.passwords import LONGEST

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16)


def hash_password(password: str) -> str:
    return _hasher.hash(_canonical(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Is it the password behind this hash? With no hash the answer is no, after the same work."""
    try:
        right = _hasher.verify(password_hash or _nobody(), _canonical(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(right) and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Was it made with other settings than today's?"""
    return _hasher.check_needs_rehash(password_hash)


def _canonical(password: str) -> bytes:
    """The same bytes whichever keyboard made the letters (NFC); nothing is trimmed. Beyond any limit it is cut."""
    return unicodedata.normalize("NFC", password[: LONGEST * 4]).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("the password of nobody")
