"""Themes: what they are made of, what came of them, and what comes in through a door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What the buyer did with what was said. `LATER`: it is taken up again, and the reason says when."""

    CHANGED = "changed"
    NOT_CHANGED = "not_changed"
    LATER = "later"


class SourceKind(StrEnum):
    """Where a contribution stands: an answered questionnaire, a question, a post in a thread, a note of a meeting."""

    INPUT = "input"
    QUESTION = "question"
    POST = "post"
    NOTE = "note"


MOST_THEMES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One thing that came in. `organisation_id` is None for what was asked under a pseudonym: the buyer never knows.

    `title`: the thread, the question of a questionnaire, or the meeting that it stands in. Of what is asked to be kept
    in confidence there is no excerpt.
    """

    kind: SourceKind
    id: int
    title: str
    excerpt: str
    lang: str
    organisation_id: int | None
    at: datetime
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Contributions of one kind, and where they go: a theme, a new one with this title, or (neither) aside."""

    kind: SourceKind
    ids: tuple[int, ...]
    theme_id: int | None = None
    new_title: str = ""
    lang: str = "nb"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeWords:
    """A theme in one language: what it is called, what you said, what we did and why, and where it shows."""

    title: str
    said: str
    did: str
    shows: str

    @property
    def complete(self) -> bool:
        return all((self.title, self.said, self.did, self.shows))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDraft:
    """`words` by language: the theme's own, and the others of the dialogue as far as they are written."""

    need_id: int | None
    outcome: Outcome | None
    words: Mapping[str, ThemeWords]
    version: int = 0
