"""Notices and mails for tests."""

from typing import Any

from app.blueprints.accounts.models import Person
from app.blueprints.notifications import services
from app.core.db import unit_of_work

PARAMS: dict[str, Any] = {"action": "approve", "title": "Matsvinn", "reason": {}}


def notice(to: Person, key: str = "entry-1", *, mail: bool = False, **params: Any) -> None:
    with unit_of_work():
        services.notify(to.id, entry_key=key, kind="moderation/outcome", params=PARAMS | params, mail=mail)


def queued_mail(to: str = "kari@prove.example", key: str = "mail-1", *, locale: str = "nb", **params: Any) -> None:
    with unit_of_work():
        services.send_mail(to, locale=locale, template="moderation/outcome", params=PARAMS | params, key=key)
