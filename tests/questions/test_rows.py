"""What the database itself keeps, by raw SQL: whose rows are whose, and whose words are whose."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Context, acting_for, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.questions import asked_question, draft_question, firm_and_person, of


def seen(context: Context, table: str) -> list[int]:
    with unit_of_work(context):
        return list(db.session.scalars(text(f"SELECT id FROM questions_{table} ORDER BY id")))


def refused(context: Context, statement: str, **values: object) -> bool:
    with pytest.raises(SQLAlchemyError), unit_of_work(context):
        db.session.execute(text(statement), values)
    return True


@pytest.fixture
def told(db_session):
    """A host, a firm with a draft and a question, and another firm with one."""
    host, _ = buyer()
    dialogue = published_dialogue(host)
    firm, who = firm_and_person()
    rows = draft_question(dialogue, firm), asked_question(dialogue, firm, state="asked"), asked_question(dialogue)
    db.session.expunge_all()  # a statement that is refused would make them look again, as somebody who sees nothing
    return host, dialogue, firm, who, rows


def test_a_host_sees_what_was_asked_and_never_who_asked_nor_a_draft(told):
    host, _, firm, who, (draft, mine, other) = told
    assert seen(acting_for(host.id), "question") == [mine.id, other.id]
    assert seen(acting_for(host.id), "asker") == []
    assert seen(of(firm, who), "question") == [draft.id, mine.id]
    assert len(seen(of(firm, who), "asker")) == 2
    stranger = acting_for(organisation("buyer").id)
    assert seen(stranger, "question") == seen(stranger, "asker") == seen(Context(), "question") == []


def test_nobody_changes_a_firms_words_or_says_yes_in_its_name(told):
    """Silence is no consent, and neither is a statement of the host's."""
    host, _, firm, who, (draft, mine, other) = told
    its_host = Context(member(host).id, (host.id,))
    change = "UPDATE questions_question SET {} WHERE id = :id"
    for words in ("body = 'x'", "said = 'x'", "state = 'withdrawn'", "agreed_at = now()"):
        assert refused(its_host, change.format(words), id=mine.id)
    with unit_of_work(its_host):
        db.session.execute(text(change.format("state = 'proposed', proposed = 'x'")), {"id": mine.id})
    assert refused(its_host, change.format("state = 'accepted'"), id=mine.id)
    assert refused(
        its_host, change.format(f"state = 'merged', agreed_at = now(), merged_into_id = {other.id}"), id=mine.id
    )
    with unit_of_work(of(firm, who)):
        db.session.execute(
            text(change.format("state = 'accepted', said = proposed, agreed_at = now()")), {"id": mine.id}
        )
    assert refused(acting_for(host.id), "INSERT INTO questions_asker (question_id, dialogue_id, organisation_id)"
                   " SELECT id, dialogue_id, :firm FROM questions_question", firm=host.id)  # fmt: skip
    with unit_of_work(its_host):
        db.session.execute(text("DELETE FROM questions_question"))
    assert seen(of(firm, who), "question") == [draft.id, mine.id]


def test_a_firm_begins_no_question_for_another(told):
    host, dialogue, _, who, _ = told
    begin = "SELECT questions_begin(:dialogue, :firm, 'nb', now())"
    assert refused(Context(who.id, ()), begin, dialogue=dialogue.id, firm=host.id)


def test_looking_up_who_asked_is_for_hosts_with_a_reason_and_is_seen_by_the_firm(told):
    host, _, firm, who, (draft, mine, _) = told
    reveal = "SELECT questions_reveal(:id, :reason, now())"
    looker = member(host)
    its_host = Context(looker.id, (host.id,))
    assert refused(Context(who.id, (organisation("buyer").id,)), reveal, id=mine.id, reason="nysgjerrig")
    assert refused(its_host, reveal, id=mine.id, reason="")
    assert refused(its_host, reveal, id=draft.id, reason="utkast")
    with unit_of_work(its_host):
        assert db.session.scalar(text(reveal), {"id": mine.id, "reason": "Trussel i teksten."}) == firm.id
    with unit_of_work(of(firm, who)):
        rows = db.session.execute(text("SELECT person_id, reason FROM questions_look")).all()
    assert [tuple(row) for row in rows] == [(looker.id, "Trussel i teksten.")]
    assert refused(its_host, "SELECT * FROM questions_askers(ARRAY[:id]::bigint[])", id=mine.id)


def test_a_key_is_destroyed_at_the_close_and_not_before(told):
    host, dialogue, firm, who, (_, mine, other) = told
    assert refused(acting_for(host.id), "SELECT questions_forget(:id)", id=dialogue.id)
    with unit_of_work(acting_for(host.id)):
        db.session.execute(
            text("UPDATE dialogues_dialogue SET state = 'closed', closed_at = now() WHERE id = :id"),
            {"id": dialogue.id},
        )
        db.session.execute(text("SELECT questions_forget(:id)"), {"id": dialogue.id})
    assert seen(of(firm, who), "asker") == seen(of(firm, who), "question") == []
    assert seen(acting_for(host.id), "question") == [mine.id, other.id]
    for table in ("key", "pseudonym"):
        assert seen(Context(), table) == []
