"""What a dialogue's page knows of a firm's own questions, in its one statement of facts."""

from sqlalchemy import func

from app.blueprints.dialogues.queries import facts
from app.blueprints.questions.models import Asker, Question
from app.blueprints.questions.terms.questions import QuestionState

OWN = "own_questions"
_FOR_THE_FIRM = Question.state.in_((QuestionState.PROPOSED, QuestionState.RETURNED))

facts.add(
    facts.piece(OWN, func.count(), words=func.count().filter(_FOR_THE_FIRM))
    .select_from(Asker.__table__.join(Question.__table__, Question.id == Asker.question_id))
    .where(Asker.dialogue_id == facts.DIALOGUE, Asker.organisation_id == facts.FIRMS)
    .having(func.count() > 0)
)
