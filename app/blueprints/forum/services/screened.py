"""What a text holds that its author should think of before others read it, and what a moderator sees afterwards."""

import hashlib

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import holds_identity_number
from app.blueprints.forum.queries.posts import post_text
from app.blueprints.forum.rules.found import lines_of, number_signal, signal_of
from app.blueprints.forum.terms.posts import KIND
from app.blueprints.forum.terms.writing import FoundLine
from app.blueprints.moderation.services import open_case
from app.blueprints.screening.services import findings
from app.blueprints.screening.terms.findings import Certainty, FindingKind
from app.core import text
from app.core.errors import Refused

Kinds = frozenset[tuple[FindingKind, Certainty]]


def found_in(body: str, title: str | None = None) -> tuple[FoundLine, ...]:
    """What the detectors point at, by field and line; never the words themselves."""
    lines = lines_of(title, findings(title), field="title") if title else ()
    return (*lines, *lines_of(body, findings(body), field="body"))


def kinds_in(body: str, title: str | None = None) -> Kinds:
    return frozenset((line.kind, line.certainty) for line in found_in(body, title))


def kinds_of(post_id: int) -> Kinds:
    """The same, of a post as it stands there now."""
    now = post_text(post_id)
    return kinds_in(now.body, now.title)


def is_stopped(body: str, title: str | None = None) -> bool:
    """An identity number that nobody has let through stands in it, as it is written or as it is seen."""
    try:
        seen = text.as_seen(text.to_html(body))
    except Refused:
        seen = ""
    return any(holds_identity_number(each) for each in (body, title or "", seen))


def fingerprint(body: str, title: str | None = None) -> str:
    """What an author who has been warned sends along: of this very text, and no other."""
    return hashlib.sha256(f"{title or ''}\n{body}".encode()).hexdigest()[:32]


def signal(post_id: int, found: Kinds, *, claimed: bool, by: Actor | None, before: Kinds = frozenset()) -> None:
    """Have a moderator look, where that is called for.

    `claimed`: it holds what looks like an identity number, and its author says that it is none. `before` is what the
    text held already: nobody looks at that again because a comma was moved.
    """
    if claimed:
        open_case(KIND, post_id, number_signal(found), by=by)
        return
    known = {kind for kind, _certainty in before}
    if draft := signal_of((kind, certainty) for kind, certainty in found if kind not in known):
        open_case(KIND, post_id, draft, by=by)
