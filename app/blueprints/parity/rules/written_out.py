"""The whole ledger as plain data: what `flask dialogues ledger ID --json` prints, and what others can check."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.blueprints.parity.rules.standing import standing_of
from app.blueprints.parity.terms.items import Standing


def written_out(dialogue: Any, items: Sequence[Any], participants: Sequence[Any]) -> dict[str, Any]:
    """Times are ISO 8601 with their offset; None is null. `told` of an item: those who knew before everybody did."""
    standings = [standing_of(item) for item in items]
    return {
        "dialogue": dialogue.id,
        "title": dialogue.title,
        "lang": dialogue.lang,
        "state": str(dialogue.state.value),
        "told": sum(item.first_told_at is not None for item in items),
        "published": standings.count(Standing.PUBLISHED),
        "exempted": standings.count(Standing.EXEMPTED),
        "red": standings.count(Standing.RED),
        "participants": [
            {
                "number": row.number,
                "organisation_id": row.organisation_id,
                "organisation": row.name,
                "organisation_number": row.organisation_number,
                "ways": list(row.ways),
                "joined_at": _at(row.joined_at),
            }
            for row in participants
        ],
        "items": [_item(item, how) for item, how in zip(items, standings, strict=True)],
    }


def _item(item: Any, how: Standing) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "subject": f"{item.subject_type}:{item.subject_id}" if item.subject_id is not None else item.subject_type,
        "title": item.title,
        "lang": item.lang,
        "standing": how.value,
        "first_told_at": _at(item.first_told_at),
        "channel": item.channel.value if item.channel else None,
        "told": item.told or [],
        "published_at": _at(item.published_at),
        "path": item.path or None,
        "exempted_at": _at(item.exempted_at),
        "reason": item.reason,
        "withdrawn_at": _at(item.withdrawn_at),
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
