"""Questions on their way, for tests: plain functions that commit."""

import itertools
from typing import Any

from sqlalchemy import func, select

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.questions.models import Question
from app.blueprints.questions.terms.questions import QuestionState
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import member, organisation

_numbers = itertools.count(1)
BODY = "Må skyllemaskinen stå på hver avdeling, eller kan den stå i kjelleren?"


def firm_and_person(**values: Any) -> tuple[Organisation, Person]:
    """A supplier and somebody who may ask for it."""
    firm = organisation(**values)
    return firm, member(firm, "editor", name="Sissel Spør")


def of(firm: Organisation, who: Person | None = None) -> Context:
    """As row-level security sees somebody of `firm`."""
    person_id = who.id if who else db.session.scalar(
        select(Membership.person_id).where(Membership.organisation_id == firm.id).limit(1)
    )  # fmt: skip
    return Context(person_id=person_id, organisation_ids=(firm.id,))


def draft_question(dialogue: Dialogue, firm: Organisation | None = None, **values: Any) -> Question:
    """A private draft of `firm` (a new one)."""
    firm = firm or firm_and_person()[0]
    with unit_of_work(of(firm)):
        number = db.session.scalar(
            select(func.questions_begin(dialogue.id, firm.id, values.pop("lang", "nb"), now()))
        )  # fmt: skip
        made = db.session.get_one(Question, number)
        for name, value in ({"body": BODY} | values).items():
            setattr(made, name, value)
    return made


def asked_question(
    dialogue: Dialogue, firm: Organisation | None = None, *, state: str = "accepted", **values: Any
) -> Question:
    """A question that has reached the hosts: `accepted` (to be answered), or as far as `state` says.

    `pseudonym` is a new number unless it is said: for questions of one firm, say it.
    """
    firm = firm or firm_and_person()[0]
    made = draft_question(dialogue, firm, **values)
    moment = now()
    with unit_of_work(of(firm)):
        made = db.session.get_one(Question, made.id)
        made.state, made.asked_at, made.changed_at = QuestionState(state), moment, moment
        made.said = made.said or made.body
        made.pseudonym = made.pseudonym or next(_numbers) % 30000 + 100
        if made.state is QuestionState.MERGED:
            made.agreed_at, made.proposed = moment, made.proposed or made.said
    return made
