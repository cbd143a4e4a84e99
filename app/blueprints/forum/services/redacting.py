"""Words are removed from a post by a moderator: in the open, with everything that was made of them, and not for ever.

A new version stands in the post's place, and its history says so. Every earlier version that holds the words is kept
for moderators. Translations were made of those, so all are taken from show; quotes lose the words too.
"""

from datetime import datetime
from typing import Any

from app.blueprints.bilingual.services import translations
from app.blueprints.forum import queries
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries import redacting, writing
from app.blueprints.forum.rules.redacting import cut_out, holds, quote_without, removed
from app.blueprints.forum.services import originals
from app.blueprints.forum.services.words import make_revision
from app.blueprints.forum.terms.posts import KIND, REMOVED, EditKind, PostState
from app.blueprints.journal.services import record
from app.blueprints.moderation.terms.decisions import Order
from app.blueprints.moderation.terms.subjects import Doing, Mark
from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused

BODY, TITLE = "body", "title"
_GONE = (PostState.WITHDRAWN, PostState.MOVED)


def redact(post_id: int, order: Order) -> Mark:
    """A new version without the words at `order.cuts`, which are places in the source of the version that was read."""
    post = queries.get_post(post_id)
    writing.lock_thread_of(post)
    if post.state in _GONE:
        return {}
    said = queries.post_text(post.id)
    sign = REMOVED[said.lang]
    parts = {part: [(cut.start, cut.end) for cut in order.cuts if cut.part == part] for part in (BODY, TITLE)}
    if parts[TITLE] and said.title is None:
        raise Refused("title_is_the_first_posts", field="cuts")
    body = cut_out(said.body, parts[BODY], sign)
    title = cut_out(said.title, parts[TITLE], sign)[:200] if said.title is not None else None
    if (title, body) == (said.title, said.body):
        raise Refused("nothing_is_removed", field="cuts")
    revision = make_revision(
        post.id, post.revision + 1, lang=said.lang, body=body, by_id=order.by_id, title=title, kind=EditKind.REDACTED,
        why=order.reason_code,
    )  # fmt: skip
    mark: Mark = {
        "was": post.revision, "now": revision.number, "substantive": post.substantive,
        "edited": post.edited_at.isoformat() if post.edited_at else None,
    }  # fmt: skip
    db.session.add(revision)
    db.session.flush()
    runs = removed(said.html, revision.html)
    mark["restricted"] = _restrict(post.id, said, revision, runs)
    mark["quotes"] = [
        redacting.redact_quote(post.id, quote.id, quote.words, words)
        for quote in redacting.quotes_of_post(post.id)
        if (words := quote_without(quote.words, runs, None if quote.translated else quote.html, sign)) != quote.words
    ]
    post.revision = post.substantive = revision.number
    post.edited_at = revision.at
    mark["translations"] = translations.set_aside(KIND, post.id)
    _stands(post, title, said.lang, meaning=True)
    record(
        "forum.post_redacted", subject=post, by=None, organisation_id=post.organisation_id, revision=revision.number,
        reason=order.reason_code, sha256=revision.sha256.hex(), restricted=mark["restricted"],
        quotes=len(mark["quotes"]),
    )  # fmt: skip
    return mark


def _restrict(post_id: int, said: Any, revision: Any, runs: list[str]) -> list[int]:
    """The version that was redacted, and the earlier ones that hold any of its words, are for moderators from now."""
    titles = removed(said.title, revision.title) if said.title is not None and said.title != revision.title else []
    now_read = f"{revision.html} {revision.title or ''}"
    numbers = [
        old.number
        for old in redacting.all_versions(post_id)
        if old.number < revision.number
        and not old.restricted
        and (old.number == said.number or holds(f"{old.html} {old.title or ''}", [*runs, *titles], now_read))
    ]
    redacting.restrict(post_id, numbers, restricted=True)
    return numbers


def put_back(post_id: int, mark: Mark) -> None:
    """The words are there again: a version that says what the one before the redaction said.

    What its author has changed since stays as she wrote it. Where words were removed once more, the versions stay
    restricted and the quotes without them: they may hold what was removed later.
    """
    post = queries.get_post(post_id)
    writing.lock_thread_of(post)
    if not mark or post.state in _GONE:
        return
    if not redacting.was_redacted_since(post.id, mark["now"]):
        redacting.restrict(post.id, mark["restricted"], restricted=False)
        redacting.put_back_quotes(mark["quotes"])
    if post.revision != mark["now"]:
        record("forum.post_put_back", subject=post, by=None, organisation_id=post.organisation_id, revision=None)
        return
    said = redacting.say_again(post.id, mark["was"], mark["now"], now())
    post.revision, post.lang = mark["now"] + 1, said.lang
    # It means what it meant: a version that somebody translated before is as good as it was.
    post.substantive = mark["substantive"]
    post.edited_at = datetime.fromisoformat(mark["edited"]) if mark["edited"] else None
    db.session.flush()
    translations.put_back_all(KIND, post.id, mark["translations"], was=mark["was"], now_is=post.revision)
    _stands(post, said.title, said.lang)
    record("forum.post_put_back", subject=post, by=None, organisation_id=post.organisation_id, revision=post.revision)


def _stands(post: Post, title: str | None, lang: str, *, meaning: bool = False) -> None:
    """The thread's title and the room of languages follow the newest version."""
    db.session.flush()
    if title is not None:
        writing.rename(post.thread_id, title, lang)
    originals.post_changed(post.id, meaning=meaning)


REDACTING = Doing(do=redact, undo=put_back)
