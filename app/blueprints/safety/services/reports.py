"""Near misses told by whoever saw them: at a poster, by nobody in particular, or on a worker's own page.

The same report sent twice, as a phone with a bad line does, is one report. Whoever gave no name is given a secret
instead, by which the answer is found; what is stored is its hash.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.services import throttles
from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments.services import take_in
from app.blueprints.journal.services import record
from app.blueprints.safety import queries, rules
from app.blueprints.safety.models import Event, EventReporter, Poster
from app.blueprints.safety.services.events import check_event, report_event
from app.blueprints.safety.terms import Answered, Channel, EventDraft, EventKind, ReportDraft
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import acting_for, db, lent, unit_of_work
from app.core.errors import Conflict, DomainError, Refused, Throttled
from app.core.jobs import periodic
from app.core.sealing import keyed

MOST_A_DAY = 300
"""Reports that one poster takes in a day, from whatever phones: more than a workplace has, fewer than a prank sends.

As many are taken from one worker under her name, and from all of a firm's workers together without: who sent these
nobody knows, and so nobody counts them one by one.
"""
MOST_DAYS_BACK = 60
"""What happened before is told to those who keep the register. A note from a passer-by must not touch a year that is
over: whatever is written of it ends what others have verified of it.
"""
MEGABYTE = 1024 * 1024
DAY, AGAIN = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Received:
    """A report that is in the register, and the secret that finds its answer (None for one under a worker's name)."""

    event: Event
    secret: str | None


def report_at_poster(poster: Poster, draft: ReportDraft, *, photo: BinaryIO | None, remote: str | None) -> Received:
    """What somebody tells at a poster. Who she is nobody asks, also when she is signed in.

    `remote` is the phone's network address: it is counted as a hash for some minutes, and written down nowhere.
    """
    if poster.ended_at is not None:
        raise Conflict("poster_ended")
    with lent(poster.organisation_id):
        if (known := _received_before(poster.organisation_id, draft)) is not None:
            return known
        door = throttles.poster_door(poster.id, remote)
        throttles.check(door)
        if queries.reports_since(poster, now() - DAY) >= MOST_A_DAY:
            raise Throttled(AGAIN)
        organisation = get_organisation(poster.organisation_id)
        origin = {"channel": Channel.POSTER, "poster_id": poster.id, "site_id": poster.site_id}
        try:
            received = _receive(organisation, draft, photo, origin | {"anonymous": not draft.name}, by=None)
        except DomainError:
            throttles.count_failure(door)  # a photo that is looked at and refused costs as much as one that is taken
            raise
        throttles.count(door)
    return received


def report_as_worker(
    organisation: Organisation, draft: ReportDraft, *, photo: BinaryIO | None, named: bool, by: Actor
) -> Received:
    """What somebody who works there tells on her own page; not `named`, nothing of hers is written down with it.

    The caller has asked whether she belongs to the organisation.
    """
    with lent(organisation.id):
        if (known := _received_before(organisation.id, draft)) is not None:
            return known
        if queries.workers_reports_since(organisation.id, now() - DAY, by=by.id if named else None) >= MOST_A_DAY:
            raise Throttled(AGAIN)
        origin = {"channel": Channel.WORKER, "anonymous": not named}
        return _receive(organisation, draft, photo, origin, by=by if named else None)


def _received_before(organisation_id: int, draft: ReportDraft) -> Received | None:
    event = queries.find_sent(organisation_id, draft.sent_key) if draft.sent_key else None
    return _received(event) if event else None


def _received(event: Event) -> Received:
    return Received(event, _secret(event.organisation_id, event.sent_key) if event.receipt_hash else None)


def _secret(organisation_id: int, sent_key: UUID | None) -> str:
    """Made of the key that the page sent, so that a second sending is given the same."""
    return keyed(f"{organisation_id}|{sent_key}", purpose="receipts of near misses")


def _receive(
    organisation: Organisation,
    draft: ReportDraft,
    photo: BinaryIO | None,
    origin: dict[str, Any],
    *,
    by: Actor | None,
) -> Received:
    facts = EventDraft(kind=EventKind.NEAR_MISS, happened_on=draft.happened_on, place=draft.place, what=draft.what)
    refuse_identity_numbers(name=draft.name)
    if draft.happened_on < today() - timedelta(days=MOST_DAYS_BACK):
        raise Refused("told_too_late", field="happened_on", days=MOST_DAYS_BACK)
    check_event(organisation.id, facts)  # before the photo is stored: what is refused leaves nothing on the disk
    sent_key = draft.sent_key or uuid4()
    origin = origin | {
        "language": draft.language,
        "sent_key": sent_key,
        "photo_id": _keep_photo(organisation, photo) if photo else None,
    }
    queries.lock_register(organisation.id)
    if (known := _received_before(organisation.id, draft)) is not None:
        return known  # the other sending was faster by a moment
    if by is None:
        origin["receipt_hash"] = receipt_hash(_secret(organisation.id, sent_key))
    event = report_event(organisation.id, facts, by=by, origin=origin)
    if draft.name and by is None:
        leaves_on = rules.name_leaves_on(draft.happened_on, serious=False)
        db.session.add(
            EventReporter(organisation_id=organisation.id, event_id=event.id, name=draft.name, leaves_on=leaves_on)
        )
    return _received(event)


def _keep_photo(organisation: Organisation, photo: BinaryIO) -> int:
    """The photo drawn anew, and then taken in as every file: checked, in quarantine until it is scanned."""
    try:
        drawn = rules.clean_photo(photo)
    except rules.BadPhoto as bad:
        most = rules.PHOTO_MOST_BYTES // MEGABYTE
        raise Refused(bad.code, field="photo", accepted=rules.PHOTO_KINDS, most=most) from None
    return take_in(organisation, drawn, "photo.jpg", by=None, keep_name=False).id


def receipt_hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def answer_at_poster(poster: Poster, secret: str) -> Answered | None:
    """How the report with this receipt stands; of no other, and nothing else of it."""
    return _answered(poster.organisation_id, secret, poster.id)


def answer_for_worker(organisation: Organisation, secret: str) -> Answered | None:
    """The same of a report that somebody at the firm sent without her name from her own page."""
    return _answered(organisation.id, secret, None)


def _answered(organisation_id: int, secret: str, poster_id: int | None) -> Answered | None:
    with lent(organisation_id):
        found = queries.find_receipt(organisation_id, receipt_hash(secret))
    if found is None or found.poster_id != poster_id:
        return None
    return Answered(found.created_at, found.answered_at, found.answer)


@periodic("37 5 * * 1", "safety.remind_of_waiting")
def remind_of_waiting() -> None:
    """Each Monday: every firm where near misses have waited too long for an answer is told how many."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for organisation_id, number in queries.overdue_by_firm(some, today()):
                record(
                    "safety.near_misses_wait",
                    subject=("safety_event", None),
                    organisation_id=organisation_id,
                    number=number,
                )
