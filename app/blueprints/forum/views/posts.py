"""One post: where it stands, what it has said, changing it and taking it back."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.posts import ConfirmForm, RevisionForm
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries.drafts import returned_to
from app.blueprints.forum.queries.files import files_of
from app.blueprints.forum.rules.writing import number_of
from app.blueprints.forum.services import files, moderated
from app.blueprints.forum.services import posts as services
from app.blueprints.forum.terms.posts import PostState, RevisionDraft
from app.blueprints.forum.terms.writing import MOST_FILE_BYTES, Place, PlaceKind
from app.blueprints.forum.views import desk as desks
from app.blueprints.forum.views.desk import LIMITS
from app.blueprints.forum.views.history import versions_of
from app.blueprints.forum.views.thread_extras import told_of
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Refused
from app.core.language_tags import understood
from app.core.render import render
from app.core.uploads import takes_file


@bp.get("/posts/<int:post_id>")
@guard(policies.can_read_post, conceal=True, post=queries.get_placed_post)
def show_post(post: Post) -> ResponseReturnValue:
    """A post's own address leads to the page of the thread on which it stands."""
    return redirect(moderated.url(post.id), 302)


@bp.get("/posts/<int:post_id>/history")
@guard(policies.can_read_post, conceal=True, post=queries.get_placed_post)
def post_history(post: Post) -> ResponseReturnValue:
    """Every version; of one of them, what it changed: the newest, or ?version=N."""
    asked = request.args.get("version", post.revision, type=int)
    return render("forum/history.html", **versions_of(post, asked), **_place(post))


@bp.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@guard(policies.can_change_post, post=signed_in_first(queries.get_placed_post))
@takes_file(MOST_FILE_BYTES)
def edit_post(post: Post) -> ResponseReturnValue:
    text, place = queries.post_text(post.id), queries.post_place(post.id)
    form = RevisionForm(lang=text.lang, title=text.title, body=text.body, based_on=text.number)
    if text.title is None:
        del form.title
    was_visible = post.state == PostState.VISIBLE
    if was_visible:  # everybody reads it: no moderator can look first
        del form.not_a_number
    desk = desks.sit_down(form, Place(PlaceKind.POST, post.id))
    hanging = files_of([post.id]).get(post.id, [])

    def publish() -> ResponseReturnValue:
        taken = files.take_in(post.organisation_id, form.uploads(), by=actor())
        without = tuple(file.file_id for file in hanging if str(file.id) in request.form.getlist("without"))
        services.edit_post(post, form.draft(taken, without), by=actor())
        if was_visible:
            flash(_("The post has been changed. What it said before can be seen in its history."), "success")
        else:
            flash(_("Your post has been changed and sent. A moderator reads it before others see it."), "success")
        return desks.led_to(post, form)

    desks.take(desk, publish, thread_id=post.thread_id, host_id=place.organisation_id)
    if desk.answer:
        return desk.answer
    return render(
        "forum/edit_post.html", form=form, desk=desk, hanging=hanging, told=told_of(files.readings_of(hanging)),
        returned=_returned(post), **LIMITS, **_place(post),
    ), desk.status  # fmt: skip


def _returned(post: Post) -> Any:
    """What the moderator wrote who sent it back; None for a post that was not."""
    if post.state != PostState.RETURNED:
        return None
    return next((row for row in returned_to(actor().person_id) if row.id == post.id), None)


@bp.post("/posts/<int:post_id>/language")
@guard(policies.can_change_post, post=signed_in_first(queries.get_placed_post))
def change_language(post: Post) -> ResponseReturnValue:
    """The same words, in another language than their author had said."""
    text, lang = queries.post_text(post.id), understood(request.form.get("lang", ""))
    if lang is None:
        raise Refused("language_unknown")
    if lang != post.lang:
        draft = RevisionDraft(lang=lang, body=text.body, based_on=number_of(request.form.get("based_on")) or 0)
        services.edit_post(post, draft, by=actor())
        flash(_("The language of the post has been changed."), "success")
    return redirect(moderated.url(post.id), 303)


@bp.route("/posts/<int:post_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_change_post, post=signed_in_first(queries.get_placed_post))
def withdraw_post(post: Post) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.validate_on_submit():
        services.withdraw_post(post, by=actor())
        flash(_("The post has been withdrawn. Its number stays in the thread."), "success")
        return redirect(moderated.url(post.id), 303)
    return render("forum/withdraw_post.html", form=form, text=queries.post_text(post.id), **_place(post)), form.status


def _place(post: Post) -> dict[str, Any]:
    return {"post": post, "place": queries.post_place(post.id), "back": moderated.url(post.id)}
