"""A moderator takes a translation away, and puts it back: asked by the room above, which decides and tells why."""

from datetime import datetime
from typing import Any

from app.blueprints.bilingual.queries import work
from app.blueprints.bilingual.queries.complaints import translation_for_moderators
from app.blueprints.bilingual.terms.translations import SHOWN, Status
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db

found = translation_for_moderators


def was_taken_away(row: Any) -> bool:
    """Whether it was a moderator who took it away, not its translator, its reviewers or the author."""
    return row.status is Status.WITHDRAWN and row.moderated is not None


def take_away(translation_id: int, *, reason_code: str, at: datetime) -> None:
    """Nobody is shown it any more; readers get the original, and may ask for a better one."""
    translation = work.lock_translation(translation_id)
    if translation.status not in SHOWN:
        return
    translation.moderated = translation.status.value
    translation.status, translation.withdrawn_at, translation.changed_at = Status.WITHDRAWN, at, at
    db.session.flush()
    record(
        "bilingual.translation_taken_away", subject=translation, by=None, reason=reason_code, kind=translation.kind,
        subject_id=translation.subject_id, lang=translation.lang,
    )  # fmt: skip


def put_back(translation_id: int) -> None:
    """As it was; unless another has come in its place meanwhile, which then stays."""
    translation = work.lock_translation(translation_id)
    if translation.status is not Status.WITHDRAWN or translation.moderated is None:
        return
    was = Status(translation.moderated)
    if work.in_state(translation.kind, translation.subject_id, translation.lang, was) is not None:
        was = Status.SUPERSEDED
    translation.status, translation.withdrawn_at, translation.changed_at = was, None, now()
    translation.moderated = None
    db.session.flush()
    record(
        "bilingual.translation_put_back", subject=translation, by=None, kind=translation.kind,
        subject_id=translation.subject_id, lang=translation.lang, state=was.value,
    )  # fmt: skip
