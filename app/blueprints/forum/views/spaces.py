"""Open forums of the platform: the list, one of them, and how the ministry's staff keep them."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.accounts.policies import Anyone
from app.blueprints.bilingual.rules.presenting import present_name, reader_of
from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.tending import forum_form
from app.blueprints.forum.models import Space
from app.blueprints.forum.services import spaces as services
from app.blueprints.forum.services.shown import titles_of
from app.blueprints.forum.terms.spaces import KindShown, SpaceKind
from app.core import navigation
from app.core.access import actor, guard, public, signed_in_first
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render

services.register_kind(SpaceKind.FORUM, KindShown(_l("Forums"), "/forums"))


def menu_item(who: Anyone, organisation: object) -> navigation.Item:
    return navigation.Item(_("Forums"), f"/{locale()}/forums")


navigation.add(21, menu_item)


@bp.get("/forums")
@public
def list_forums() -> ResponseReturnValue:
    may_keep = policies.can_keep_forums(actor())
    return render(
        "forum/forums.html",
        forums=[(row, present_name(row.names, row.space_lang, locale())) for row in queries.forums(hidden=may_keep)],
        may_keep=may_keep,
    )


@bp.get("/forums/<int:space_id>")
@guard(policies.can_read_space, conceal=True, space=queries.forum_shown)
def show_forum(space: Any) -> ResponseReturnValue:
    who = actor()
    threads, after = queries.threads_of(space.id, who, request.args.get("after"))
    return render(
        "forum/forum.html",
        space=space,
        name=present_name(space.names, space.space_lang, locale()),
        about=present_name(space.about, space.space_lang, locale()),
        threads=threads,
        titles=titles_of(threads, reader_of(who, locale())),
        after=after,
        below_the_latest=bool(request.args.get("after")),
        can_take_part=policies.can_take_part(who, space) and not who.silenced_until,
        may_look_after=policies.can_read_looking_after(who, space),
        may_keep=policies.can_keep_forums(who),
    )


@bp.route("/forums/new", methods=["GET", "POST"])
@guard(policies.can_keep_forums)
def new_forum() -> ResponseReturnValue:
    form = forum_form()
    if form.validate_on_submit():
        try:
            space = services.open_forum(form.draft(), by=actor())
            flash(_("The forum is there, and stands in the list of forums."), "success")
            return redirect(f"/{locale()}{space.path}", 303)
        except DomainError as error:
            form.take(error)
    return render("forum/forum_form.html", form=form, space=None), form.status


@bp.route("/forums/<int:space_id>/edit", methods=["GET", "POST"])
@guard(policies.can_keep_forums, space=signed_in_first(queries.get_forum))
def edit_forum(space: Space) -> ResponseReturnValue:
    form = forum_form(space)
    if form.validate_on_submit():
        try:
            services.change_forum(space, form.draft(), by=actor())
            flash(_("The forum has been changed."), "success")
            return redirect(f"/{locale()}/forums", 303)
        except DomainError as error:
            form.take(error, now_at=queries.version_of_space(space.id))
    return render("forum/forum_form.html", form=form, space=space), form.status
