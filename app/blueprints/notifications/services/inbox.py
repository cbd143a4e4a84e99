"""What a person does with her own notices."""

from typing import Any

from app.blueprints.notifications.models import InboxItem
from app.blueprints.notifications.queries import inbox
from app.core.clock import now


def mark_read(item: InboxItem, *, by: Any) -> None:
    """The person has read the notice."""
    inbox.mark_read(by.person_id, now(), item.id)


def mark_all_read(*, by: Any) -> None:
    """The person has read them all."""
    inbox.mark_read(by.person_id, now())
