"""Failures are counted, and waits imposed, behind keys that say nothing of whom they concern."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.rules.addresses import network_of
from app.blueprints.accounts.rules.throttling import LIMITS
from app.core.clock import now
from app.core.db import aside
from app.core.errors import Throttled
from app.core.sealing import keyed

Door = tuple[str, str]  # the name of a limit, and what is limited


def check(*doors: Door) -> None:
    """Raise `Throttled` with the longest wait of these doors, if one of them is closed for now."""
    closed = queries.longest_wait([_key(door) for door in doors])
    if closed and closed > now():
        raise Throttled(closed - now())


def count_failure(*doors: Door) -> None:
    """Count a failure at each door, once the refusal has been rolled back."""
    aside(lambda: count(*doors))


def count(*doors: Door) -> None:
    """Count at each door in this transaction, in a fixed order, and close those that have had enough."""
    for door in sorted(doors):
        limit = LIMITS[door[0]]
        failures = queries.count_failure(_key(door), at=now(), forget_before=now() - limit.memory)
        if wait := limit.wait(failures):
            queries.close_door(_key(door), until=now() + wait)


def forget(*doors: Door) -> None:
    """The right person came: her own failures are forgotten."""
    queries.forget_doors([_key(door) for door in doors])


def sign_in_doors(email: str, network: str) -> tuple[Door, ...]:
    return (("pair", f"{email}|{network}"), ("account", email), ("address", network))


def poster_door(poster_id: int, remote: str | None) -> Door:
    """What one phone, or all those behind its network address, may tell at one poster."""
    return ("report", f"{poster_id}|{network_of(remote)}")


def open_report_door(remote: str | None) -> Door:
    """What those behind one network address may report to the moderators without an account."""
    return ("open-report", network_of(remote))


def reply_door(email: str) -> Door:
    """To how many reports an answer is wanted at one address, which may be somebody else's who never asked for any."""
    return ("mail", f"reply|{email}")


def writing_door(person_id: int) -> Door:
    """What one person may publish in conversations, whoever she speaks for."""
    return ("post", str(person_id))


def remaining(doors: Iterable[Door]) -> timedelta:
    """How long until these doors are open; zero when they are."""
    closed = queries.longest_wait([_key(door) for door in doors])
    return max(closed - now(), timedelta(0)) if closed else timedelta(0)


def _key(door: Door) -> str:
    """Made with the site's own key: of all network addresses there are so few that a bare hash is soon found again."""
    return hashlib.sha256(keyed(f"{door[0]}:{door[1]}", purpose="doors").encode()).hexdigest()
