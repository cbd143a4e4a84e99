"""What a reader is shown of a published answer, and what it is in an export."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from app.blueprints.bilingual.terms.presenting import READ_ALIKE

OCDS = "1.1"


@dataclass(frozen=True, slots=True)
class Said:
    """Question and answer as one reader sees them. `question_lang` may be another than `lang`, the answer's."""

    question: str
    question_lang: str
    html: Markup
    text: str
    lang: str
    asked_in: str

    @property
    def translated(self) -> bool:
        """The question is shown in other words than those it was asked in."""
        return self.question_lang != self.asked_in


def languages_of(words: Mapping[str, Any]) -> list[str]:
    """Those in which there is an answer; in the language of the question there may be the question alone."""
    return [code for code, said in words.items() if said.get("html")]


def present(words: Mapping[str, Any], asked_in: str, locale: str) -> Said:
    """The page's language, else what reads alike, else that of the question, else whichever there is.

    A question asked in the page's own language is read as it was asked.
    """
    answered = languages_of(words)
    lang = next((code for code in (*READ_ALIKE[locale], asked_in, "en", "nb", "nn") if code in answered), asked_in)
    said = words.get(lang, {})
    question, question_lang = said.get("question", ""), lang
    if not question or asked_in == locale:
        question, question_lang = words.get(asked_in, {}).get("question", ""), asked_in
    return Said(question, question_lang, html_of(said), said.get("text", ""), lang, asked_in)


def html_of(said: Mapping[str, Any]) -> Markup:
    """The answer in one language as it was made when it was published: only `core.text.to_html` writes it there."""
    return Markup(said.get("html", ""))  # noqa: S704 - cleaned by the allow-list before it was stored


def enquiry(row: Any, dialogue_id: int, names: Mapping[str, str]) -> dict[str, Any]:
    """An entry as an enquiry of the Open Contracting Data Standard 1.1, with its languages as the standard writes them.

    The unmarked fields are in the language of the question (`language`); `description_en` and its like are the others.
    `names` is what a supplier is called in each language ("Supplier {}"). The standard's `date`, when something was
    asked, is left out: of a question that few had reason to ask, it would say too much. What a moderator has hidden
    has its number and its time, and no words.
    """
    made: dict[str, Any] = {
        "id": f"{dialogue_id}-{row.number}",
        "number": row.number,
        "version": row.version,
        "language": row.lang,
        "dateAnswered": moment(row.published_at),
    }
    if row.pseudonym is not None:
        made["author"] = {"name": supplier(names, row.lang, row.pseudonym)}
        made["alsoAskedBy"] = [{"name": supplier(names, row.lang, number)} for number in row.joined]
    if row.need_id is not None:
        made["relatedItem"] = str(row.need_id)
    if row.follows is not None:
        made["follows"] = f"{dialogue_id}-{row.follows}"
    if row.hidden_at is not None:
        return made | {"hidden": True, "reason": row.hidden_reason}
    for code, said in sorted(row.words.items(), key=lambda pair: pair[0] != row.lang):
        mark = "" if code == row.lang else f"_{code}"
        made |= {f"{name}{mark}": said[key] for name, key in EXPORTED.items() if said.get(key)}
    if row.why:
        made["rationale"] = row.why
    return made


EXPORTED = {"description": "question", "answer": "text"}


def supplier(names: Mapping[str, str], lang: str, number: int) -> str:
    return names[lang].format(number)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
