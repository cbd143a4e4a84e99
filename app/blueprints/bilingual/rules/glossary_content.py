"""A concept's content: as it is stored, what is wrong with it, and how two versions differ."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from app.blueprints.bilingual.terms.glossary import (
    LANGUAGES,
    MOST_ADDRESS,
    MOST_DEFINITION,
    MOST_FORM,
    MOST_FORMS,
    MOST_REASON,
    MOST_SOURCE,
    PARTS,
    Change,
    Content,
    Domain,
    Forbidden,
    Wording,
)
from app.core.errors import Refused
from app.core.localized import Localized


def to_json(content: Content) -> dict[str, Any]:
    return {
        "domain": content.domain.value,
        "words": {
            lang: {
                "approved": wording.approved,
                "synonyms": list(wording.synonyms),
                "forbidden": [[bad.form, bad.reason] for bad in wording.forbidden],
            }
            for lang, wording in content.words.items()
        },
        "definition": {lang: text for lang, text in content.definition.items() if text},
        "source": content.source,
        "source_url": content.source_url,
    }


def from_json(stored: dict[str, Any]) -> Content:
    return Content(
        domain=Domain(stored["domain"]),
        words={
            lang: Wording(
                words["approved"],
                tuple(words["synonyms"]),
                tuple(Forbidden(form, reason) for form, reason in words["forbidden"]),
            )
            for lang, words in stored["words"].items()
        },
        definition=Localized(stored["definition"]),
        source=stored["source"],
        source_url=stored["source_url"],
    )


def key_of(content: Content) -> str:
    """By which a concept is known in its domain: the English term, whatever its letters and spaces."""
    return key(content.words["en"].approved)


def key(english: str) -> str:
    return " ".join(english.casefold().split())


def faults(content: Content) -> Iterator[Refused]:
    """What cannot be taken, each with the field that it concerns, named as the form and the file name it."""
    for lang in LANGUAGES:
        yield from _faults_of_wording(content.words[lang], lang)
        if len(content.definition.get(lang, "")) > MOST_DEFINITION:
            yield _too_long(f"definition_{lang}", MOST_DEFINITION)
    if len(content.source) > MOST_SOURCE:
        yield _too_long("source", MOST_SOURCE)
    if len(content.source_url) > MOST_ADDRESS:
        yield _too_long("source_url", MOST_ADDRESS)
    elif content.source_url and not is_address(content.source_url):
        yield Refused("glossary_address", field="source_url")


def _faults_of_wording(wording: Wording, lang: str) -> Iterator[Refused]:
    bad = [forbidden.form for forbidden in wording.forbidden]
    good = [wording.approved, *wording.synonyms]
    yield from _faults_of_forms([wording.approved], lang)
    yield from _faults_of_forms(wording.synonyms, f"synonyms_{lang}")
    yield from _faults_of_forms(bad, f"forbidden_{lang}")
    if len({key(form) for form in good}) < len(good):
        yield Refused("glossary_form_twice", field=f"synonyms_{lang}")
    if len({key(form) for form in bad}) < len(bad):
        yield Refused("glossary_form_twice", field=f"forbidden_{lang}")
    if {key(form) for form in good} & {key(form) for form in bad}:
        yield Refused("glossary_form_allowed_and_forbidden", field=f"forbidden_{lang}")
    if any(len(forbidden.reason) > MOST_REASON or "|" in forbidden.reason for forbidden in wording.forbidden):
        yield Refused("glossary_reason", field=f"forbidden_{lang}", limit=MOST_REASON)


def _faults_of_forms(forms: Sequence[str], field: str) -> Iterator[Refused]:
    if not all(form.strip() for form in forms):
        yield Refused("glossary_term_missing", field=field)
    elif any(len(form) > MOST_FORM for form in forms):
        yield Refused("glossary_term_too_long", field=field, limit=MOST_FORM)
    elif any(character in PARTS for form in forms for character in form):
        yield Refused("glossary_term_characters", field=field)
    elif not all(any(character.isalnum() for character in form) for form in forms):
        yield Refused("glossary_term_without_letters", field=field)
    elif len(forms) > MOST_FORMS:
        yield Refused("glossary_too_many_forms", field=field, limit=MOST_FORMS)


def _too_long(field: str, limit: int) -> Refused:
    return Refused("glossary_text_too_long", field=field, limit=limit)


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(c.isspace() for c in text)


def told(forbidden: Forbidden) -> str:
    """A forbidden form on a line, as it is written in a form and a file."""
    return f"{forbidden.form}: {forbidden.reason}" if forbidden.reason else forbidden.form


def read_forbidden(text: str) -> Forbidden:
    """The other way: what stands before the first colon is the form, the rest is why."""
    form, _, reason = text.partition(":")
    return Forbidden(" ".join(form.split()), " ".join(reason.split()))


def flat(content: Content) -> dict[tuple[str, str], str]:
    """A content as texts, by (part, language): what is compared, and what stands in a file."""
    texts = {("domain", ""): content.domain.value}
    for lang in LANGUAGES:
        wording = content.words[lang]
        texts["term", lang] = wording.approved
        texts["synonyms", lang] = " | ".join(wording.synonyms)
        texts["forbidden", lang] = " | ".join(told(forbidden) for forbidden in wording.forbidden)
        texts["definition", lang] = content.definition.get(lang, "")
    return texts | {("source", ""): content.source, ("source_url", ""): content.source_url}


def changes(before: Content, after: Content) -> list[Change]:
    """What differs, part by part."""
    old, new = flat(before), flat(after)
    return [
        Change(part, lang, old[part, lang], new[part, lang]) for part, lang in new if old[part, lang] != new[part, lang]
    ]
