"""What a buyer asks of everybody: kinds of question, and what comes in when one is written."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.localized import Localized

MOST_SECTIONS = 12
MOST_QUESTIONS = 60
MOST_CHOICES = 12
SCALE = (1, 2, 3, 4, 5)
LONGEST_ANSWER = 5_000  # characters
USUAL_CAP_HOURS = 20
USUAL_FIRMS = 10


class QuestionKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    YES_NO = "yes_no"
    FILE = "file"


# Minutes that one firm spends on a question of each kind, unless its author says otherwise: our own estimate, which
# stands on every page that shows it.
USUAL_MINUTES = {
    QuestionKind.TEXT: 6,
    QuestionKind.NUMBER: 3,
    QuestionKind.CHOICE: 1,
    QuestionKind.CHOICES: 2,
    QuestionKind.SCALE: 1,
    QuestionKind.YES_NO: 1,
    QuestionKind.FILE: 10,
}
WITH_CHOICES = (QuestionKind.CHOICE, QuestionKind.CHOICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """`words`, `hint` and each of `choices` in the languages of the dialogue. `minutes`: what it takes one firm."""

    kind: QuestionKind
    words: Localized
    hint: Localized
    choices: tuple[Localized, ...] = ()
    unit: str = ""
    minutes: int
    required: bool = False
    need_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortDraft:
    """How many firms are thought to answer, and how many hours they may be asked for together.

    `why`: what is answered to the warning that the questions ask for more than the cap.
    """

    firms: int
    cap_hours: int
    why: str
    version: int
