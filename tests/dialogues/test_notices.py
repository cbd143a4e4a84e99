"""Who is told of what happens to a dialogue: once each, in her own language, and nobody before it is time."""

from app.blueprints.dialogues.services import dialogues, hosts, reach
from app.blueprints.dialogues.terms.process import NoticeDraft, NoticeKind, NoticePlace, OpenTo, ReachDraft
from app.blueprints.forum.queries import following
from app.blueprints.forum.terms.following import Followed, Level
from app.core import clock
from app.core.db import Context, acting_for, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.dialogues import buyer, draft_dialogue


def subjects(mails) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for mail in mails:
        told.setdefault(mail.recipients[0], []).append(mail["Subject"])
    mails.clear()
    return told


def test_a_buyer_hears_that_it_is_asked_and_who_leads_hears_the_answer(db_session, run_jobs, mails) -> None:
    firm, lead = buyer()
    along, other = buyer(name="Havndal kommune")
    dialogue = draft_dialogue(firm)
    with unit_of_work(acting_for(firm.id)):
        hosts.ask_host(dialogue, along.id, by=actor(lead))
    run_jobs()
    told = subjects(mails)
    assert list(told) == [other.email]
    assert "Mindre matsvinn på sengepostene" in told[other.email][0]
    with unit_of_work(acting_for(along.id)):
        hosts.answer_host(dialogue, along.id, accept=True, by=actor(other))
    run_jobs()
    assert "Havndal kommune" in subjects(mails)[lead.email][0]


def test_who_is_invited_hears_it_when_the_dialogue_is_published_and_followers_that_input_has_ended(
    db_session, run_jobs, mails, sign_in
) -> None:
    supplier, late, follower = organisation("supplier"), organisation("supplier"), person(locale="nb")
    who, later = member(supplier, "editor"), member(late)
    dialogue = draft_dialogue()
    with unit_of_work():
        draft = ReachDraft(open_to=OpenTo.INVITED, criterion="Driver kaier i dag.", version=dialogue.version)
        reach.save_reach(dialogue, draft, by=None)
        reach.invite(dialogue, supplier.id, by=None)
    run_jobs()
    assert subjects(mails) == {}, "a draft is nobody's business"
    with unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)
    with unit_of_work():
        reach.invite(dialogue, late.id, by=None)
    run_jobs()
    assert sorted(subjects(mails)) == sorted([who.email, later.email])
    with unit_of_work(Context(person_id=follower.id)):
        following.set_level(follower.id, Followed.SPACE, dialogue.space_id, Level.ALL, clock.now())
    with unit_of_work():
        notice = NoticeDraft(
            kind=NoticeKind.COMPETITION, place=NoticePlace.TED, number="1-2027", url="", published_on=None
        )
        dialogues.announce(dialogue, notice, dialogue.version, by=None)
    run_jobs()
    inbox = sign_in(follower).get("/nb/inbox").text
    assert "Mindre matsvinn på sengepostene" in inbox
