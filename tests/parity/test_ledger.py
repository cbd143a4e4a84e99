"""The ledger: what was told is never unsaid, what everybody knows is published, and the numbers follow by themselves."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.blueprints.dialogues.services import changes
from app.blueprints.dialogues.services.changes import Change
from app.blueprints.parity import queries
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import Channel, How, Kind
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict
from tests.factories.accounts import organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.parity import given, item_draft


def numbers(dialogue) -> tuple[int, ...]:
    row = queries.standing(dialogue.id)
    db.session.rollback()
    return (row.told, row.published, row.exempted, row.red, row.participants) if row else (0, 0, 0, 0, 0)


def host_of(firm) -> Context:
    return Context(organisation_ids=(firm.id,))


def test_what_two_firms_are_told_is_red_until_everybody_can_read_it(db_session) -> None:
    lead, _ = buyer()
    dialogue, first, second = published_dialogue(lead), organisation(), organisation()
    at = now() - timedelta(days=2)
    item = given(dialogue, first, at=at)
    given(dialogue, second, at=at + timedelta(days=1), channel=Channel.CALL)
    assert numbers(dialogue) == (1, 0, 0, 1, 2)
    with unit_of_work(host_of(lead)):
        assert [row.id for row in queries.red(dialogue.id)] == [item.id]
        ledger.published(dialogue.id, [item_draft(1), item_draft(2, title="Svar")], at=now(), by=None, path="/told")
        ledger.published(dialogue.id, [item_draft(1)], at=now(), by=None, path="/told")
    assert numbers(dialogue) == (2, 2, 0, 0, 2)
    with unit_of_work(host_of(lead)):
        early, late = queries.who_got_what_when(dialogue.id)
        assert early.first_told_at == at
        assert early.channel == Channel.MEETING
        assert [(told["organisation_id"], told["channel"]) for told in early.told] == [
            (first.id, "meeting"), (second.id, "call"),
        ]  # fmt: skip
        assert late.told is None
        assert late.first_told_at == late.published_at
        assert late.channel == Channel.SITE


def test_the_longest_head_start_is_kept_in_days_as_they_are_in_norway(db_session) -> None:
    lead, _ = buyer()
    dialogue = published_dialogue(lead)
    evening, night = datetime(2026, 1, 10, 22, 30, tzinfo=UTC), datetime(2026, 1, 12, 23, 30, tzinfo=UTC)
    given(dialogue, organisation(), at=evening)
    with unit_of_work(host_of(lead)):
        assert queries.standing(dialogue.id).head_start_days is None, "nothing is published"
        ledger.published(dialogue.id, [item_draft(2)], at=night, by=None, path="/told")
        assert queries.standing(dialogue.id).head_start_days == 0, "told to everybody at once"
        ledger.published(dialogue.id, [item_draft(1)], at=night, by=None, path="/told")
        ledger.published(dialogue.id, [item_draft(3)], at=night + timedelta(days=9), by=None, path="/told")
        row = queries.standing(dialogue.id)
    assert row.head_start_days == 3, "from the 10th to half past midnight on the 13th"
    assert row.last_published_at == night + timedelta(days=9)


def test_a_supplier_whose_yes_publishes_something_reaches_the_ledger_and_no_further(db_session) -> None:
    dialogue, firm = published_dialogue(), organisation()
    given(dialogue, organisation(), subject_id=7)
    with unit_of_work(host_of(firm)):
        ledger.joined(dialogue.id, firm.id, How.INPUT, at=now())
        ledger.joined(dialogue.id, firm.id, How.SHARED, at=now())
        ledger.joined(dialogue.id, firm.id, How.INPUT, at=now())
        ledger.published(dialogue.id, [item_draft(8)], at=now(), by=None, path="/input")
        assert [(row.organisation_id, row.ways) for row in queries.participants(dialogue.id)] == [
            (firm.id, ["input", "shared"])
        ]
        assert [row.subject_id for row in queries.who_got_what_when(dialogue.id)] == [8]
    assert numbers(dialogue) == (2, 1, 0, 1, 2)


def test_nothing_is_told_by_halves_after_the_close(db_session) -> None:
    dialogue, firm = published_dialogue(), organisation()
    with unit_of_work():
        db.session.execute(db.text("UPDATE dialogues_dialogue SET state = 'closed', closed_at = now()"))
    with pytest.raises(Conflict, match="nothing_told_after_the_close"):
        given(dialogue, firm)


def test_the_database_does_not_close_over_a_red_item_and_keeps_what_was_told(db_session, owner_sql) -> None:
    lead, _ = buyer()
    dialogue, firm = published_dialogue(lead), organisation()
    item = given(dialogue, firm)
    for statement in (
        "UPDATE dialogues_dialogue SET state = 'closed', closed_at = now() WHERE id = :dialogue",
        "UPDATE parity_item SET first_told_at = NULL, channel = NULL WHERE id = :item",
        "UPDATE parity_item SET exempted_at = now() WHERE id = :item",
        "DELETE FROM parity_item WHERE id = :item",
        "DELETE FROM parity_told WHERE item_id = :item",
    ):
        with pytest.raises(DatabaseError), unit_of_work(host_of(lead)):
            db.session.execute(db.text(statement), {"dialogue": dialogue.id, "item": item.id})
    assert numbers(dialogue) == (1, 0, 0, 1, 1)


def test_what_nobody_was_told_may_go_and_what_somebody_was_told_stays(db_session) -> None:
    lead, _ = buyer()
    dialogue = published_dialogue(lead)
    given(dialogue, subject_id=1)
    told = given(dialogue, organisation(), subject_id=2)
    with unit_of_work(host_of(lead)):
        for subject in (1, 2):
            ledger.withdrawn(dialogue.id, Kind.NOTE, subject, by=None)
        [left] = queries.who_got_what_when(dialogue.id)
        assert (left.id, left.withdrawn_at is not None) == (told.id, True)
    assert numbers(dialogue) == (1, 0, 0, 1, 1)


def test_a_close_waits_for_what_is_being_told_and_then_sees_it(app, db_session, owner_sql) -> None:
    lead, _ = buyer()
    dialogue, firm = published_dialogue(lead), organisation()
    ended: list[str] = []

    def close() -> None:
        with app.app_context():
            try:
                with unit_of_work(host_of(lead)):
                    db.session.execute(
                        db.text("UPDATE dialogues_dialogue SET state = 'closed', closed_at = now() WHERE id = :id"),
                        {"id": dialogue.id},
                    )
                ended.append("closed")
            except IntegrityError as error:
                ended.append(error.orig.diag.constraint_name)

    thread = threading.Thread(target=close)
    with unit_of_work(host_of(lead)):
        ledger.given(dialogue.id, item_draft(), to=[firm.id], channel=Channel.CALL, at=now(), by=None)
        thread.start()
        while not owner_sql(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE dial%%'"
        ):
            assert thread.is_alive()
    thread.join()
    assert ended == ["nothing_red_at_the_close"]


def test_a_change_after_publication_is_told_to_everybody_at_that_moment(db_session) -> None:
    lead, _ = buyer()
    dialogue, at = published_dialogue(lead), now()
    change = Change(dialogue.id, "plan", 7, "Datoene er flyttet", "nb", at, f"/dialogues/{dialogue.id}")
    with unit_of_work(host_of(lead)):
        before = len(queries.who_got_what_when(dialogue.id))
        changes.tell(change, by=None)
        told = queries.who_got_what_when(dialogue.id)[-1]
    assert (before, told.kind, told.title, told.first_told_at, told.published_at) == (
        0, Kind.TEXT, "Datoene er flyttet", at, at,
    )  # fmt: skip
