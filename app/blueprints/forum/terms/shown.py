"""Posts and titles as one reader is shown them, for whatever shows them."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.blueprints.bilingual.terms.presenting import Shown, Source, Version


@dataclass(frozen=True, slots=True)
class Versions:
    """How a post stands, and the translations of it that may be shown."""

    source: Source
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class Title:
    """A thread's title as one reader is shown it: the words, their language, and where they come from."""

    text: str
    lang: str
    shown: Shown
    original_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPost:
    """A post as one reader is shown it: `html` in `lang`, and in `shown` where these words come from.

    `title` is the thread's, in its own language (`title.lang`); None when a moderator has hidden it. `url` is the path
    of the page with the post on it, in the reader's language, without the host.
    """

    id: int
    thread_id: int
    seq: int
    title: Title | None
    html: Markup
    lang: str
    shown: Shown
    original_lang: str
    author: str
    organisation: str
    posted_at: datetime
    url: str
