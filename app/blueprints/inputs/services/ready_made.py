"""Questionnaires that come with the room, in all three languages: where most buyers begin."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.blueprints.inputs.terms.questionnaires import USUAL_MINUTES, QuestionKind
from app.core.localized import Localized

FILE = Path(__file__).parent.parent / "ready_made.json"


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """`sections`: (title, the questions as columns of `Question`)."""

    key: str
    name: Localized
    about: Localized
    sections: tuple[tuple[Localized, tuple[dict[str, Any], ...]], ...]

    @property
    def questions(self) -> int:
        return sum(len(questions) for _, questions in self.sections)

    @property
    def minutes(self) -> int:
        return sum(question["minutes"] for _, questions in self.sections for question in questions)


@cache
def all_ready_made() -> tuple[ReadyMade, ...]:
    """In the order of the file, ready_made.json."""
    return tuple(
        ReadyMade(
            each["key"],
            Localized(each["name"]),
            Localized(each["about"]),
            tuple(
                (Localized(section["title"]), tuple(_question(question) for question in section["questions"]))
                for section in each["sections"]
            ),
        )
        for each in json.loads(FILE.read_text())
    )


def find(key: str) -> ReadyMade | None:
    return next((each for each in all_ready_made() if each.key == key), None)


def _question(plain: dict[str, Any]) -> dict[str, Any]:
    kind = QuestionKind(plain["kind"])
    return {
        "kind": kind,
        "words": Localized(plain["words"]),
        "hint": Localized(plain.get("hint", {})),
        "choices": plain.get("choices", []),
        "unit": plain.get("unit", ""),
        "minutes": plain.get("minutes", USUAL_MINUTES[kind]),
        "required": plain.get("required", False),
    }
