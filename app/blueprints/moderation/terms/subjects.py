"""What can be moderated: each room registers how its kinds of things are described, hidden, changed and found."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from app.blueprints.bilingual.terms.presenting import Reader, Shown
from app.blueprints.moderation.terms.decisions import Action, Order

Mark = dict[str, Any]
"""What an act leaves behind so that it can be undone: JSON, ids and numbers only. Kept with the decision."""


class Visibility(StrEnum):
    """How the thing stands just now: seen by all, waiting for a moderator, hidden, or back with its author."""

    PUBLIC = "public"
    WAITING = "waiting"
    HIDDEN = "hidden"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a room tells of one of its things, for a moderator to judge and an author to recognise.

    `author_id` None: nobody wrote it as a person (an organisation's name); then its organisation's owners are told.
    `confidential`: not for the public; a moderator sees this thing because of its case, and nothing around it.
    `host_id`: the organisation that hosts the space it stands in. `scope`: which rules hold there besides the house's
    ("space:12"), "" for none.
    """

    title: str
    text: str
    language: str
    author_id: int | None
    author_name: str
    organisation_id: int | None
    organisation_name: str
    written_at: datetime
    visibility: Visibility
    place: str = ""
    confidential: bool = False
    host_id: int | None = None
    host_name: str = ""
    scope: str = ""

    @property
    def sha256(self) -> str:
        """Hash of title and text: tells whether what was reported is what stands there now."""
        return fingerprint(self.title, self.text)


def fingerprint(title: str, text: str) -> str:
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AsRead:
    """A thing in the words that one moderator is shown, and what stands beside its original for her, if anything.

    `changes` is the path of the page that shows what the original says otherwise since the translation was made.
    """

    title: str
    title_lang: str
    html: Markup
    shown: Shown
    beside: Shown | None
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """What stands before or after the thing, in a thread."""

    number: int | None
    author_name: str
    organisation_name: str
    text: str
    lang: str
    written_at: datetime
    is_it: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Where the thing stands: the posts around it, and how far the dialogue has come."""

    neighbours: tuple[Neighbour, ...] = ()
    phase: str = ""
    phase_lang: str = ""
    closes_on: date | None = None
    is_open: bool = True
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """An act that a kind of thing knows, beside hiding: `do` gives the mark with which `undo` takes it back.

    Both run inside the caller's transaction, hold the thing, and do nothing when it is no longer as it was.
    """

    do: Callable[[int, Order], Mark]
    undo: Callable[[int, Mark], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a room registers for each kind of thing that can be moderated. All run inside the caller's transaction.

    `describe(ids)` gives a description for each id that is there. `hide` takes the thing out of sight and leaves a
    placeholder that says the reason code and the date; `restore` undoes that; `release` publishes what waited.
    `url(id)` is the thing's page in the language of the request, for those who may see it; `can_view(actor, id)` says
    whether the actor may, and so may report it (left out: everybody, while it is public). `as_read(ids, reader)` gives
    the things in a reader's languages, for kinds that have translations. `around(id, locale)` says where it stands.
    `hold(id)` takes hold of the thing until the transaction ends, so that what is done is done to the text that was
    read; it is left in peace when there is none.
    `more` are the other acts that the kind knows: RETURN, REDACT, MOVE, LOCK, REFER_BUYER. `let_stand(id)` is told when
    an approval stands, or what was hidden is shown again: what hangs on the thing, and waited for a moderator to look,
    may go too. `people` is false for what no person answers for (measures against its author make no sense). `name` is
    what it is called ("post"), lazily translated.
    """

    describe: Callable[[Sequence[int]], Mapping[int, Description]]
    hide: Callable[..., None]  # hide(subject_id, *, reason_code: str, at: datetime)
    restore: Callable[[int], None]
    release: Callable[[int], None]
    url: Callable[[int], str]
    can_view: Callable[[Any, int], bool] | None = None
    as_read: Callable[[Sequence[int], Reader], Mapping[int, AsRead]] | None = None
    around: Callable[[int, str], Around] | None = None
    hold: Callable[[int], None] | None = None
    more: Mapping[Action, Doing] = field(default_factory=dict)
    let_stand: Callable[[int], None] | None = None
    name: Any = ""
    people: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that can be moderated, as it is now."""

    subject_type: str
    subject_id: int
    handlers: Subject
    about: Description

    def is_seen_by(self, actor: Any) -> bool:
        if self.handlers.can_view is None:
            return self.about.visibility is Visibility.PUBLIC
        return self.handlers.can_view(actor, self.subject_id)
