"""Somebody has looked through a page about the site."""

from datetime import date

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.services.ages import is_old
from app.blueprints.home import queries
from app.blueprints.home.models import PageReview
from app.blueprints.home.terms import WRITTEN
from app.blueprints.journal.services import record
from app.core.clock import local
from app.core.db import db


def vouched_for(page: str) -> date:
    """When the page was last looked through; before that, when it was written.

    These pages stand also when the database does not, and one that is young enough asks nobody.
    """
    if not is_old(WRITTEN[page]):
        return WRITTEN[page]
    seen = queries.last_review(page)
    return local(seen).date() if seen else WRITTEN[page]


def review_page(page: str, note: str, *, by: Actor | None) -> PageReview:
    """It still holds: the age banner goes, for all three languages, which are looked through together."""
    refuse_identity_numbers(note, field="note")
    seen = PageReview(page=page, by_id=by.person_id if by else None, note=note)
    db.session.add(seen)
    record("home.page_reviewed", subject=seen, by=by, page=page)
    return seen
