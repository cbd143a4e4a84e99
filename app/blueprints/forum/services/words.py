"""What is asked of every text that somebody writes here, before it is kept."""

import hashlib

from markupsafe import Markup

from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.forum.models import Revision
from app.blueprints.forum.terms.posts import EditKind
from app.core import text
from app.core.clock import now
from app.core.errors import Refused


def make_revision(
    post_id: int,
    number: int,
    *,
    lang: str,
    body: str,
    by_id: int,
    title: str | None = None,
    kind: EditKind = EditKind.FIRST,
    why: str = "",
    for_moderator: bool = False,
) -> Revision:
    """What a post says from now on, as it was written and as it is shown; `title` if it opens its thread.

    `for_moderator`: it waits for one, who will see whether what looks like an identity number is one.
    """
    words = text.clean(body)
    html = as_html(words, title=title, for_moderator=for_moderator)
    refuse_identity_numbers(why, field="reason")
    digest = hashlib.sha256(words.encode()).digest()
    return Revision(
        post_id=post_id, number=number, kind=kind, lang=lang, title=title, body=words, html=html, sha256=digest,
        why=why, by_id=by_id, at=now(),
    )  # fmt: skip


def as_html(body: str, *, title: str | None = None, for_moderator: bool = False) -> Markup:
    """How a text will be shown, or what is refused in it; nothing is stored."""
    if not for_moderator:
        refuse_identity_numbers(body, field="body")
        refuse_identity_numbers(title or "", field="title")
    try:
        html = text.to_html(body)
    except Refused as error:
        raise Refused(error.code, field="body", **error.params) from None
    if not for_moderator:
        refuse_identity_numbers(text.as_seen(html), field="body")  # spelt with marks or codes, it is read all the same
    if not text.plain(html):
        raise Refused("text_is_empty", field="body")
    return html
