"""Who outside the firm may open its evidence, and what is noted when somebody does."""

from collections.abc import Collection
from datetime import date, timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments import queries as attachment_queries
from app.blueprints.attachments import services as attachments
from app.blueprints.improvement import queries
from app.blueprints.improvement.models import Evidence, Opening
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import aside, db, lent
from app.core.downloads import Download

ONE_OPENING = timedelta(minutes=1)  # a browser that fetches twice has opened once


def give_permits(
    organisation_id: int,
    evidence_ids: Collection[int],
    *,
    receiver_id: int,
    ground: str,
    until: date | None,
    by: Actor | None,
    person_id: int | None = None,
) -> None:
    """Let the receiver open these pieces of the firm's evidence on a `ground` ("share:12"), until a day or for good.

    With `person_id`, only this one of the receiver's people. Given again on the same ground, a permit lives until its
    new day. The caller works for the firm.
    """
    wanted = sorted(set(evidence_ids))
    if not wanted:
        return
    queries.put_permits(
        [
            {
                "organisation_id": organisation_id,
                "evidence_id": number,
                "receiver_id": receiver_id,
                "person_id": person_id,
                "ground": ground,
                "until": until,
                "given_at": now(),
                "given_by_id": by.person_id if by else None,
            }
            for number in wanted
        ]
    )
    record(
        "improvement.permits_given",
        subject=("improvement_permit", None),
        receiver_id=receiver_id,
        person_id=person_id,
        by=by,
        organisation_id=organisation_id,
        ground=ground,
        evidence=wanted,
        until=until.isoformat() if until else None,
    )


def end_permits(
    organisation_id: int, ground: str, *, by: Actor | None, evidence_ids: Collection[int] | None = None
) -> int:
    """Take back what was given on this ground, or only these pieces of it; gives how many permits ended."""
    ended = queries.withdraw_permits(organisation_id, ground, now(), evidence_ids)
    if ended:
        record(
            "improvement.permits_ended",
            subject=("improvement_permit", None),
            by=by,
            organisation_id=organisation_id,
            ground=ground,
            evidence=sorted(set(ended)),
        )
    return len(ended)


def close_evidence(evidence: Evidence, *, by: Actor | None) -> None:
    """Nobody outside the firm opens it any more, on whatever ground they could."""
    grounds = queries.withdraw_permits_on(evidence.organisation_id, evidence.id, now())
    if grounds:
        record(
            "improvement.evidence_closed",
            subject=evidence,
            by=by,
            organisation_id=evidence.organisation_id,
            grounds=sorted(set(grounds)),
        )


def open_file(evidence: Evidence, *, receiver_id: int, by: Actor) -> Download:
    """The file, for somebody whom the policy has let through on behalf of `receiver_id`; and that she opened it.

    `Conflict` says that it waits for the scanner or is gone: then nobody has opened anything.
    """
    with lent(evidence.organisation_id):
        file = attachment_queries.get_file(evidence.file_id or 0)
    download = attachments.serve(file)
    note_opening(evidence, receiver_id=receiver_id, by=by)
    return download


def note_opening(evidence: Evidence, *, receiver_id: int, by: Actor) -> None:
    """Write down who opened it and for whom, once a minute; after the answer, since reading writes nothing."""
    firm_id, evidence_id, person_id, at = evidence.organisation_id, evidence.id, by.person_id, now()

    def write() -> None:
        if not queries.opened_since(evidence_id, person_id, receiver_id, at - ONE_OPENING):
            db.session.add(
                Opening(
                    organisation_id=firm_id,
                    evidence_id=evidence_id,
                    person_id=person_id,
                    receiver_id=receiver_id,
                    opened_at=at,
                )
            )

    aside(write)
