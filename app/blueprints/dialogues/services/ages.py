"""Somebody looks through a dialogue's page and vouches that it still holds: only then does the age banner go."""

from datetime import date
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Review
from app.blueprints.dialogues.queries.documents import review_dialogue
from app.blueprints.dialogues.rules import age
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.db import db


def is_old(vouched_for: date | None) -> bool:
    """Whether a page that was last looked through on this day says today that it is old."""
    return age.is_old(vouched_for, today())


def review(dialogue: Any, note: str, *, by: Actor | None) -> Review:
    """The dialogue's page is as good as new from now on; who said so, and her note, are kept."""
    refuse_identity_numbers(note, field="note")
    seen = Review(dialogue_id=dialogue.id, by_id=by.person_id if by else None, note=note)
    db.session.add(seen)
    review_dialogue(dialogue.id, now())
    record("dialogues.page_reviewed", subject=seen, by=by, organisation_id=dialogue.organisation_id)
    return seen
