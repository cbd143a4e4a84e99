"""Who follows a dialogue is told what came of it, once; a host's people are told of what waits for them."""

from app.blueprints.forum.services.following import follow
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.parity.services.exemptions import exempt
from app.core.db import unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.meetings import context_of, note, passage
from tests.factories.outcome import publish, published_summary, theme
from tests.factories.parity import declared, given


def told(owner_sql, kind: str) -> list[int]:
    query = "SELECT person_id FROM notifications_inbox_item WHERE kind = %(k)s ORDER BY person_id"
    return [row[0] for row in owner_sql(query, k=kind)]


def test_who_follows_is_told_once_also_when_she_has_contributed(db_session, run_jobs, owner_sql) -> None:
    firm, owner = buyer()
    dialogue, supplier = published_dialogue(firm), organisation("supplier")
    kari, follower = member(supplier, "editor"), member(organisation("interest"))
    for person in (kari, follower):
        with unit_of_work(context_of(person)):
            follow(Followed.SPACE, dialogue.space_id, Level.ALL, by=actor(person))
    meeting = note(dialogue, owner, supplier)
    run_jobs()
    theme(dialogue, owner, passage(dialogue, meeting, owner, supplier))
    publish(dialogue, owner)
    run_jobs()
    assert told(owner_sql, "outcome/what_came_of_it") == [kari.id]
    assert told(owner_sql, "outcome/published") == [follower.id]
    published_summary(dialogue, owner)
    run_jobs()
    assert told(owner_sql, "outcome/published") == sorted([kari.id, follower.id, follower.id])


def test_hosts_are_told_of_an_exemption_and_of_declarations_that_are_due_again(db_session, run_jobs, owner_sql) -> None:
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    second, third = member(firm, "editor"), member(firm, "editor")
    item = given(dialogue, organisation("supplier"))
    declared(dialogue, owner, second)
    run_jobs()
    assert told(owner_sql, "impartiality/due_again") == []
    for number in (2, 3):
        given(dialogue, organisation("supplier"), subject_id=number)
    run_jobs()
    assert told(owner_sql, "impartiality/due_again") == sorted([owner.id, second.id]), "two new firms, one notice"
    with unit_of_work(context_of(owner)):
        exempt(item, "Gjelder bare møtetida.", by=actor(owner))
    run_jobs()
    assert told(owner_sql, "parity/exemption_waits") == sorted([second.id, third.id])
