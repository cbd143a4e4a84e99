"""Notes of meetings: what was told reaches everybody, and what a firm said reaches nobody else."""

from datetime import timedelta

import pytest

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues.services import closing
from app.blueprints.meetings.models import Entry, Note, Said
from app.blueprints.meetings.queries import get_note, themes
from app.blueprints.meetings.queries.notes import unfinished
from app.blueprints.meetings.services import notes, said
from app.blueprints.meetings.terms import NoteState, PartyDraft, WordingDraft
from app.blueprints.parity.models import Item
from app.blueprints.parity.queries import participants, red
from app.blueprints.parity.services import exemptions
from app.core.clock import now
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.meetings import context_of, note, note_draft, passage, published_note, said_draft


@pytest.fixture
def talk(db_session):
    """A dialogue, its buyer's owner, and a firm with its owner."""
    host, ingrid = buyer()
    firm = organisation()
    return published_dialogue(host), ingrid, firm, member(firm)


def test_a_draft_tells_the_ledger_nothing_and_a_finished_note_tells_it_who_was_told_and_when(talk):
    dialogue, ingrid, firm, _kari = talk
    with unit_of_work(context_of(ingrid)):
        made = notes.write_note(dialogue, note_draft(firm), by=actor(ingrid))
    with unit_of_work(context_of(ingrid)):
        assert [row.organisation_id for row in participants(dialogue.id)] == []
        assert not red(dialogue.id)
        notes.share_note(dialogue, made, made.version, by=actor(ingrid))
    with unit_of_work(context_of(ingrid)):
        assert [row.organisation_id for row in participants(dialogue.id)] == [firm.id]
        [item] = red(dialogue.id)
        assert (item.title, item.first_told_at) == (made.title, made.held_at)
        assert item.path == f"/dialogues/{dialogue.id}/notes/{made.id}", "from the ledger one comes to the note"


def test_a_note_is_published_in_every_language_or_not_at_all(talk):
    dialogue, ingrid, firm, _kari = talk
    made = note(dialogue, ingrid, firm)
    made_id = made.id
    with pytest.raises(Refused, match="note_lacks_language"), unit_of_work(context_of(ingrid)):
        notes.publish_note(dialogue, made, by=actor(ingrid))
    half = (WordingDraft(lang="en", title="Meeting", told=""),)
    with unit_of_work(context_of(ingrid)):
        made = get_note(made_id)
        notes.save_wordings(dialogue, made, half, made.version, by=actor(ingrid))
    with pytest.raises(Refused, match="note_lacks_language"), unit_of_work(context_of(ingrid)):
        notes.publish_note(dialogue, made, by=actor(ingrid))
    with unit_of_work(context_of(ingrid)):
        assert db.session.query(Entry).count() == 0
        assert red(dialogue.id)


def test_a_published_note_is_not_red_and_does_not_change(talk):
    dialogue, ingrid, firm, _kari = talk
    made = published_note(dialogue, ingrid, firm)
    with unit_of_work(context_of(ingrid)):
        assert not red(dialogue.id)
        [entry] = db.session.query(Entry)
        assert (entry.firms, entry.held_at) == (1, made.held_at)
    with pytest.raises(Conflict, match="note_is_published"), unit_of_work(context_of(ingrid)):
        notes.change_note(dialogue, made, note_draft(firm, version=made.version), by=actor(ingrid))
    with pytest.raises(Conflict, match="note_is_published"), unit_of_work(context_of(ingrid)):
        notes.publish_note(dialogue, made, by=actor(ingrid))


def test_drafts_and_what_is_told_and_unpublished_stand_before_the_close(talk):
    dialogue, ingrid, firm, _kari = talk

    def obstacles():
        with unit_of_work(context_of(ingrid)):
            return {one.code: one.count for one in closing.obstacles(dialogue.id) if one.code.startswith("notes_")}

    note(dialogue, ingrid, firm, finished=False)
    note(dialogue, ingrid, firm)
    note(dialogue, ingrid, firm, told="")
    published_note(dialogue, ingrid, firm)
    assert obstacles() == {"notes_not_finished": 1, "notes_not_published": 1}


def test_what_two_people_have_exempted_need_not_be_published_before_the_close(talk):
    dialogue, ingrid, firm, _kari = talk
    made = note(dialogue, ingrid, firm)
    henrik = member(get_organisation(dialogue.organisation_id))
    with unit_of_work(context_of(ingrid)):
        assert unfinished(dialogue.id) == (0, 1)
        item = db.session.query(Item).filter_by(subject_id=made.id).one()
        exemptions.exempt(item, "Bare praktiske opplysninger om adkomst.", by=actor(ingrid))
    with unit_of_work(context_of(henrik)):
        exemptions.approve_exemption(db.session.get_one(Item, item.id), by=actor(henrik))
    with unit_of_work(context_of(ingrid)):
        assert unfinished(dialogue.id) == (0, 0)


def test_the_firms_own_words_stand_in_place_of_the_buyers_and_both_are_kept(talk):
    dialogue, ingrid, firm, kari = talk
    made = note(dialogue, ingrid, firm)
    first = passage(dialogue, made, ingrid, firm)
    secret = said_draft("Vi klarer tre.", confidential=True, reason="Kapasiteten er vår hemmelighet.", version=1)
    with unit_of_work(context_of(kari)):
        said.correct(dialogue, made, first, secret, by=actor(kari))
    with unit_of_work(context_of(ingrid)):
        [row] = themes.contributions(dialogue.id)
        assert row.id != first.id
        assert (row.excerpt, row.organisation_id, row.confidential) == ("", firm.id, True)
        assert {row.body for row in db.session.query(Said)} == {"Vi klarer to kaier på et år.", "Vi klarer tre."}
    with pytest.raises(Conflict, match="passage_is_the_firms"), unit_of_work(context_of(ingrid)):
        said.change_down(dialogue, made, first, said_draft("Noe annet.", version=first.version), by=actor(ingrid))


def test_confidence_is_asked_for_with_a_reason(talk):
    dialogue, ingrid, firm, _kari = talk
    made = note(dialogue, ingrid, firm)
    with pytest.raises(Refused, match="confidence_needs_reason"):
        passage(dialogue, made, ingrid, firm, confidential=True)


def test_row_level_security_keeps_a_draft_with_the_hosts_and_each_part_with_its_firm(talk, web_sql):
    dialogue, ingrid, firm, kari = talk
    other = organisation()
    member(other)
    draft = note(dialogue, ingrid, firm, finished=False)
    passage(dialogue, draft, ingrid, firm, body="I kladden.")
    both = note(dialogue, ingrid, firm, other)
    passage(dialogue, both, ingrid, firm, body="Vår del.")
    passage(dialogue, both, ingrid, other, body="Den andres del.")
    stranger = member(organisation())

    def seen(statement, who):
        return {row[0] for row in web_sql(statement, context_of(who))}

    assert seen("SELECT id FROM meetings_note", kari) == {both.id}
    assert seen("SELECT body FROM meetings_said", kari) == {"Vår del."}
    assert seen("SELECT organisation_id FROM meetings_party", kari) == {firm.id}
    assert seen("SELECT body FROM meetings_said", ingrid) == {"I kladden.", "Vår del.", "Den andres del."}
    for table in ("note", "party", "said", "wording"):
        assert seen(f"SELECT id FROM meetings_{table}", stranger) == set()
    changed = "UPDATE meetings_said SET body = 'x' RETURNING id"
    assert seen(changed, kari) == set(), "a firm writes in the buyer's words"


def test_a_note_is_refused_of_tomorrow_of_a_host_and_of_a_firm_that_nobody_knows(talk):
    dialogue, ingrid, firm, _kari = talk
    unknown = (PartyDraft(firm="000000000"),)
    for code, draft in {
        "meeting_is_to_come": note_draft(firm, held_at=now() + timedelta(minutes=5)),
        "firm_not_here": note_draft(parties=unknown),
        "firm_twice": note_draft(firm, firm),
        "nobody_took_part": note_draft(),
        "identity_number_in_text": note_draft(firm, told="Spør 15827545608 om det."),
    }.items():
        with pytest.raises(Refused, match=code), unit_of_work(context_of(ingrid)):
            notes.write_note(dialogue, draft, by=actor(ingrid))


def test_two_people_who_change_a_note_at_once_are_told_of_each_other(talk):
    dialogue, ingrid, firm, _kari = talk
    made = note(dialogue, ingrid, firm, finished=False)
    with unit_of_work(context_of(ingrid)):
        notes.change_note(dialogue, made, note_draft(firm, version=made.version), by=actor(ingrid))
    with pytest.raises(StaleVersion), unit_of_work(context_of(ingrid)):
        notes.change_note(dialogue, made, note_draft(firm, version=1), by=actor(ingrid))


def test_a_draft_may_go_and_a_finished_note_may_not(talk):
    dialogue, ingrid, firm, _kari = talk
    draft = note(dialogue, ingrid, firm, finished=False)
    passage(dialogue, draft, ingrid, firm)
    finished = note(dialogue, ingrid, firm)
    with pytest.raises(Conflict, match="note_is_finished"), unit_of_work(context_of(ingrid)):
        notes.remove_note(dialogue, finished, by=actor(ingrid))
    with unit_of_work(context_of(ingrid)):
        notes.remove_note(dialogue, db.session.get_one(Note, draft.id), by=actor(ingrid))
    with unit_of_work(context_of(ingrid)):
        assert [row.state for row in db.session.query(Note)] == [NoteState.SHARED]
