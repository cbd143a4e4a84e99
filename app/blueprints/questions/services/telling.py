"""Tell the firm behind a question something about it, without anybody else learning which firm that is.

For the worker alone. What is put in somebody's inbox names the dialogue and no question, and carries a key of its own
instead of the journal's: when the dialogue's key is destroyed, nothing leads from the notice to the question.
"""

import hmac
from collections.abc import Sequence
from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.notifications.services import notify
from app.blueprints.questions.queries import telling as queries
from app.blueprints.questions.services.pseudonyms import find_key


def tell_askers(
    question_ids: Sequence[int], kind: str, *, dialogue_id: int, entry_key: str, params: dict[str, Any] | None = None,
    mail: bool = True,
) -> int:  # fmt: skip
    """Everybody who asked one of these, once for each entry: who wrote it, or the firm's editors when she has left.

    `mail/<kind>.txt` words it, with `dialogue_id`, `title` and what is in `params`, which must lead to no question.
    Gives how many were told; none when the dialogue is closed, and nobody knows any longer.
    """
    key = find_key(dialogue_id)
    if key is None:
        return 0
    opaque = hmac.digest(key, entry_key.encode(), "sha256").hex()[:36]
    told: set[int] = set()
    for row in queries.askers(question_ids):
        people = editors(row.organisation_id)
        told.update([row.person_id] if row.person_id in people else people)
    said = {"dialogue_id": dialogue_id, "title": queries.title_of(dialogue_id), **(params or {})}
    for person_id in sorted(told):
        notify(person_id, entry_key=opaque, kind=kind, params=said, mail=mail)
    return len(told)
