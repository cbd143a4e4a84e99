"""A firm shows its profile to an organisation: for a purpose, through a day, and taken back whenever it likes.

What is shared for one purpose is never made over to another: that is a new share, with a new consent. Nothing about a
share changes but what a living one shows, and that it ends.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.receivers import find_receiver
from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability.services import on_change, profile_content
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.services import end_permits, give_permits, on_plan
from app.blueprints.improvement.terms import EvidenceState, Visibility
from app.blueprints.journal.services import record
from app.blueprints.requirements import queries, rules
from app.blueprints.requirements.models import Share, ShareContent
from app.blueprints.requirements.services.shares_plan import plan_content
from app.blueprints.requirements.terms import (
    CONSENT,
    LONGEST_SHARE_MONTHS,
    MOST_SHARE_NAME,
    ONE_OPENING_MINUTES,
    Prepared,
    ShareDraft,
    ShareKind,
    ShareState,
)
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import acting_for, aside, db, unit_of_work
from app.core.errors import Conflict, Refused
from app.core.jobs import periodic

Kept = tuple[Share, ShareContent]


def prepare(organisation_id: int, *, with_plan: bool = False) -> Prepared:
    """What would be handed over if the firm shared now. The transaction works for the firm."""
    levels, content = profile_content(organisation_id)
    if with_plan:
        content = content | {"plan": plan_content(organisation_id)}
    return Prepared(levels=levels, content=content, sha256=rules.fingerprint(levels, content))


def check_share(organisation: Organisation, draft: ShareDraft) -> None:
    """`Refused`, at its field, when the draft cannot be shared."""
    if not draft.name or len(draft.name) > MOST_SHARE_NAME:
        raise Refused("share_without_name", field="name")
    refuse_identity_numbers(name=draft.name)
    if draft.until < today():
        raise Refused("share_until_past", field="until")
    if draft.until > rules.latest_until(today()):
        raise Refused("share_until_far", field="until", months=LONGEST_SHARE_MONTHS)
    if find_receiver(organisation.id, draft.receiver_id) is None:
        raise Refused("share_receiver_unknown")


def share(
    organisation: Organisation, draft: ShareDraft, *, by: Actor | None, about: str = "", shown: str | None = None
) -> Share:
    """The firm shares its profile. `shown` is the fingerprint of what its owner looked at before saying yes.

    `Conflict` when the profile has become another meanwhile: nobody shares what she has not seen. `about` is what a
    room above shares it for ("dialogue:12").
    """
    check_share(organisation, draft)
    queries.hold_shares(organisation.id)
    prepared = prepare(organisation.id, with_plan=draft.with_plan)
    if shown is not None and shown != prepared.sha256:
        raise Conflict("profile_changed_meanwhile")
    at = now()
    shared = Share(
        organisation_id=organisation.id,
        receiver_id=draft.receiver_id,
        name=draft.name,
        kind=draft.kind,
        purpose=draft.purpose,
        about=about,
        until=draft.until,
        with_plan=draft.with_plan,
        shared_at=at,
        shared_by_id=by.person_id if by else None,
        consent=CONSENT,
        content_sha256=prepared.sha256,
    )
    db.session.add(shared)
    db.session.flush()
    content = ShareContent(
        organisation_id=organisation.id,
        share_id=shared.id,
        receiver_id=draft.receiver_id,
        until=draft.until,
        levels=prepared.levels,
        content=prepared.content,
        refreshed_at=at,
    )
    db.session.add(content)
    record(
        "requirements.profile_shared",
        subject=shared,
        by=by,
        organisation_id=organisation.id,
        receiver=draft.receiver_id,
        kind=draft.kind.value,
        purpose=draft.purpose.value,
        until=draft.until.isoformat(),
        consent=CONSENT,
        about=about,
        with_plan=draft.with_plan,
        sha256=prepared.sha256,
    )
    _set_permits(organisation.id, [(shared, content)], by=by)
    return shared


def withdraw_share(shared: Share, *, by: Actor | None) -> Share:
    """Nothing more can be opened, from this moment. What has been read has been read."""
    queries.hold_shares(shared.organisation_id)
    shared, content = queries.lock_share(shared.id)
    if rules.state_of(shared.until, shared.withdrawn_at, today()) is not ShareState.LIVE:
        raise Conflict("share_is_over")
    shared.withdrawn_at, shared.withdrawn_by_id = now(), by.person_id if by else None
    _empty((shared, content), by=by)
    record(
        "requirements.share_withdrawn",
        subject=shared,
        by=by,
        organisation_id=shared.organisation_id,
        receiver=shared.receiver_id,
        purpose=shared.purpose.value,
    )
    return shared


def renew_shares(organisation_id: int) -> None:
    """What a firm's numbers rest on has changed: its living shares follow, and so does what may be opened.

    Runs in the transaction of the change, so that no receiver ever sees the one without the other.
    """
    queries.hold_shares(organisation_id)
    kept = queries.kept_shares([organisation_id])
    if not kept:
        return
    if any(shared.kind is ShareKind.LIVING for shared, _content in kept):
        db.session.flush()
        levels, profile = profile_content(organisation_id)
        plan = plan_content(organisation_id) if any(shared.with_plan for shared, _content in kept) else []
        for shared, row in kept:
            content = profile | {"plan": plan} if shared.with_plan else profile
            if shared.kind is ShareKind.LIVING and (row.levels, row.content) != (levels, content):
                row.levels, row.content, row.refreshed_at = levels, content, now()
    _set_permits(organisation_id, kept, by=None)


on_change(renew_shares)


def renew_plans(organisation_id: int) -> None:
    """The firm's plan has changed: the living shares that show it follow."""
    queries.hold_shares(organisation_id)
    if queries.plan_is_shared(organisation_id):
        renew_shares(organisation_id)


on_plan(renew_plans)


def note_opening(shared: Share, *, by: Actor) -> None:
    """The firm is told who looked, and when; written after the answer, since reading writes nothing."""
    at = now()
    values = {
        "created_at": at,
        "organisation_id": shared.organisation_id,
        "share_id": shared.id,
        "receiver_id": shared.receiver_id,
        "person_id": by.person_id,
        "opened_at": at,
    }
    aside(lambda: queries.note_opening(values, at - timedelta(minutes=ONE_OPENING_MINUTES)))


@periodic("20 1 * * *", "requirements.end_shares")
def end_shares() -> None:
    """After their last day, what was shared is not kept. If this never runs, nobody sees it all the same."""
    for numbers in organisations_in_batches():
        with unit_of_work(acting_for(*numbers)):
            for kept in queries.kept_shares(numbers, ended=True):
                _empty(kept, by=None)
                record("requirements.share_ended", subject=kept[0], organisation_id=kept[0].organisation_id)


def _empty(kept: Kept, *, by: Actor | None) -> None:
    """The fingerprint stays, so that whoever kept a copy can show that it is one; the content goes."""
    shared, content = kept
    content.levels, content.content = {}, {}
    content.until = min(content.until, rules.gone_by(today()))
    content.emptied_at = now()
    end_permits(shared.organisation_id, ground(shared), by=by)


def ground(shared: Share) -> str:
    """On what ground evidence may be opened: the share."""
    return f"share:{shared.id}"


def _set_permits(organisation_id: int, kept: Sequence[Kept], *, by: Actor | None) -> None:
    """Of what each share names, the receiver may open what the firm holds and does not keep to itself; nothing else."""
    named = {ground(shared): set(rules.document_ids(content.content)) for shared, content in kept}
    ids = set().union(*named.values())
    facts = improvement.evidence_facts(organisation_id, ids=sorted(ids)) if ids else []
    open_ids = {
        fact.id for fact in facts if fact.state is EvidenceState.HELD and fact.visibility is not Visibility.PRIVATE
    }
    given = queries.permitted(organisation_id, list(named))
    for shared, _content in kept:
        wanted = named[ground(shared)] & open_ids
        if new := wanted - given[ground(shared)]:
            give_permits(
                organisation_id,
                new,
                receiver_id=shared.receiver_id,
                ground=ground(shared),
                until=shared.until,
                by=by,
            )
        if gone := given[ground(shared)] - wanted:
            end_permits(organisation_id, ground(shared), by=by, evidence_ids=gone)
