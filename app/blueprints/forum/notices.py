"""What the room tells people, in their own language: notices and mails of posts, the digest, and how to stop them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.bilingual.queries.readers import reader_with
from app.blueprints.bilingual.rules.presenting import present_name, visitor
from app.blueprints.bilingual.services.showing import origin_words
from app.blueprints.forum.queries.files import files_of
from app.blueprints.forum.queries.news import pending
from app.blueprints.forum.services import telling
from app.blueprints.forum.services.digests import digest_of
from app.blueprints.forum.services.files import readings_of
from app.blueprints.forum.services.following import stop_thread
from app.blueprints.forum.services.shown import shown_posts, shown_titles
from app.blueprints.forum.terms.following import NewsOfThread
from app.blueprints.forum.terms.shown import ShownPost
from app.blueprints.notifications import services as notifications
from app.blueprints.notifications.terms import Line, Section
from app.blueprints.screening.services.telling import found_lines
from app.core.db import lent
from app.core.i18n import in_language
from app.core.text import excerpt

KINDS = (telling.TO_YOU, telling.NEW_POST, telling.ANSWERED, telling.MOVED)
IN_A_MAIL = 1000  # characters of a post
IN_A_DIGEST = 200


def words(items: Sequence[dict[str, Any]], person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """What the templates of this room see of a post, for a page of notices at once; None for one that is gone."""
    reader = reader_with(person_id, locale)
    posts = {post.id: post for post in shown_posts([params["post_id"] for params in items], reader)}
    with in_language(locale):
        return [
            {**params, **_of_post(posts[params["post_id"]])} if params["post_id"] in posts else None for params in items
        ]


def _of_post(post: ShownPost) -> dict[str, Any]:
    return {
        "title": post.title.text if post.title else _("The title is hidden by a moderator"),
        "author": post.author,
        "organisation": post.organisation,
        "number": post.seq,
        "label": origin_words(post.shown, post.original_lang),
        "excerpt": excerpt(post.html, IN_A_MAIL),
        "language": post.lang,
    }


def file_words(items: Sequence[dict[str, Any]], person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """What was found on which page of which document; None for one that is no longer there."""
    told: list[dict[str, Any] | None] = []
    with in_language(locale):
        for params in items:
            hanging = {file.file_id: file for file in files_of([params["post_id"]]).get(params["post_id"], [])}
            file = hanging.get(params["file_id"])
            with lent(params["organisation_id"]):  # the notice is the author's, and says what her own document holds
                reading = readings_of([file]).get(file.file_id) if file else None
            if file is None or reading is None:
                told.append(None)
            else:
                told.append({**params, "name": file.name, "lines": found_lines(reading)})
    return told


def digest(person_id: int, since: datetime, locale: str) -> list[Section]:
    """What is new in what she follows: by space, then by thread, each with its first posts."""
    threads, more, posts = digest_of(person_id, since, locale)
    sections: dict[int, list[Line]] = {}
    names: dict[int, str] = {}
    counts: dict[int, int] = {}
    with in_language(locale):
        for thread in threads:
            names[thread.space_id] = present_name(thread.names, thread.space_lang, locale).text
            counts[thread.space_id] = counts.get(thread.space_id, 0) + thread.count
            sections.setdefault(thread.space_id, []).extend(_lines(thread))
        made = [Section(names[space], tuple(lines), count=counts[space]) for space, lines in sections.items()]
        if more:
            said = ngettext("And %(num)s more thread", "And %(num)s more threads", more)
            made.append(Section(_("More"), (Line(said, "forum.followed_news"),), count=posts))
    return made


def _lines(thread: NewsOfThread) -> list[Line]:
    title = (thread.title.text, thread.title.lang) if thread.title else (_("The title is hidden by a moderator"), None)
    new = ngettext("%(num)s new post", "%(num)s new posts", thread.count)
    if thread.count > len(thread.posts):
        new = _("%(new)s. The first of them:", new=new)
    first = thread.posts[0]
    lines = [Line(title[0], "forum.show_post", {"post_id": first.id}, title[1], new)]
    for post in thread.posts:
        note = f"{post.author}, {post.organisation} · {origin_words(post.shown, post.original_lang)}"
        lines.append(Line(excerpt(post.html, IN_A_DIGEST), "forum.show_post", {"post_id": post.id}, post.lang, note))
    return lines


def describe_thread(thread_id: int, locale: str) -> str | None:
    """The thread's name on the page that stops its mail."""
    title = shown_titles([thread_id], visitor(locale)).get(thread_id)
    return title.text if title else None


notifications.register("forum.post_written", telling.tell_of_post)
notifications.register("forum.post_released", telling.tell_of_post)
notifications.register("forum.post_edited", telling.tell_of_edit)
notifications.register("forum.answer_marked", telling.tell_of_answer)
notifications.register("forum.post_moved", telling.tell_of_move)
notifications.register("forum.file_found", telling.tell_of_file)
for kind in KINDS:
    notifications.register_words(kind, words)
notifications.register_words(telling.FILE_FOUND, file_words)
notifications.register_check(telling.NEW_POST, telling.is_still_news)
notifications.register_check(telling.TO_YOU, telling.is_still_hers)
notifications.register_digest("forum", pending=pending, contents=digest)
notifications.register_unsubscriber("thread", stop_thread, describe_thread)
