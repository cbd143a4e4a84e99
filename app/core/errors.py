"""What can go wrong in the domain. An error carries a code; each door words it in the reader's language."""

from datetime import datetime, timedelta
from typing import Any

WORDS: dict[str, Any] = {}


def words(wordings: dict[str, Any]) -> None:
    """A room says, as lazy strings with named placeholders, what its codes mean to people."""
    WORDS.update(wordings)


WAYS_ON: dict[str, tuple[str, Any]] = {}


def ways_on(paths: dict[str, tuple[str, Any]]) -> None:
    """A room says where one can go on from a refusal: (the path behind the language, the link's words) by code."""
    WAYS_ON.update(paths)


class DomainError(Exception):
    """Something the rules of the domain do not allow. `params` fill the wording's placeholders."""

    status = 400

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        wording = WORDS.get(self.code)
        return str(wording) % self.params if wording is not None else self.code

    @property
    def way_on(self) -> tuple[str, Any] | None:
        return WAYS_ON.get(self.code)


class Refused(DomainError):
    """What was typed cannot be taken; `field` names the field of the form that it concerns, if one."""

    status = 422

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code, **params)
        self.field = field


class Conflict(DomainError):
    """The thing is in a state that does not allow this."""

    status = 409


class StaleVersion(Conflict):
    """Somebody else changed the thing since it was read: `who` (a name) and `when`, if known."""

    def __init__(self, who: str | None = None, when: datetime | None = None) -> None:
        super().__init__("changed_by_another", who=who or "", when=when or "")
        self.who = who
        self.when = when


class Throttled(DomainError):
    """Too many tries; `wait` says for how long."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__("throttled", minutes=minutes)
        self.wait = wait
