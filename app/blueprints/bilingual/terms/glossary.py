"""Vocabulary of the glossary: a concept has one approved term in each language, and everything else is about that."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.core.localized import Localized

LANGUAGES = ("en", "nb", "nn")  # in the order of the files that go in and out

MOST_FORM = 120  # characters of one term
MOST_FORMS = 12  # synonyms of a term, and forbidden forms of it
MOST_REASON = 200
MOST_DEFINITION = 800
MOST_SOURCE = 300
MOST_ADDRESS = 500
MOST_CONCEPTS = 5_000
MOST_LINES = MOST_CONCEPTS  # of a file that comes in: what has gone out fits
MOST_CSV_BYTES = 8 * 1024 * 1024
# What parts the forms in a cell of a file, and a form from its reason.
PARTS = "|:\n\t"


class Domain(StrEnum):
    """What a concept is of. The values are those of the files."""

    PROCUREMENT = "procurement"
    DIALOGUE = "dialogue"
    SUPPLIER_DEVELOPMENT = "supplier_development"
    HMS = "hms"
    ENVIRONMENT = "environment"
    ICT = "ict"
    MODERATION = "moderation"


class FormKind(StrEnum):
    """What a form is to its concept; in the order in which a form counts that several concepts have."""

    APPROVED = "approved"
    SYNONYM = "synonym"
    FORBIDDEN = "forbidden"


class ConceptEvent(StrEnum):
    """What made a version of a concept."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    BROUGHT_BACK = "brought_back"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A form that is not to be used, and why, if somebody said so."""

    form: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A concept in one language. Synonyms are understood and may be written; forbidden forms may not."""

    approved: str
    synonyms: tuple[str, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that is said of a concept. `words` has every one of `LANGUAGES`; `definition` need not."""

    domain: Domain
    words: dict[str, Wording]
    definition: Localized = field(default_factory=Localized)
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class ConceptDraft:
    """A content as somebody wrote it, and the version that she had read (0 for a new concept)."""

    content: Content
    version: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept as everybody reads it."""

    id: int
    version: int
    content: Content
    is_withdrawn: bool = False

    def term(self, lang: str) -> str:
        return self.content.words[lang].approved


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a text, from `start` to `end` (characters). `form` is as the glossary has it, not as it stood.

    `equivalents` are the approved terms, one a language, that of the text's own included.
    """

    start: int
    end: int
    concept_id: int
    form: str
    kind: FormKind
    equivalents: dict[str, str]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ForbiddenUse:
    """A forbidden form in a translation: where, as it stands there, why not, and what to write."""

    start: int
    end: int
    found: str
    use: str
    reason: str
    concept_id: int


@dataclass(frozen=True, slots=True)
class MissingTerm:
    """A term of the source whose approved equivalent the translation lacks."""

    source: str
    expected: str
    concept_id: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What the glossary says of a translation. Forbidden forms stop its approval; what is missing is only told."""

    forbidden: tuple[ForbiddenUse, ...] = ()
    missing: tuple[MissingTerm, ...] = ()

    @property
    def stops_approval(self) -> bool:
        return bool(self.forbidden)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of a concept; `part` as in a file's heads, without the language."""

    part: str
    lang: str
    before: str
    after: str
