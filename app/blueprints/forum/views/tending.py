"""Looking after threads: pins, locks, the host's answers, moving; and "we share this"."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from app.blueprints.bilingual.rules.presenting import present_name, reader_of
from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.posts import speakers
from app.blueprints.forum.forms.tending import LOCK_WORDS, LockForm, MoveThreadForm, move_form
from app.blueprints.forum.rules.tree import may_be_answer
from app.blueprints.forum.services import moderated, moving
from app.blueprints.forum.services import tending as services
from app.blueprints.forum.services.shown import titles_of
from app.blueprints.forum.terms.tending import MOST_PINNED, LockReason
from app.blueprints.forum.views.threads import above
from app.core.access import actor, guard, signed_in_first
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render

tends_thread = guard(policies.can_tend_thread, conceal=True, thread=signed_in_first(queries.thread_shown))
tends_post = guard(policies.can_tend_post, conceal=True, post=signed_in_first(queries.post_tended))
shares_post = guard(policies.can_take_part, conceal=True, post=signed_in_first(queries.post_tended))


@bp.get("/threads/<int:thread_id>/posts/<int:number>")
@guard(policies.can_read_thread, conceal=True, thread=queries.thread_shown)
def show_number(thread: Any, number: int) -> ResponseReturnValue:
    """A post by its number in the thread: to the page on which it stands, or to where it was moved."""
    if not 1 <= number <= thread.seq:
        page = render("forum/no_such_post.html", thread=thread, above=above(thread), number=number)
        return page, 404
    found = queries.number_in_thread(thread.id, number)
    return redirect(moderated.url(found.moved_to_id or found.id), 302)


@bp.get("/threads/<int:thread_id>/tend")
@tends_thread
def tend_thread(thread: Any) -> ResponseReturnValue:
    return _thread_page(thread, LockForm())


def _thread_page(thread: Any, form: LockForm) -> ResponseReturnValue:
    return render(
        "forum/tend_thread.html",
        thread=thread,
        above=above(thread),
        form=form,
        lock_words=LOCK_WORDS.get(thread.lock_reason),
        most_pinned=MOST_PINNED,
        may_move=policies.can_move_thread(actor(), thread),
    ), form.status


@bp.post("/threads/<int:thread_id>/pin")
@tends_thread
def pin_thread(thread: Any) -> ResponseReturnValue:
    services.pin(thread.id, by=actor())
    return _tended(thread, _("The thread now stands first in the list."))


@bp.post("/threads/<int:thread_id>/unpin")
@tends_thread
def unpin_thread(thread: Any) -> ResponseReturnValue:
    services.unpin(thread.id, by=actor())
    return _tended(thread, _("The thread stands among the others again."))


@bp.post("/threads/<int:thread_id>/lock")
@tends_thread
def lock_thread(thread: Any) -> ResponseReturnValue:
    form = LockForm()
    if not form.validate_on_submit():
        return _thread_page(thread, form)
    services.lock(thread.id, LockReason(form.reason.data), by=actor())
    return _tended(thread, _("The thread is locked. Readers are told why."))


@bp.post("/threads/<int:thread_id>/unlock")
@tends_thread
def unlock_thread(thread: Any) -> ResponseReturnValue:
    services.unlock(thread.id, by=actor())
    return _tended(thread, _("The thread takes posts again."))


@bp.route("/threads/<int:thread_id>/move", methods=["GET", "POST"])
@guard(policies.can_move_thread, conceal=True, thread=signed_in_first(queries.thread_shown))
def move_thread(thread: Any) -> ResponseReturnValue:
    form = MoveThreadForm()
    form.space_id.choices = [
        SelectChoice(str(row.id), present_name(row.names, row.lang, locale()).text)
        for row in queries.spaces_to_choose(thread.space_id)
    ]
    if form.validate_on_submit():
        try:
            moving.move_thread(thread.id, int(form.space_id.data), by=actor())
            return _tended(thread, _("The thread has been moved, with its posts and their numbers."))
        except DomainError as error:
            form.take(error)
    return render("forum/move_thread.html", thread=thread, above=above(thread), form=form), form.status


def _tended(thread: Any, words: str) -> Response:
    flash(words, "success")
    return redirect(f"/{locale()}/threads/{thread.id}", 303)


@bp.get("/posts/<int:post_id>/tend")
@tends_post
def tend_post(post: Any) -> ResponseReturnValue:
    if post.moved_to_id:
        return redirect(moderated.url(post.id), 302)
    return render(
        "forum/tend_post.html",
        post=post,
        above=above(post),
        back=moderated.url(post.id),
        may_be_answer=may_be_answer(post),
        opens=post.opening_post_id == post.id,
    )


@bp.post("/posts/<int:post_id>/answer")
@tends_post
def mark_answer(post: Any) -> ResponseReturnValue:
    services.mark_answer(queries.get_post(post.id), by=actor())
    return _back(post, _("The post now stands as the answer, and the question leads to it."))


@bp.post("/posts/<int:post_id>/answer/remove")
@tends_post
def unmark_answer(post: Any) -> ResponseReturnValue:
    services.unmark_answer(queries.get_post(post.id), by=actor())
    return _back(post, _("The post is a post like the others again."))


@bp.route("/posts/<int:post_id>/move", methods=["GET", "POST"])
@tends_post
def move_post(post: Any) -> ResponseReturnValue:
    threads = [row for row in queries.threads_of(post.space_id, actor())[0] if row.id != post.thread_id and row.seq]
    form = move_form(titles_of(threads, reader_of(actor(), locale())))
    if form.validate_on_submit():
        try:
            moving.move_post(queries.get_post(post.id), form.draft(), by=actor())
            return _back(post, _("The post has been moved. Its old number leads here."))
        except DomainError as error:
            form.take(error)
    return render("forum/move_post.html", post=post, above=above(post), back=moderated.url(post.id), form=form), (
        form.status
    )


def _back(post: Any, words: str) -> Response:
    flash(words, "success")
    return redirect(moderated.url(post.id), 303)


@bp.get("/posts/<int:post_id>/support")
@guard(policies.can_read_tended, conceal=True, post=queries.post_tended)
def show_support(post: Any) -> ResponseReturnValue:
    """Which organisations share what a post says, and for which of hers the reader may say so."""
    given = queries.supporters(post.id)
    already = {row.id for row in given}
    own = [(int(number), name, int(number) in already) for number, name in speakers(actor())]
    return render(
        "forum/support.html",
        post=post,
        above=above(post),
        back=moderated.url(post.id),
        given=given,
        own=[line for line in own if line[0] != post.speaker_id],
        may_share=policies.can_take_part(actor(), post) and not post.locked,
    )


@bp.post("/posts/<int:post_id>/support")
@shares_post
def share(post: Any) -> ResponseReturnValue:
    services.share(queries.get_post(post.id), _speaker(), by=actor())
    return _shared(post, _("It is now shown that your organisation shares this."))


@bp.post("/posts/<int:post_id>/support/withdraw")
@shares_post
def take_back_support(post: Any) -> ResponseReturnValue:
    services.take_back(queries.get_post(post.id), _speaker(), by=actor())
    return _shared(post, _("Your organisation is no longer shown as one that shares this."))


def _speaker() -> int:
    typed = request.form.get("organisation_id", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else abort(400)


def _shared(post: Any, words: str) -> Response:
    flash(words, "success")
    return redirect(f"/{locale()}/posts/{post.id}/support", 303)
