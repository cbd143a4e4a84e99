"""What must be read again but not lie open in the database: sealed with a key derived from SECRET_KEY."""

import base64
import hmac
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

if TYPE_CHECKING:
    from config import Settings


def seal(secret: str, *, purpose: str) -> bytes:
    """Sealed for one purpose: what is sealed for another does not open."""
    return _box(purpose).encrypt(secret.encode())


def unseal(sealed: bytes, *, purpose: str) -> str:
    """The secret again, also when it was sealed under a key that is now among SECRET_KEY_FALLBACKS."""
    return _box(purpose).decrypt(sealed).decode()


def keyed(text: str, *, purpose: str) -> str:
    """A secret made of `text`: the same each time, and nobody without the key can make it. 24 letters of an address."""
    key = _derive(current_app.config["SECRET_KEY"], purpose)
    return base64.urlsafe_b64encode(hmac.digest(key, text.encode(), "sha256")[:18]).decode()


def is_rehearsal() -> bool:
    """True in a demo, in development and in tests, where what is secret elsewhere may be shown."""
    settings: Settings = current_app.extensions["samhandel_settings"]
    return settings.environment in ("demo", "development", "test")


def _box(purpose: str) -> MultiFernet:
    keys = [current_app.config["SECRET_KEY"], *current_app.config.get("SECRET_KEY_FALLBACKS", [])]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, purpose))) for key in keys])


def _derive(key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"samhandel {purpose}".encode()).derive(key.encode())
