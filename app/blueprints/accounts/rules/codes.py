"""Codes of the second factor: time steps (RFC 6238: six digits, 30 seconds, SHA-1) and recovery codes."""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime

import pyotp

STEP = 30
DRIFT = 1  # steps that a phone's clock may be off, either way
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # no I, L, O, U, 0, 1: read aloud and typed without mistakes
_RECOVERY_LENGTH = 16  # 78 bits


def normalise_code(text: str) -> str:
    """A code as we compare it, whatever spaces, hyphens or letter case it was typed with. Used at every door."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in plain if character.isascii() and character.isalnum())


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step for which `code` is right, within the drift, or None."""
    code = normalise_code(code)
    if len(code) != 6 or not code.isdigit():
        return None
    totp = pyotp.TOTP(secret, interval=STEP)
    now = int(at.timestamp()) // STEP
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            found = step
    return found


def code_at(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret, interval=STEP).at(at)


def new_secret() -> str:
    return pyotp.random_base32()


def grouped(secret: str) -> str:
    """In groups of four, to be typed by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_code() -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def hash_recovery_code(code: str) -> bytes:
    return hashlib.sha256(b"recovery:" + normalise_code(code).encode()).digest()
