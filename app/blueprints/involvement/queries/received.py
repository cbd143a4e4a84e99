"""What the market gave: input and meetings, by whom and when; and what came of it. Never what was said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, literal, select, union_all

from app.blueprints.accounts.models import Organisation
from app.blueprints.inputs.models import Input
from app.blueprints.inputs.terms.answers import InputState
from app.blueprints.meetings.models import Note
from app.blueprints.meetings.models import Party as MeetingParty
from app.blueprints.outcome.models import ThemeEntry, ThemeText
from app.core.db import db


def received(dialogue_id: int) -> Sequence[Row[Any]]:
    """kind (a word of `parity.terms.How`), organisation, organisation_number, at; the oldest first."""
    inputs = select(literal("input").label("kind"), Input.organisation_id, Input.handed_in_at.label("at")).where(
        Input.dialogue_id == dialogue_id, Input.state == InputState.HANDED_IN
    )
    meetings = (
        select(literal("meeting").label("kind"), MeetingParty.organisation_id, Note.held_at.label("at"))
        .join(Note, Note.id == MeetingParty.note_id)
        .where(MeetingParty.dialogue_id == dialogue_id)
    )
    both = union_all(inputs, meetings).subquery()
    query = (
        select(both.c.kind, Organisation.name.label("organisation"),
               Organisation.number.label("organisation_number"), both.c.at)
        .join(Organisation, Organisation.id == both.c.organisation_id)
        .order_by(both.c.at, Organisation.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def themes(dialogue_id: int) -> Sequence[Row[Any]]:
    """What has been published of "you said, we did": a row a theme and language."""
    query = (
        select(
            ThemeEntry.id, ThemeEntry.position, ThemeEntry.outcome, ThemeEntry.lang.label("original"), ThemeText.lang,
            ThemeText.title, ThemeText.did, ThemeText.shows,
        )
        .join(ThemeText, ThemeText.entry_id == ThemeEntry.id)
        .where(ThemeEntry.dialogue_id == dialogue_id)
        .order_by(ThemeEntry.position, ThemeEntry.id, ThemeText.lang)
    )  # fmt: skip
    return db.session.execute(query).all()
