"""Radars: kept by a person for herself, and what they find told to her once."""

from dataclasses import asdict
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Radar
from app.blueprints.dialogues.queries import radar as queries
from app.blueprints.dialogues.terms.finding import MOST_RADARS, RadarDraft
from app.blueprints.journal.services import record
from app.blueprints.notifications.services import notify_many
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, StaleVersion

KIND = "dialogues/radar"
ABOUT = "radar:1"  # all of a person's radars: mail about them is stopped together


def keep(draft: RadarDraft, *, by: Actor) -> Radar:
    refuse_identity_numbers(draft.name, field="name")
    if queries.hold_radars(by.person_id) >= MOST_RADARS:
        raise Conflict("too_many_radars", limit=MOST_RADARS)
    made = Radar(person_id=by.person_id, changed_at=now(), **_columns(draft))
    db.session.add(made)
    db.session.flush()
    record("dialogues.radar_kept", subject=made, by=by)
    return made


def change(radar: Radar, draft: RadarDraft, version: int, *, by: Actor) -> None:
    refuse_identity_numbers(draft.name, field="name")
    if radar.version != version:
        raise StaleVersion(when=radar.changed_at)
    for name, value in _columns(draft).items():
        setattr(radar, name, value)
    radar.changed_at = now()
    record("dialogues.radar_changed", subject=radar, by=by)


def give_up(radar: Radar, *, by: Actor) -> None:
    record("dialogues.radar_given_up", subject=radar, by=by)
    db.session.delete(radar)


def stop_mail(person_id: int, _all: int) -> None:
    """From the link in a mail."""
    queries.stop_alerts(person_id)


def tell(entry: dict[str, Any]) -> None:
    """A dialogue was published, or got a code: whose radar it fits is told, once a dialogue. Runs in the worker."""
    dialogue_id = entry["subject_id"]
    queries.note_told(dialogue_id, entry["key"])
    params = {"dialogue_id": dialogue_id}
    people = queries.told_by(dialogue_id, entry["key"])
    notify_many(people, entry_key=entry["key"], kind=KIND, params=params, mail=True, about=ABOUT)


def _columns(draft: RadarDraft) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(draft).items()}
