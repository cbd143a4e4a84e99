"""Who is told of a comment: the firm of an adviser's, the advisers in a conversation of an answer."""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors, get_organisation
from app.blueprints.improvement import queries
from app.blueprints.notifications.services import notify, register
from app.core.db import acting_for, set_context


def tell_of_comment(entry: dict[str, Any]) -> None:
    """An adviser's: whoever may change the plan, and who is responsible. A member's: the advisers who spoke there."""
    firm, action_id = entry["organisation_id"], entry["data"]["action_id"]
    set_context(acting_for(firm))
    comment = queries.get_comment(entry["subject_id"])
    if comment.withdrawn_at is not None:
        return
    action = queries.get_action(action_id) if action_id else None
    if comment.is_adviser:
        receivers = set(editors(firm))
        if action and queries.is_member(firm, action.owner_id):
            receivers |= {action.owner_id}
    else:
        receivers = queries.advisers_in(firm, action_id)
    params = {
        "organisation_id": firm,
        "organisation": get_organisation(firm).name,
        "action_id": action_id,
        "action": action.title if action else "",
        "name": queries.name_of(comment.person_id),
    }
    for person_id in sorted(receivers - {comment.person_id}):
        notify(person_id, entry_key=entry["key"], kind="improvement/comment_made", params=params, mail=True)


register("improvement.comment_made", tell_of_comment)
