"""What members and advisers say of a plan and its actions."""

from datetime import timedelta

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries
from app.blueprints.improvement.models import Action, Comment
from app.blueprints.improvement.terms import MOST_COMMENT, MOST_COMMENTS_A_DAY, Advice, CommentDraft
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def comment(
    organisation: Organisation, draft: CommentDraft, *, by: Actor, advice: Advice | None = None, action: Action | None
) -> Comment:
    """Say something of an action, or of the plan as a whole. `advice` is what lets somebody outside the firm speak."""
    if not draft.body:
        raise Refused("comment_empty", field="body")
    if len(draft.body) > MOST_COMMENT:
        raise Refused("comment_too_long", field="body", most=MOST_COMMENT)
    refuse_identity_numbers(body=draft.body)
    if queries.count_said_since(organisation.id, by.person_id, now() - timedelta(days=1)) >= MOST_COMMENTS_A_DAY:
        raise Refused("too_many_comments", field="body", most=MOST_COMMENTS_A_DAY)
    is_adviser = advice is not None and not by.has_role(organisation.id)
    if is_adviser:
        refuse_silenced(by)
    said = Comment(
        organisation_id=organisation.id,
        action_id=action.id if action else None,
        person_id=by.person_id,
        is_adviser=is_adviser,
        body=draft.body,
        said_at=now(),
    )
    db.session.add(said)
    record(
        "improvement.comment_made",
        subject=said,
        by=by,
        organisation_id=organisation.id,
        action_id=said.action_id,
        is_adviser=is_adviser,
    )
    return said


def withdraw_comment(said: Comment, *, by: Actor) -> None:
    """Whoever said it takes it back; that something was said stays."""
    if said.withdrawn_at is not None:
        raise Conflict("comment_withdrawn")
    said.withdrawn_at = now()
    record("improvement.comment_withdrawn", subject=said, by=by, organisation_id=said.organisation_id)
