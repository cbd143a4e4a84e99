"""What somebody typed, carried through a page that came in between: a sign-in, a conflict, a database that was away."""

from flask import request

from app.core.forms import clean

SECRET = {"code", "csrf_token", "secret"}


def kept_from_request() -> list[tuple[str, str]]:
    """The posted fields as (name, value), without passwords, codes and CSRF token; files are not kept."""
    try:
        fields = list(request.form.items(multi=True))
    except Exception:  # noqa: BLE001 - a body too large or broken: then there is nothing to keep
        return []
    return [(clean(name), clean(value)) for name, value in fields if not is_secret(name)]


def is_secret(name: str) -> bool:
    """A field that is never carried on or shown again: a password, a one-time code, a token."""
    return name.lower() in SECRET or "password" in name.lower()


def safe_path(target: str | None, default: str = "/") -> str:
    """`target` if it is a path on this site, otherwise `default`. Another host, scheme or control character is none."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    if "\\" in target or any(ord(character) < 33 or ord(character) == 127 for character in target):
        return default
    return target
