"""Atom feeds of threads, dialogues and forums: what everybody may read, in the words of a visitor of that language."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from flask import Response, abort, g, make_response, request
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.bilingual.rules.presenting import present_name, visitor
from app.blueprints.bilingual.services.showing import origin_words
from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.queries.feeds import last_posts
from app.blueprints.forum.services.shown import shown_posts, titles_of
from app.blueprints.forum.terms.shown import ShownPost
from app.core.access import guard
from app.core.i18n import locale

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ET.register_namespace("", ATOM)
# A tag (RFC 4151) names a day on which the name was ours; it stays as it is for ever, so that no entry is new twice.
DAY = "2026-01-01"


@bp.get("/threads/<int:thread_id>/feed.atom")
@guard(policies.can_read_thread, conceal=True, thread=queries.thread_shown)
def thread_feed(thread: Any) -> Response:
    """The last posts of a thread; of one that waits nobody has a feed, its author neither."""
    if not thread.seq:
        abort(404)
    title = titles_of([thread], visitor(locale())).get(thread.id)
    words = (title.text, title.lang) if title else (_("The title is hidden by a moderator"), locale())
    return _feed("thread", thread.id, words, f"threads/{thread.id}")


@bp.get("/spaces/<int:space_id>/feed.atom")
@guard(policies.can_read_space, conceal=True, space=queries.space_shown)
def space_feed(space: Any) -> Response:
    """The last posts of a dialogue or a forum."""
    return _feed_of_space(space)


@bp.get("/forums/<int:forum_id>/feed.atom")
@guard(policies.can_read_space, conceal=True, forum=queries.space_shown)
def forum_feed(forum: Any) -> Response:
    """The same under the address of a forum."""
    return _feed_of_space(forum)


def _feed_of_space(space: Any) -> Response:
    name = present_name(space.names, space.space_lang, locale())
    return _feed("space", space.id, (name.text, name.lang), (space.path or "").lstrip("/"))


def _feed(kind: str, number: int, title: tuple[str, str], path: str) -> Response:
    rows = last_posts(kind, number)
    changed = max((row.changed for row in rows), default=datetime(2026, 1, 1, tzinfo=UTC)).replace(microsecond=0)
    posts = shown_posts([row.id for row in rows if row.state == "visible"], visitor(locale()))
    moments = {row.id: row.updated for row in rows}
    root = _element(None, "feed", **{LANG: locale()})
    _element(root, "id", _tag(f"{kind}/{number}/{locale()}"))
    _element(root, "title", title[0], **{LANG: title[1]})
    _element(root, "updated", changed.isoformat())
    _element(root, "link", rel="alternate", type="text/html", hreflang=locale(), href=_address(f"/{locale()}/{path}"))
    _element(root, "link", rel="self", type="application/atom+xml", href=_address(request.path))
    _entries(root, posts, moments, with_title=kind == "space")
    response = make_response(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.headers["Cache-Control"] = "public, no-cache"
    response.last_modified = changed
    response.add_etag()
    response.make_conditional(request)
    return response


def _entries(root: ET.Element, posts: Sequence[ShownPost], moments: dict[int, datetime], *, with_title: bool) -> None:
    for post in posts:
        entry = _element(root, "entry")
        who = f"{post.author}, {post.organisation}"
        named = _("Post #%(number)s by %(name)s", number=post.seq, name=who)
        if with_title and post.title is not None:
            _element(entry, "title", f"{post.title.text} · #{post.seq}", **{LANG: post.title.lang})
        else:
            _element(entry, "title", named)
        _element(entry, "id", _tag(f"post/{post.id}"))
        _element(_element(entry, "author"), "name", who)
        _element(entry, "published", post.posted_at.astimezone(UTC).isoformat(timespec="seconds"))
        _element(entry, "updated", moments[post.id].astimezone(UTC).isoformat(timespec="seconds"))
        _element(entry, "link", rel="alternate", type="text/html", href=_address(f"/{locale()}/posts/{post.id}"))
        label = origin_words(post.shown, post.original_lang)
        html = Markup('<p lang="{}"><small>{}</small></p>\n{}').format(locale(), label, post.html)
        _element(entry, "content", html, type="html", **{LANG: post.lang})


def _element(parent: ET.Element | None, name: str, words: str | None = None, **attributes: str) -> ET.Element:
    tag = f"{{{ATOM}}}{name}"
    made = ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)
    made.text = None if words is None else str(words)  # Markup would escape itself once more
    return made


def _tag(name: str) -> str:
    return f"tag:{urlsplit(g.public_url).hostname},{DAY}:{name}"


def _address(path: str) -> str:
    return str(g.public_url).rstrip("/") + path
