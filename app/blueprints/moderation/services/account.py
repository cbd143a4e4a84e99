"""The public account: made by the worker when a third of a year is over, from the same rows as everything else."""

import logging
from datetime import date

from app.blueprints.journal.services import record
from app.blueprints.moderation.models import Account
from app.blueprints.moderation.queries import account as queries
from app.blueprints.moderation.rules.account import document, fingerprint
from app.blueprints.moderation.rules.periods import Third, finished, moments
from app.blueprints.moderation.terms.account import Document
from app.core.clock import today
from app.core.db import Context, unit_of_work
from app.core.jobs import periodic

log = logging.getLogger("samhandel.moderation")

COUNTING = Context(platform=("moderator",))
PUBLISH = "moderation.publish_accounts"


def report(first: date, last: date) -> Document:
    """The account of these days, counted now, with `journal`: whether the journal says the same, and if not, where.

    Runs in a moderator's context. The differences are named and not counted: a number there could be a hidden one.
    """
    since, until = moments(first, last)
    different = queries.differences(since, until)
    return document(first, last, queries.counts(since, until)) | {
        "journal": {"agrees": not different, "differs": different}
    }


def publish(third: Third) -> Account | None:
    """Publish the account of a third that is over; None while a decision in it may still be undone.

    Nor is an account published that does not agree with the journal.
    """
    since, until = moments(third.first, third.last)
    if queries.has_unsettled(since, until):
        return None
    made = report(third.first, third.last) | {"period": third.key}
    if not made["journal"]["agrees"]:
        log.error("account and journal differ", extra={"period": third.key, "in": made["journal"]["differs"]})
        return None
    account = Account(period=third.key, document=made, sha256=fingerprint(made))
    queries.add(account)
    record("moderation.account_published", subject=account, period=third.key, sha256=account.sha256)
    return account


@periodic("50 3 * * *", PUBLISH)
def publish_finished() -> None:
    """Every third that is over and has no account yet gets one; each in a transaction of its own."""
    with unit_of_work(COUNTING):
        since, have = queries.first_day(), queries.published_periods()
    for third in finished(since, today()) if since else ():
        if third.key not in have:
            with unit_of_work(COUNTING):
                publish(third)
