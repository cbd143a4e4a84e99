"""The people and organisations of the demo, by key, for those who fill it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.terms import Actor, MembershipFact, PlatformRole, Role
from app.blueprints.dialogues.models import Dialogue
from app.core import clock
from app.core.db import Context, unit_of_work

MORNING = 9
SATURDAY = 5


@dataclass(kw_only=True)
class World:
    """What a seed may use. The keys are those of `people.py`."""

    now: datetime
    random: Random = field(default_factory=lambda: Random(31))  # the same demo every time
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    roles: dict[str, dict[str, Role]] = field(default_factory=dict)  # person -> organisation -> role
    platform: dict[str, frozenset[PlatformRole]] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)  # those that another room has something to say of
    threads: dict[str, int] = field(default_factory=dict)
    spaces: dict[str, int] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """The demo person as if signed in, with every power awake."""
        person = self.people[key]
        facts = tuple(
            MembershipFact(firm.id, firm.name, firm.kind, role, firm.check, firm.authority)
            for firm, role in ((self.organisations[name], role) for name, role in self.roles.get(key, {}).items())
        )
        return Actor(
            person_id=person.id,
            name=person.name,
            email=str(person.email),
            locale=person.locale,
            reads=tuple(person.reads),
            session_id=0,
            session_token="",
            memberships=tuple(fact for fact in facts if fact.role is not Role.WORKER),
            workplaces=tuple(fact for fact in facts if fact.role is Role.WORKER),
            platform=self.platform.get(key, frozenset()),
            has_second_factor=person.totp_confirmed_at is not None,
            second_factor=True,
            stepped_up_at=clock.now(),
        )

    def working_days_ago(self, count: int) -> int:
        """How many days it is since the `count`-th working day before today: people write to each other on those."""
        today = clock.local(self.now).date()
        days = 0
        while count:
            days += 1
            count -= (today - timedelta(days=days)).weekday() < SATURDAY
        return days

    @contextmanager
    def acting_as(self, key: str, *, days_ago: float = 0, hour: int = MORNING) -> Iterator[Actor]:
        """One transaction as this person; with `days_ago`, at that hour in Norway so many days back."""
        with self.at(days_ago, hour), self._working_as(key) as actor:
            yield actor

    @contextmanager
    def acting_at(self, key: str, moment: datetime) -> Iterator[Actor]:
        """One transaction as this person, at that very moment."""
        with clock.moved_to(moment), self._working_as(key) as actor:
            yield actor

    @contextmanager
    def _working_as(self, key: str) -> Iterator[Actor]:
        actor = self.actor(key)
        organisations = tuple(fact.organisation_id for fact in actor.memberships)
        workplaces = tuple(fact.organisation_id for fact in actor.workplaces)
        platform = tuple(sorted(role.value for role in actor.platform))
        with unit_of_work(Context(actor.person_id, organisations, platform, workplaces)):
            yield actor

    @contextmanager
    def at(self, days_ago: float, hour: int = MORNING) -> Iterator[datetime]:
        """Within the block it is so many days ago, and that hour in Norway; with 0, it is now."""
        moment = self.now
        if days_ago:
            moment = clock.local(self.now - timedelta(days=days_ago)).replace(
                hour=hour, minute=self.random.randrange(60)
            )
        with clock.moved_to(moment):
            yield moment
