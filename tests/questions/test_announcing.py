"""Who is told that answers are out: everybody whom it concerns, once, after the commit."""

from app.blueprints.forum.queries.following import level_of, set_level
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.notifications.models import PersonPreference
from app.blueprints.parity.services import ledger
from app.blueprints.questions.notices import answers as notices
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import member, organisation
from tests.factories.answers import approved, hosts, published
from tests.factories.dialogues import published_dialogue
from tests.factories.questions import asked_question, of


def test_followers_and_those_who_take_part_are_told_once_and_whoever_wants_nothing_is_left_in_peace(
    db_session, owner_sql, run_jobs, mails
) -> None:
    dialogue = published_dialogue()
    who = hosts(dialogue)
    taking_part = organisation("supplier")
    both, silent = member(taking_part, "editor", name="Begge Deler"), member(taking_part, "owner", name="Stille Stund")
    follower = member(organisation("supplier"), "editor", name="Følger Med", locale="nn")
    start = dialogue.published_at
    for person, level in ((both, Level.ALL), (follower, Level.ALL), (silent, Level.NOTHING), (who[1], Level.ALL)):
        with unit_of_work(Context(person_id=person.id)):
            set_level(person.id, Followed.SPACE, dialogue.space_id, level, start)
    with unit_of_work(Context(person_id=follower.id)):
        db.session.add(PersonPreference(person_id=follower.id, rhythm="immediate"))
    with unit_of_work(of(who[0], who[1])):
        ledger.joined(dialogue.id, taking_part.id, "input", at=now())
    approved(dialogue, asked_question(dialogue, body="Hvor bred er døren?"), who)
    batch = published(dialogue, who)
    run_jobs()
    inbox = "SELECT person_id, count(*) FROM notifications_inbox_item WHERE kind = 'questions/answers_published'"
    told = dict(owner_sql(f"{inbox} GROUP BY person_id"))
    assert told == {both.id: 1, follower.id: 1}
    to = {mail.recipients[0]: mail for mail in mails}
    assert set(to) == {both.email, follower.email}
    assert "Hvor bred er døren?" in to[follower.email].get_body(("plain",)).get_content()
    owner_sql("UPDATE procrastinate_jobs SET status = 'todo' WHERE task_name = 'notifications.fan_out'")
    run_jobs()
    assert (dict(owner_sql(f"{inbox} GROUP BY person_id")), len(mails)) == (told, 2)
    assert to[follower.email]["List-Unsubscribe"], "mail about what one follows can be stopped from the mail itself"
    with unit_of_work(Context(person_id=both.id)):
        assert len(notices.digest(both.id, start, "nb")) == 1
        notices.announcing.stop_space(both.id, dialogue.space_id)
    with unit_of_work(Context(person_id=both.id)):
        assert level_of(both.id, Followed.SPACE, dialogue.space_id) is Level.REPLIES
        assert notices.digest(both.id, start, "nb") == []
    assert batch.number == 1
