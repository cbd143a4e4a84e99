"""From a private draft to a question that will be answered: services on the real database."""

from datetime import timedelta

import pytest

from app.blueprints.dialogues import queries as dialogues
from app.blueprints.questions.queries import asking as own
from app.blueprints.questions.queries import intake as hosts
from app.blueprints.questions.services import asking, closing, intake
from app.blueprints.questions.terms.questions import QuestionDraft, QuestionState
from app.core.clock import today
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.questions import asked_question, firm_and_person, of
from tests.forum.test_services import synthetic

PLAIN = "Må utstyret tåle sjøsprøyt?"


class Firm:
    """A supplier that asks, through the services as its own people reach them."""

    def __init__(self) -> None:
        self.row, self.person = firm_and_person()
        self.context = of(self.row, self.person)
        self.actor = actor(self.person)

    def ask(self, dialogue, body=PLAIN, *, sure=False):
        with unit_of_work(self.context):
            shown = dialogues.dialogue_shown(dialogue.id)
            number = asking.begin(shown, self.row.id, "nb", follows=None, need_id=None, by=self.actor)
            question = own.own_question(number).question
            asking.save(question, QuestionDraft(body=body, lang="nb", version=question.version), by=self.actor)
            asked = asking.ask(shown, question, self.row.id, question.version, sure=sure, by=self.actor)
        db.session.expunge(asked)  # what others do next is not seen through this one
        return asked

    def does(self, question, what, **values):
        with unit_of_work(self.context):
            mine = own.own_question(question.id).question
            return what(mine, mine.version, by=self.actor, **values)


class Host:
    def __init__(self, row) -> None:
        self.person = member(row, "editor", name="Ivar Innkjøper")
        self.context, self.actor = Context(self.person.id, (row.id,)), actor(self.person)

    def does(self, question, what, *said):
        with unit_of_work(self.context):
            asked = hosts.get_question(question.id)
            return what(asked, *said, asked.version, by=self.actor)


@pytest.fixture
def scene(db_session):
    """A dialogue, one of its hosts, and a firm."""
    row, _ = buyer()
    return published_dialogue(row), Host(row), Firm()


def test_a_firm_is_the_same_number_in_a_dialogue_and_another_in_the_next(scene):
    first, _, firm = scene
    second, third, other = published_dialogue(), published_dialogue(), Firm()
    numbers = [firm.ask(first).pseudonym, firm.ask(first).pseudonym]
    elsewhere = [firm.ask(second).pseudonym, firm.ask(third).pseudonym]
    assert numbers[0] == numbers[1] != other.ask(first).pseudonym
    assert len({numbers[0], *elsewhere}) == 3


def test_what_points_at_the_firm_is_sent_only_when_it_says_that_it_knows(scene):
    dialogue, _, firm = scene
    telling = f"{PLAIN} Vi i Havbris lurer. Ring 22 33 44 55."
    with pytest.raises(Refused, match="question_may_identify_you"):
        firm.ask(dialogue, telling)
    asked = firm.ask(dialogue, telling, sure=True)
    assert {sign["code"] for sign in asked.warned} == {"own_voice", "phone"}
    with pytest.raises(Refused, match="identity_number"):
        firm.ask(dialogue, f"Skriv til {synthetic()}.", sure=True)


def test_a_question_after_the_last_day_is_taken_and_marked_and_after_the_deadline_is_not(scene):
    dialogue, _, firm = scene
    in_time = firm.ask(dialogue)
    with unit_of_work():
        dialogues.get_dialogue(dialogue.id).questions_until = today() - timedelta(days=1)
    late = firm.ask(dialogue)
    assert (in_time.late, late.late) == (False, True)
    assert hosts.waiting_late(dialogue.id) is False  # nobody's eyes see nothing
    with unit_of_work():
        row = dialogues.get_dialogue(dialogue.id)
        row.questions_until = row.closes_on = today() - timedelta(days=1)
        row.opens_on = row.closes_on - timedelta(days=9)
    with pytest.raises(Conflict, match="input_is_over"):
        firm.ask(dialogue)


def test_other_words_stand_only_after_a_yes(scene):
    dialogue, host, firm = scene
    asked = firm.ask(dialogue)
    host.does(asked, intake.propose, "Skal utstyret tåle saltvann?", None)
    no = firm.does(asked, asking.answer_proposal, agree=False)
    assert (no.state, no.said) == (QuestionState.ASKED, PLAIN)
    host.does(asked, intake.propose, "Skal utstyret tåle saltvann?", None)
    with pytest.raises(Conflict, match="question_is_elsewhere"):
        host.does(asked, intake.accept)
    yes = firm.does(asked, asking.answer_proposal, agree=True)
    assert (yes.state, yes.said, yes.body) == (QuestionState.ACCEPTED, "Skal utstyret tåle saltvann?", PLAIN)


def test_a_merged_question_stands_by_itself_again_when_the_other_is_withdrawn(scene):
    dialogue, host, firm = scene
    other = Firm()
    target, asked = other.ask(dialogue, "Tåler kaien saltvann?"), firm.ask(dialogue)
    with pytest.raises(Refused, match="words_of_another_firm"):
        host.does(asked, intake.propose, "tåler kaien  saltvann?", target.id)
    host.does(asked, intake.propose, "Hvilke krav stilles til saltvann?", target.id)
    merged = firm.does(asked, asking.answer_proposal, agree=True)
    assert (merged.state, merged.merged_into_id) == (QuestionState.MERGED, target.id)
    other.does(target, asking.withdraw)
    with unit_of_work(firm.context):
        alone = own.own_question(asked.id).question
        db.session.refresh(alone)
        assert (alone.state, alone.merged_into_id) == (QuestionState.ACCEPTED, None)


def test_a_returned_question_is_a_draft_that_the_buyer_does_not_see_and_keeps_its_number(scene):
    dialogue, host, firm = scene
    asked = firm.ask(dialogue)
    with pytest.raises(Refused, match="return_without_reason"):
        host.does(asked, intake.give_back, "")
    host.does(asked, intake.give_back, "Hvilket utstyr?")
    with unit_of_work(firm.context):
        mine = own.own_question(asked.id).question
        draft = QuestionDraft(body="Må fenderne tåle sjøsprøyt?", lang="nb", version=mine.version)
        asking.save(mine, draft, by=firm.actor)
    with unit_of_work(host.context):
        assert hosts.asked(dialogue.id, tuple(QuestionState)).rows == []
    with unit_of_work(firm.context):
        shown, mine = dialogues.dialogue_shown(dialogue.id), own.own_question(asked.id).question
        again = asking.ask(shown, mine, firm.row.id, mine.version, sure=False, by=firm.actor)
    assert (again.pseudonym, again.said) == (asked.pseudonym, "Må fenderne tåle sjøsprøyt?")


def test_whoever_is_second_is_told(scene):
    dialogue, host, firm = scene
    asked = firm.ask(dialogue)
    seen = asked.version
    firm.does(asked, asking.withdraw)
    with pytest.raises(Conflict), unit_of_work(host.context):
        intake.accept(hosts.get_question(asked.id), seen, by=host.actor)
    with unit_of_work(firm.context):
        mine = own.own_question(firm.ask(dialogue).id).question
    with pytest.raises(StaleVersion):
        asking.withdraw(mine, mine.version - 1, by=firm.actor)


def test_a_dialogue_does_not_close_over_a_question_that_came_in_time(scene):
    dialogue, host, firm = scene
    asked = firm.ask(dialogue)
    asked_question(dialogue, firm.row, state="asked", late=True)
    with unit_of_work(host.context):
        assert [(o.code, o.count) for o in closing.obstacles(dialogue.id)] == [("questions_are_unanswered", 1)]
    host.does(asked, intake.give_back, "Ikke om dette behovet.")
    with unit_of_work(host.context):
        assert closing.obstacles(dialogue.id) == []


def test_the_journal_tells_what_was_asked_and_never_by_whom(scene, owner_sql):
    dialogue, _, firm = scene
    firm.does(firm.ask(dialogue), asking.withdraw)
    rows = owner_sql("SELECT by_id, organisation_id, data::text FROM journal_entry WHERE what LIKE 'questions.%%'")
    assert len(rows) == 2
    assert {(row[0], row[1]) for row in rows} == {(None, None)}
    assert not any(str(firm.row.number) in row[2] or '"organisation' in row[2] for row in rows)
