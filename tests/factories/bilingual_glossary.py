"""Concepts for tests: contents that need no database, and rows that do."""

from typing import Any

from app.blueprints.bilingual.models.glossary import Concept
from app.blueprints.bilingual.rules.glossary import Glossary
from app.blueprints.bilingual.services import glossary as services
from app.blueprints.bilingual.terms.glossary import (
    LANGUAGES,
    ConceptDraft,
    Content,
    Domain,
    Entry,
    Forbidden,
    Wording,
)
from app.core.db import unit_of_work
from app.core.localized import Localized


def content(
    en: str = "trial term",
    nb: str = "prøveord",
    nn: str = "prøveord på nynorsk",
    *,
    domain: Domain = Domain.ICT,
    synonyms: dict[str, tuple[str, ...]] | None = None,
    forbidden: dict[str, tuple[Forbidden, ...]] | None = None,
    **more: Any,
) -> Content:
    words = {
        lang: Wording(approved, (synonyms or {}).get(lang, ()), (forbidden or {}).get(lang, ()))
        for lang, approved in zip(LANGUAGES, (en, nb, nn), strict=True)
    }
    return Content(domain, words, Localized(more.pop("definition", {})), **more)


def glossary(*contents: Content) -> Glossary:
    """A glossary of these, numbered from 1."""
    return Glossary([Entry(number, 1, one) for number, one in enumerate(contents, 1)], 1)


def concept(by: Any = None, **words: Any) -> Concept:
    """A concept in the database, added by `by`."""
    with unit_of_work():
        return services.add_concept(ConceptDraft(content(**words)), by=by)
