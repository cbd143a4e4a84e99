"""What was typed, carried through a sign-in that came in between, until it can be sent again."""

from dataclasses import dataclass

from flask import request

from app.blueprints.accounts.rules.addresses import safe_path
from app.core.access import SAFE
from app.core.addresses import this_address
from app.core.forms import clean
from app.core.kept import is_secret, kept_from_request

PREFIX = "kept."
PATH = "kept_path"


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent and not taken: where to, and its fields (no password, code or CSRF token)."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """As hidden fields of the page in between; the prefix keeps them apart from its own."""
        return [(PATH, self.path), *((PREFIX + name, value) for name, value in self.fields)]


def interrupted() -> Kept | None:
    """The form of this request, if it is one that could not be taken."""
    if request.method in SAFE:
        return None
    return Kept(address(), tuple(kept_from_request()))


def carried() -> Kept | None:
    """The form that an earlier page in between handed on to this request."""
    path = safe_path(request.form.get(PATH)) if request.method == "POST" else None
    if path is None:
        return None
    fields = [
        (clean(name.removeprefix(PREFIX)), clean(value))
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX) and not is_secret(name.removeprefix(PREFIX))
    ]
    return Kept(path, tuple(fields))


def address() -> str:
    """The path and query of this request."""
    return this_address()


def goal() -> str | None:
    """Where the reader was going, when it is on this site."""
    return safe_path(request.args.get("next"))
