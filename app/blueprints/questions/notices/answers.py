"""What the room tells people, in their own language, when answers are published: notice, mail and digest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.notifications import services as notifications
from app.blueprints.notifications.terms import Line, Section
from app.blueprints.questions.queries import announcing as queries
from app.blueprints.questions.rules.entries import present
from app.blueprints.questions.services import announcing
from app.core.i18n import in_language


def words(items: Sequence[dict[str, Any]], _person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """What the template sees of a batch: the dialogue's name, how much is new, and its first questions."""
    batches = queries.told([params["batch_id"] for params in items])
    with in_language(locale):
        return [
            {**params, **_of_batch(batches[params["batch_id"]], locale)} if params["batch_id"] in batches else None
            for params in items
        ]


def _of_batch(batch: Any, locale: str) -> dict[str, Any]:
    first = [(row, present(row.words, row.lang, locale)) for row in queries.first_of(batch.id)]
    return {
        "title": _title(batch, locale),
        "dialogue_id": batch.dialogue_id,
        "news": _news(batch),
        "first": [
            _("Number %(number)s: %(question)s", number=row.number, question=_short(said.question))
            for row, said in first
        ],
        "more": batch.fresh + batch.changed - len(first),
        "moved_to": batch.closes_on if batch.deadline == "moved" else None,
    }


def _title(batch: Any, locale: str) -> str:
    return present_name({batch.lang: batch.title} | (batch.others or {}), batch.lang, locale).text


def _news(batch: Any) -> str:
    """ "3 new answers, 1 changed answer"."""
    said = []
    if batch.fresh:
        said.append(ngettext("%(num)s new answer", "%(num)s new answers", batch.fresh))
    if batch.changed:
        said.append(ngettext("%(num)s changed answer", "%(num)s changed answers", batch.changed))
    return ", ".join(said)


def _short(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"


SHORT = 160  # characters of a question in a mail


def digest(person_id: int, since: datetime, locale: str) -> list[Section]:
    """The batches that have come in the dialogues that she follows."""
    ids = queries.since(person_id, since)
    batches = queries.told(ids) if ids else {}
    with in_language(locale):
        lines = [
            Line(
                _title(batches[number], locale), "questions.list_entries",
                {"dialogue_id": batches[number].dialogue_id}, None, _news(batches[number]),
            )
            for number in ids
            if number in batches
        ]  # fmt: skip
        return [Section(_("Questions and answers"), tuple(lines))] if lines else []


notifications.register("questions.batch_published", announcing.tell_of_batch)
notifications.register_words(announcing.PUBLISHED, words)
notifications.register_digest("questions", pending=queries.pending, contents=digest)
notifications.register_unsubscriber(announcing.ABOUT, announcing.stop_space)
