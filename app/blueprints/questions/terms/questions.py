"""Questions: how far one has come, and what comes in through a door."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_QUESTION = 6_000  # characters
MOST_REASON = 2_000
MOST_DRAFTS = 50  # of one firm in one dialogue


class QuestionState(StrEnum):
    """`DRAFT`: the firm's. `ASKED`: with the buyer. `PROPOSED`: the buyer asks to change or merge, the firm decides.

    `RETURNED`: back with the firm, with a reason; when it writes anew, a draft again. `ACCEPTED`: will be answered in
    the words that stand. `MERGED`: goes with another question, as the firm agreed. `WITHDRAWN`: by the firm, before it
    was published.
    """

    DRAFT = "draft"
    ASKED = "asked"
    PROPOSED = "proposed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"


class AnswerState(StrEnum):
    """`WRITTEN` may be changed; `APPROVED` by somebody who has not written a word of it; then `PUBLISHED`, for good."""

    WRITTEN = "written"
    APPROVED = "approved"
    PUBLISHED = "published"


class BatchState(StrEnum):
    PREPARING = "preparing"
    PUBLISHED = "published"


class Deadline(StrEnum):
    """What the buyer chose about the last day for input when answers came late."""

    NOT_ASKED = "not_asked"
    KEPT = "kept"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question as its firm writes it. `follows`: the number of a published question that it follows up."""

    body: str
    lang: str
    need_id: int | None = None
    follows: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question with the firm that asks it, as that firm sees it; read-only but for what `question` is."""

    question: Any
    organisation_id: int
    person_id: int | None

    @property
    def id(self) -> int:
        return int(self.question.id)

    @property
    def dialogue_id(self) -> int:
        return int(self.question.dialogue_id)
