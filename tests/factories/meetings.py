"""Notes of meetings for tests, through the room's own services; they commit."""

from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.meetings.models import Note, Said
from app.blueprints.meetings.services import notes, said
from app.blueprints.meetings.terms import MeetingKind, NoteDraft, PartyDraft, SaidDraft, WordingDraft
from app.core.clock import now
from app.core.db import Context, unit_of_work
from tests.factories.accounts import actor


def context_of(who: Person) -> Context:
    """For whom the database works when `who` acts."""
    found = actor(who)
    return Context(person_id=who.id, organisation_ids=tuple(m.organisation_id for m in found.memberships))


def note_draft(*firms: Organisation, **values: Any) -> NoteDraft:
    return NoteDraft(
        **{
            "kind": MeetingKind.MEETING, "held_at": now() - timedelta(days=1), "place": "Rådhuset",
            "our_people": "Ingrid Innkjøper", "lang": "nb", "title": "Møte om ladekapasitet på kaiene",
            "told": "Vi tenker oss tre kaier i første byggetrinn.",
            "parties": tuple(PartyDraft(firm=firm.number, people="Kari Prøve") for firm in firms),
        } | values
    )  # fmt: skip


def note(dialogue: Dialogue, who: Person, *firms: Organisation, finished: bool = True, **values: Any) -> Note:
    """A note by `who`, of a host; `finished`: the firms can read their parts."""
    with unit_of_work(context_of(who)):
        made = notes.write_note(dialogue, note_draft(*firms, **values), by=actor(who))
        if finished:
            notes.share_note(dialogue, made, made.version, by=actor(who))
    return made


def said_draft(body: str = "Vi klarer to kaier på et år.", **values: Any) -> SaidDraft:
    return SaidDraft(**{"lang": "nb", "body": body, "confidential": False, "reason": ""} | values)


def passage(dialogue: Dialogue, where: Note, who: Person, firm: Organisation, **values: Any) -> Said:
    """What `firm` said, as `who` of a host wrote it down."""
    with unit_of_work(context_of(who)):
        return said.write_down(dialogue, where, firm.id, said_draft(**values), by=actor(who))


def published_note(dialogue: Dialogue, who: Person, *firms: Organisation, **values: Any) -> Note:
    """Read by everybody, in all the languages of the dialogue; `other`: title and words in those that are not its own."""
    title, told = values.pop("other", ("Meeting on charging capacity", "We think of three quays at first."))
    made = note(dialogue, who, *firms, **values)
    with unit_of_work(context_of(who)):
        others = tuple(
            WordingDraft(lang=lang, title=title, told=told) for lang in dialogue.languages if lang != made.lang
        )
        notes.save_wordings(dialogue, made, others, made.version, by=actor(who))
        notes.publish_note(dialogue, made, by=actor(who))
    return made
