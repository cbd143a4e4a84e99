"""Threads: opening one, reading a page of one, and answering in it."""

from typing import Any

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from app.blueprints.dialogues import bp, policies, queries, rules
from app.blueprints.dialogues.forms.threads import PostForm, ThreadForm, for_speaker, speakers
from app.blueprints.dialogues.services import moderated, threads
from app.blueprints.dialogues.terms import Stage
from app.blueprints.dialogues.views.dialogues import shown
from app.blueprints.dialogues.views.loaders import signed_in_first
from app.blueprints.moderation.services import hidden_reason
from app.core import once, pages
from app.core.access import actor, guard
from app.core.clock import local, today
from app.core.errors import Refused
from app.core.i18n import locale
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/threads/<int:thread_id>")
@guard(policies.can_read_thread, conceal=True, thread=queries.thread_shown)
def show_thread(dialogue_id: int, thread: Any) -> ResponseReturnValue:
    if thread.dialogue_id != dialogue_id:
        abort(404)
    who = actor()
    typed = request.args.get("page", 1, type=int)
    last_page, first, last = pages.numbered(thread.seq, typed, rules.POSTS_PER_PAGE)
    if not 1 <= typed <= last_page:
        abort(404)
    posts = queries.posts_between(thread.id, first, last)
    stage = rules.stage(thread.state, thread.opens_on, thread.closes_on, today())
    writes = stage is Stage.OPEN and not thread.locked and policies.can_write_in_thread(who, thread)
    return render(
        "dialogues/thread.html",
        thread=thread,
        dialogue=dialogue_title(thread),
        posts=posts,
        initials=rules.initials,
        waiting=queries.unnumbered_posts(thread.id, who) if thread.has_unnumbered and typed == last_page else [],
        reasons={post.id: hidden_words(post) for post in posts if post.reason},
        page=typed,
        pages=last_page,
        stage=stage.value,
        speakers=speakers(who) if writes else [],
        once=once.new_key() if writes else None,
    )


def dialogue_title(thread: Any) -> tuple[str, str]:
    """The title of a thread's dialogue for this reader, and its language."""
    if thread.other_lang:
        return thread.other_title, thread.other_lang
    return thread.dialogue_title, thread.dialogue_lang


def hidden_words(post: Any) -> str:
    """Why a post is hidden, in the reader's language."""
    return hidden_reason(post.reason, local(post.hidden_at).date()).in_(locale())


@bp.route("/dialogues/<int:dialogue_id>/threads/new", methods=["GET", "POST"])
@guard(policies.can_take_part, dialogue=signed_in_first(queries.published_dialogue))
def new_thread(dialogue: Any) -> ResponseReturnValue:
    form = for_speaker(ThreadForm(), actor())
    if form.validate_on_submit():
        try:
            post = threads.open_thread(dialogue.id, form.thread_draft(), by=actor())
            return redirect(moderated.url(post.id), 303)
        except Refused as error:
            form.take(error)
    return render("dialogues/new_thread.html", dialogue=dialogue, shown=shown(dialogue), form=form), form.status


@bp.route("/dialogues/<int:dialogue_id>/threads/<int:thread_id>/reply", methods=["GET", "POST"])
@guard(policies.can_write_in_thread, thread=signed_in_first(queries.thread_shown))
def reply(dialogue_id: int, thread: Any) -> ResponseReturnValue:
    if thread.dialogue_id != dialogue_id:
        abort(404)
    form = for_speaker(PostForm(), actor())
    if form.validate_on_submit():
        try:
            post = threads.write_post(thread.id, form.draft(), by=actor())
            return redirect(moderated.url(post.id), 303)
        except Refused as error:
            form.take(error)
    answered = _answered(thread.id, form)
    return render(
        "dialogues/reply.html", thread=thread, dialogue=dialogue_title(thread), form=form, answered=answered
    ), form.status


def _answered(thread_id: int, form: PostForm) -> Any:
    """The post that is answered, shown above the form; nothing when it cannot be seen."""
    typed = form.reply_to.data if form.is_submitted() else request.args.get("to", "")
    if not (typed or "").isascii() or not (typed or "").isdigit() or len(typed) > 8:
        return None
    form.reply_to.data = typed
    found = queries.posts_between(thread_id, int(typed), int(typed))
    return found[0] if found and found[0].state == "visible" else None
