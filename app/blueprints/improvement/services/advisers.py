"""A firm lets somebody outside read its plan and comment on it, until a day, or until it ends it."""

from datetime import timedelta

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import is_member_by_email
from app.blueprints.accounts.queries.people import find_person_by_email
from app.blueprints.accounts.services.links import BadLink, fresh_secret, kept_as
from app.blueprints.accounts.terms import Actor, Purpose
from app.blueprints.improvement import queries
from app.blueprints.improvement.models import Adviser
from app.blueprints.improvement.terms import (
    INVITATION_LASTS,
    LONGEST_ADVICE_YEARS,
    MOST_INVITATIONS_A_DAY,
    AdviserDraft,
)
from app.blueprints.journal.services import record
from app.blueprints.notifications.services import send_mail
from app.core.clock import now, today
from app.core.db import db, lent
from app.core.errors import Conflict, Refused
from app.core.i18n import LOCALES
from app.core.render import format_date

LONGEST = timedelta(days=366 * LONGEST_ADVICE_YEARS)


def invite_adviser(organisation: Organisation, draft: AdviserDraft, *, by: Actor) -> Adviser:
    """Send the holder of an address a link. An earlier invitation to it that nobody accepted gives way."""
    _check_until(draft)
    if is_member_by_email(organisation.id, draft.email):
        raise Refused("adviser_is_member", field="email")
    if queries.is_adviser(organisation.id, email=draft.email):
        raise Refused("adviser_already", field="email")
    if queries.count_invited_since(organisation.id, now() - timedelta(days=1)) >= MOST_INVITATIONS_A_DAY:
        raise Refused("too_many_advisers_invited", field="email", most=MOST_INVITATIONS_A_DAY)
    for earlier in queries.open_invitations_to(organisation.id, draft.email):
        end_adviser(earlier, by=by)
    token, kept = fresh_secret()
    adviser = Adviser(
        organisation_id=organisation.id,
        email=draft.email,
        token_hash=kept,
        until=draft.until,
        invited_by_id=by.person_id,
    )
    db.session.add(adviser)
    record("improvement.adviser_invited", subject=adviser, by=by, organisation_id=organisation.id)
    known = find_person_by_email(draft.email)
    send_mail(
        draft.email,
        locale=known.locale if known else by.locale,
        template="improvement/adviser_invited",
        params={
            "organisation": organisation.name,
            "organisation_id": organisation.id,
            "inviter": by.name,
            "until": {code: format_date(draft.until, locale=code) for code in LOCALES},
            "token": token,
        },
        key=f"improvement.adviser:{adviser.id}",
    )
    return adviser


def _check_until(draft: AdviserDraft) -> None:
    if draft.until < today():
        raise Refused("advice_in_the_past", field="until")
    if draft.until > today() + LONGEST:
        raise Refused("advice_too_long", field="until", years=LONGEST_ADVICE_YEARS)


def open_advice_invitation(organisation_id: int, token: str) -> Adviser:
    """The invitation behind a link; `BadLink` says what is wrong otherwise. Who holds the secret may see the row."""
    kept = kept_as(Purpose.INVITATION, token)
    with lent(organisation_id):
        adviser = queries.find_advice_invitation(organisation_id, kept)
    if adviser is None:
        raise BadLink("link_unknown", Purpose.INVITATION)
    if adviser.ended_at is not None:
        raise BadLink("invitation_withdrawn", Purpose.INVITATION)
    if adviser.accepted_at is not None:
        raise BadLink("link_used", Purpose.INVITATION)
    if adviser.until < today() or adviser.created_at + INVITATION_LASTS <= now():
        raise BadLink("link_expired", Purpose.INVITATION)
    return adviser


def accept_advice(adviser: Adviser, *, by: Actor) -> Adviser:
    """Whoever holds the link becomes an adviser, as the person signed in. Of two at once, one does."""
    firm = adviser.organisation_id
    if by.has_role(firm):
        raise Conflict("adviser_is_member")
    with lent(firm):
        queries.end_old_advice(firm, by.person_id, at=now())
        if queries.is_adviser(firm, person_id=by.person_id):
            raise Conflict("adviser_already")
        if not queries.take_advice_invitation(adviser.id, by.person_id, at=now()):
            raise BadLink("link_used", Purpose.INVITATION)
        record("improvement.adviser_accepted", subject=adviser, by=by, organisation_id=firm)
    return adviser


def stop_advising(adviser: Adviser, *, by: Actor) -> None:
    """The adviser herself ends it: the row is the firm's, and she has been seen to be the one whom it lets in."""
    with lent(adviser.organisation_id):
        end_adviser(adviser, by=by)


def end_adviser(adviser: Adviser, *, by: Actor) -> None:
    """From the next click the plan is closed, and a link that was not used opens nothing."""
    if adviser.ended_at is None:
        adviser.ended_at = now()
        record("improvement.adviser_ended", subject=adviser, by=by, organisation_id=adviser.organisation_id)
