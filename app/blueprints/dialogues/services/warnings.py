"""What the linter says of a need, and the author's answer to each: kept with the need, asked anew when it changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.rules.linting import Finding, lint
from app.blueprints.dialogues.services.writing import refuse_over, touch
from app.blueprints.journal.services import record

TEXTS = ("title", "affected", "baseline", "effect", "indicator", "open_for", "limits")


def lint_need(need: Need) -> None:
    """Look through the need as it stands now. An answer stays as long as what it answers is still there."""
    found = lint({name: getattr(need, name) or "" for name in TEXTS}, need.lang)
    need.warnings = _with_answers(found, need.warnings or [])


def _with_answers(found: Sequence[Finding], before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As JSON: [{code, field, words, answer}]."""
    answers = {(kept["code"], kept["field"], kept["words"]): kept.get("answer", "") for kept in before}
    return [
        {"code": each.code.value, "field": each.field, "words": each.words,
         "answer": answers.get((each.code.value, each.field, each.words), "")}
        for each in found
    ]  # fmt: skip


def unanswered(need: Any) -> int:
    """How many warnings of a need (or a row of it) still want an answer."""
    return sum(not warning.get("answer") for warning in need.warnings or [])


def answer_warnings(dialogue: Dialogue, need: Need, answers: Sequence[str], version: int, *, by: Actor | None) -> None:
    """The author's answers, in the order of the warnings; an empty one leaves its warning open."""
    refuse_over(dialogue)
    for number, answer in enumerate(answers):
        refuse_identity_numbers(answer, field=f"answer_{number}")
    need.warnings = [
        {**warning, "answer": answer} for warning, answer in zip(need.warnings or [], answers, strict=True)
    ]
    touch(dialogue, by, version)
    record(
        "dialogues.warnings_answered", subject=need, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, open=unanswered(need),
    )  # fmt: skip
