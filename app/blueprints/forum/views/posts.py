"""One post: where it stands, what it has said, changing it and taking it back."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.posts import ConfirmForm, RevisionForm
from app.blueprints.forum.models import Post
from app.blueprints.forum.services import moderated
from app.blueprints.forum.services import posts as services
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Refused
from app.core.render import render


@bp.get("/posts/<int:post_id>")
@guard(policies.can_read_post, conceal=True, post=queries.get_post)
def show_post(post: Post) -> ResponseReturnValue:
    """A post's own address leads to the page of the thread on which it stands."""
    return redirect(moderated.url(post.id), 302)


@bp.get("/posts/<int:post_id>/history")
@guard(policies.can_read_post, conceal=True, post=queries.get_post)
def post_history(post: Post) -> ResponseReturnValue:
    return render("forum/history.html", revisions=queries.revisions_of(post.id), **_place(post))


@bp.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@guard(policies.can_change_post, post=signed_in_first(queries.get_post))
def edit_post(post: Post) -> ResponseReturnValue:
    text = queries.post_text(post.id)
    form = RevisionForm(lang=text.lang, body=text.body, based_on=text.number)
    if form.validate_on_submit():
        try:
            services.edit_post(post, form.draft(), by=actor())
            flash(_("The post has been changed. What it said before can be seen in its history."), "success")
            return redirect(moderated.url(post.id), 303)
        except Refused as error:
            form.take(error)
    return render("forum/edit_post.html", form=form, **_place(post)), form.status


@bp.route("/posts/<int:post_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_change_post, post=signed_in_first(queries.get_post))
def withdraw_post(post: Post) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.validate_on_submit():
        services.withdraw_post(post, by=actor())
        flash(_("The post has been withdrawn. Its number stays in the thread."), "success")
        return redirect(moderated.url(post.id), 303)
    return render("forum/withdraw_post.html", form=form, text=queries.post_text(post.id), **_place(post)), form.status


def _place(post: Post) -> dict[str, Any]:
    return {"post": post, "place": queries.post_place(post.id), "back": moderated.url(post.id)}
