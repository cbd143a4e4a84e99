"""The summary: written in all languages, published to everybody at once; a changed one is a new version."""

from typing import Any

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.journal.services import record
from app.blueprints.outcome.models import Summary, SummaryEntry, SummaryText
from app.blueprints.outcome.queries import published
from app.blueprints.outcome.queries import themes as queries
from app.blueprints.outcome.services.themes import refuse_closed
from app.blueprints.outcome.terms import SummaryDraft
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import ItemDraft, Kind
from app.core import text
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized


def save_summary(dialogue: Any, draft: SummaryDraft, *, by: Actor) -> Summary:
    """As far as it is written, in each language."""
    refuse_closed(dialogue)
    for lang, body in draft.bodies.items():
        refuse_identity_numbers(body, field=f"body_{lang}")
        _html(lang, body)
    found = queries.get_summary(dialogue.id)
    if draft.version != (found.version if found else 0):
        raise StaleVersion(name_of(found.changed_by), found.changed_at) if found else StaleVersion()
    bodies = Localized({lang: body for lang, body in draft.bodies.items() if body})
    if found is not None and found.bodies == bodies:
        return found
    summary = found or Summary(dialogue_id=dialogue.id)
    summary.bodies, summary.changed_at, summary.changed_by = bodies, now(), by.person_id
    db.session.add(summary)
    if not queries.flush():
        raise StaleVersion
    record("outcome.summary_saved", subject=summary, by=by, organisation_id=dialogue.organisation_id)
    return summary


def publish_summary(dialogue: Any, summary: Summary, *, by: Actor) -> SummaryEntry:
    """Everybody reads it from this moment, in all the languages of the dialogue."""
    refuse_closed(dialogue)
    refuse_silenced(by)
    for lang in dialogue.languages:
        if not summary.bodies.get(lang):
            raise Refused("summary_lacks_language", field=f"body_{lang}")
    if summary.published_version == summary.version:
        raise Conflict("summary_is_published")
    moment = now()
    summary.published_version = summary.version + 1  # the version that this very change makes
    if not queries.flush():
        raise StaleVersion
    entry = SummaryEntry(dialogue_id=dialogue.id, number=published.next_number(dialogue.id), published_at=moment)
    db.session.add(entry)
    db.session.flush()
    db.session.add_all(
        SummaryText(entry_id=entry.id, lang=lang, body=summary.bodies[lang], html=_html(lang, summary.bodies[lang]))
        for lang in dialogue.languages
    )
    db.session.flush()
    item = ItemDraft(Kind.TEXT, "outcome_summary_entry", entry.id, dialogue.title, dialogue.lang)
    ledger.published(dialogue.id, [item], at=moment, by=by, path=f"/dialogues/{dialogue.id}/outcome")
    record(
        "outcome.summary_published", subject=summary, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, number=entry.number,
    )  # fmt: skip
    return entry


def _html(lang: str, body: str) -> Any:
    try:
        return text.to_html(body)
    except Refused as error:
        raise Refused(error.code, field=f"body_{lang}", **error.params) from None
