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


def crowd(owner_sql: Any, number: int, *, locale: str = "nb", **preference: Any) -> list[int]:
    """Many people at once, with confirmed addresses; with `preference` each has chosen that."""
    rows = owner_sql(
        "INSERT INTO accounts_person (email, name, locale, reads, email_confirmed_at, version)"
        " SELECT 'm' || nextval(pg_get_serial_sequence('accounts_person', 'id')) || '@prove.example', 'N', %(locale)s::text,"
        " ARRAY[%(locale)s::text], now() - interval '1 year', 1 FROM generate_series(1, %(number)s) RETURNING id",
        number=number,
        locale=locale,
    )
    people = [person_id for (person_id,) in rows]
    if preference:
        chosen = {"rhythm": "daily", "time_zone": "Europe/Oslo", "hour": 7, "weekday": 0} | preference
        owner_sql(
            "INSERT INTO notifications_preference (person_id, rhythm, time_zone, hour, weekday, bounces, version)"
            " SELECT unnest(%(people)s::bigint[]), %(rhythm)s, %(time_zone)s, %(hour)s, %(weekday)s, 0, 1",
            people=people,
            **chosen,
        )
    return people
