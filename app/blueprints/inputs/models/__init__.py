"""Tables of input, one module a noun."""

from app.blueprints.inputs.models.answers import Answer, Input, Paraphrase, Published, Working
from app.blueprints.inputs.models.questionnaires import Question, Questionnaire, Section

__all__ = ["Answer", "Input", "Paraphrase", "Published", "Question", "Questionnaire", "Section", "Working"]
