"""A page of a thread."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.bilingual.terms.presenting import Name
from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.posts import speakers
from app.blueprints.forum.forms.tending import LOCK_WORDS
from app.blueprints.forum.rules.posts import POSTS_PER_PAGE, initials, stage
from app.blueprints.forum.rules.tree import arranged
from app.blueprints.forum.services import spaces
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.spaces import Stage
from app.blueprints.forum.views.thread_extras import begun_in, extras_of
from app.blueprints.forum.views.thread_following import following_of
from app.blueprints.forum.views.thread_words import words_of
from app.blueprints.moderation.services import hidden_reason
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core import once, pages
from app.core.access import actor, guard
from app.core.clock import local, today
from app.core.i18n import locale
from app.core.render import render


@bp.get("/threads/<int:thread_id>")
@guard(policies.can_read_thread, conceal=True, thread=queries.thread_shown)
def show_thread(thread: Any) -> ResponseReturnValue:
    who = actor()
    typed = request.args.get("page", 1, type=int)
    last_page, first, last = pages.numbered(thread.seq, typed, POSTS_PER_PAGE)
    if not 1 <= typed <= last_page:
        abort(404)
    posts = queries.posts_between(thread.id, first, last)
    waiting = queries.unnumbered_posts(thread.id, who) if thread.has_unnumbered and typed == last_page else []
    today_is = stage(thread.state, thread.opens_on, thread.closes_on, today())
    is_open = today_is is Stage.OPEN and not thread.locked and not who.silenced_until
    writes = is_open and policies.can_write_in_thread(who, thread)
    return render(
        "forum/thread.html",
        thread=thread,
        above=above(thread),
        posts=arranged(posts),
        tends=policies.can_tend_space(who, thread),
        lock_words=LOCK_WORDS.get(thread.lock_reason),
        initials=initials,
        voices={post.organisation_id: post.organisation for post in posts if post.state == PostState.VISIBLE},
        waiting=waiting,
        reasons={post.id: hidden_words(post) for post in [*posts, *waiting] if post.hidden_at},
        page=typed,
        pages=last_page,
        stage=today_is.value,
        speakers=speakers(who) if writes else [],
        once=once.new_key() if writes else None,
        **words_of(posts, thread, who),
        begun=begun_in(thread.id, who) if writes else None,
        **extras_of([*posts, *waiting], who),
        **following_of(thread, first, last, who),
    )


def above(row: Any) -> list[tuple[Any, str]]:
    """What stands above a thread, for its crumbs: all spaces of the kind, and the space by its name for this reader."""
    name = present_name(row.names, row.space_lang, locale())
    return [of_its_kind(row), (in_own_language(name), f"/{locale()}{row.path}")]


def of_its_kind(row: Any) -> tuple[str, str]:
    """All spaces of the kind: what they are called, and where they are listed."""
    kind = spaces.kind_shown(row.kind)
    return str(kind.label), f"/{locale()}{kind.path}"


def in_own_language(name: Name) -> str | Markup:
    """The name, marked with its language when it is another than the page's."""
    if name.lang == locale():
        return name.text
    return Markup('<span lang="{}">{}</span>').format(name.lang, name.text)


def hidden_words(post: Any) -> str:
    """Why a post is hidden or was sent back, in the reader's language; nothing for one that was handed over."""
    if post.reason not in set(ReasonCode):
        return ""
    return hidden_reason(post.reason, local(post.hidden_at).date()).in_(locale())
