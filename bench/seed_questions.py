"""Questions of the dialogue that the bench reads: published in batches, and one batch that is ready to go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench import seed

DIALOGUE, BUYER, OTHER = 1, 1, 2
IN_A_BATCH = 50
QUESTION = (
    "dialogue_id pseudonym lang body said state late need_id proposed reason warned number asked_at changed_at version"
)
ANSWER = "dialogue_id question_id number state writers approved_by approved_at batch_id why changed_at version"


def published(cursor: psycopg.Cursor[Any], questions: int, suppliers: int, start: datetime) -> None:
    """In batches of fifty, the first of which is number 1; so many suppliers have asked, in turn."""
    batches = -(-questions // IN_A_BATCH)
    seed.copy(
        cursor,
        "questions_batch",
        "dialogue_id number state prepared_by published_by published_at deadline version",
        ((DIALOGUE, n, "published", BUYER, BUYER, moment(n, start), "not_asked", 2) for n in range(1, batches + 1)),
    )
    seed.copy(
        cursor,
        "questions_entry",
        "dialogue_id answer_id batch_id number version current pseudonym joined need_id late lang why words"
        " published_at hidden_reason",
        (
            (DIALOGUE, n, batch, n, 1, True, n % suppliers, [], 1, False, "nb", "", Jsonb(words(n)),
             moment(batch, start), "")
            for n in range(1, questions + 1)
            for batch in [1 + (n - 1) // IN_A_BATCH]
        ),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_question", QUESTION,
        ((DIALOGUE, n % suppliers, "nb", asked(n), asked(n), "published", False, 1, "", "", Jsonb([]), n, start, start,
          2)
         for n in range(1, questions + 1)),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_answer", ANSWER,
        ((DIALOGUE, n, 1, "published", [BUYER], OTHER, start, 1 + (n - 1) // IN_A_BATCH, "", start, 3)
         for n in range(1, questions + 1)),
    )  # fmt: skip


def ready(cursor: psycopg.Cursor[Any], before: int, answers: int, suppliers: int, start: datetime) -> None:
    """A batch in which all is approved, in both languages of the dialogue."""
    batch = -(-before // IN_A_BATCH) + 1
    seed.copy(
        cursor, "questions_batch", "dialogue_id number state prepared_by deadline version",
        [(DIALOGUE, batch, "preparing", BUYER, "not_asked", 1)],
    )  # fmt: skip
    numbers = range(before + 1, before + answers + 1)
    seed.copy(
        cursor, "questions_question", QUESTION,
        ((DIALOGUE, n % suppliers, "nb", asked(n), asked(n), "accepted", False, 1, "", "", Jsonb([]), None, start,
          start, 1)
         for n in numbers),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_answer", ANSWER,
        ((DIALOGUE, n, 1, "approved", [BUYER], OTHER, start, batch, "", start, 2) for n in numbers),
    )  # fmt: skip
    seed.copy(
        cursor, "questions_wording", "dialogue_id answer_id lang question answer by_id",
        ((DIALOGUE, n, lang, said["question"], said["text"], BUYER) for n in numbers
         for lang, said in words(n).items()),
    )  # fmt: skip


def asked(number: int) -> str:
    return f"Kan oppvasken stå i kjelleren på sykehus {number}, og hvem betaler for strømmen?"


def words(number: int) -> dict[str, dict[str, str]]:
    """In both languages, of the length that an answer has."""
    return dict(_words(number))


def _words(number: int) -> Iterator[tuple[str, dict[str, str]]]:
    for lang in ("nb", "en"):
        said = " ".join(seed.SAID[lang][:4]).replace("<em>", "*").replace("</em>", "*")
        question = asked(number) if lang == "nb" else f"May it stand in the basement of hospital {number}?"
        yield lang, {"question": question, "text": said, "html": f"<p>{said}</p>"}


def moment(batch: int, start: datetime) -> datetime:
    """Within fifty days of the start, however many batches there are."""
    return start + timedelta(hours=6 * batch)
