"""A member's secret address for the plan's days: made, renewed and ended; and what is fetched there."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Feed
from app.blueprints.improvement.queries import OpenFeed, PlannedAction
from app.blueprints.improvement.services.subjects import describe_subjects
from app.blueprints.improvement.terms import About
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import aside, db, lent
from app.core.i18n import in_language

NOTED_AGAIN = timedelta(days=1)  # calendars ask all day long; when they last did is told to the day


def renew_feed(organisation: Organisation, *, by: Actor) -> str:
    """A fresh address, shown once; the one before opens nothing from now on. Gives its secret part."""
    end_feed(organisation, by=by)
    token = secrets.token_urlsafe(32)
    feed = Feed(organisation_id=organisation.id, person_id=by.person_id, token_hash=hash_of(token), locale=by.locale)
    db.session.add(feed)
    record("improvement.feed_made", subject=feed, by=by, organisation_id=organisation.id)
    return token


def end_feed(organisation: Organisation, *, by: Actor) -> None:
    """The address opens nothing from now on."""
    if feed := queries.current_feed(organisation.id, by.person_id):
        feed.ended_at = now()
        record("improvement.feed_ended", subject=feed, by=by, organisation_id=organisation.id)


def hash_of(token: str) -> bytes:
    """What is stored in place of the secret."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True)
class DaysToCome:
    """What a calendar is to hold: the open actions of the firm, in order, and how what they are about reads."""

    feed: OpenFeed
    actions: list[PlannedAction]
    abouts: dict[str, About]


def read_feed(organisation_id: int, token: str) -> DaysToCome | None:
    """The open actions, worded in the language of whose address it is; None when the address opens nothing."""
    feed = queries.find_feed(organisation_id, hash_of(token))
    if feed is None:
        return None
    if feed.used_at is None or now() - feed.used_at > NOTED_AGAIN:
        moment, number = now(), feed.id
        aside(lambda: queries.note_use(number, moment))
    with lent(organisation_id), in_language(feed.locale):
        actions = rules.in_order(action for action in queries.plan(organisation_id) if action.status.is_open)
        return DaysToCome(feed, actions, describe_subjects(organisation_id, {action.subject for action in actions}))
