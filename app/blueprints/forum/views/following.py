"""Following threads, spaces and hosts: the buttons, the list of it all, and what is new in it."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.bilingual.rules.presenting import present_name, reader_of
from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.queries import following as stored
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.services import following as services
from app.blueprints.forum.services.digests import news_page
from app.blueprints.forum.services.shown import shown_titles
from app.blueprints.forum.terms.following import Followed, Level
from app.core import navigation, panels
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.i18n import locale
from app.core.render import render

FORGET = "forget"
SAID = {
    Level.ALL: _l("You are told of every new post."),
    Level.REPLIES: _l("You are told when somebody answers you or mentions you."),
    Level.NOTHING: _l("You are told nothing more of this."),
}


@bp.post("/threads/<int:thread_id>/follow")
@guard(policies.can_follow_thread, conceal=True, thread=queries.thread_shown)
def follow_thread(thread: Any) -> ResponseReturnValue:
    return _follow(Followed.THREAD, thread.id, f"/threads/{thread.id}")


@bp.post("/spaces/<int:space_id>/follow")
@guard(policies.can_follow_space, space=queries.space_shown)
def follow_space(space: Any) -> ResponseReturnValue:
    return _follow(Followed.SPACE, space.id, space.path)


@bp.post("/organisations/<int:organisation_id>/follow")
@guard(policies.can_follow_host, organisation=get_organisation)
def follow_host(organisation: Organisation) -> ResponseReturnValue:
    return _follow(Followed.HOST, organisation.id, f"/organisations/{organisation.id}")


def _follow(kind: Followed, number: int, path: str) -> ResponseReturnValue:
    typed = request.form.get("level", "")
    if typed == FORGET:
        services.forget(kind, number, by=actor())
        flash(_("The choice is removed from your list."), "success")
    elif typed in set(Level):
        services.follow(kind, number, Level(typed), by=actor())
        flash(SAID[Level(typed)], "success")
    else:
        abort(400)
    back = request.form.get("back") == "list"
    return redirect(f"/{locale()}/following" if back else f"/{locale()}{path}", 303)


@bp.get("/following")
@guard(policies.can_keep_own_list)
def following() -> ResponseReturnValue:
    """All that she follows, or wants nothing of."""
    who, before = actor(), asked_number("before")
    page = stored.followed(who.person_id, before)
    titles = shown_titles([row.thread_id for row in page.rows if row.thread_id], reader_of(who, locale()))
    rows = [(row, titles.get(row.thread_id), _name(row)) for row in page.rows]
    return render("forum/following.html", rows=rows, page=page, before=before)


@bp.get("/inbox/following")
@guard(policies.can_keep_own_list)
def followed_news() -> ResponseReturnValue:
    """Threads with something new among what she follows."""
    who = actor()
    after = request.args.get("after")
    page, titles = news_page(who.person_id, after, reader_of(who, locale()))
    rows = [(row, titles[row.id], _name(row), page_of(row.last_read + 1)) for row in page.rows]
    return render("forum/news.html", rows=rows, page=page, first=not after)


def _name(row: Any) -> Any:
    return present_name(row.names, row.space_lang, locale()) if row.names else None


def host_panel(organisation: Any) -> Markup | None:
    """On the page of an organisation that hosts dialogues: follow all that it hosts."""
    who = actor()
    if organisation.kind not in policies.HOSTS or not who.is_authenticated:
        return None
    level = stored.level_of(who.person_id, Followed.HOST, organisation.id)
    return Markup(render("forum/_follow_host.html", organisation=organisation, level=level))  # noqa: S704 - the template escapes


def to_you(reader: object, organisation: object) -> navigation.Item:
    return navigation.Item(_("To you"), f"/{locale()}/inbox")


def what_you_follow(reader: object, organisation: object) -> navigation.Item:
    return navigation.Item(_("New in what you follow"), f"/{locale()}/inbox/following")


def all_you_follow(reader: object, organisation: object) -> navigation.Item:
    return navigation.Item(_("What you follow"), f"/{locale()}/following")


navigation.add_section("inbox", 10, to_you)
navigation.add_section("inbox", 20, what_you_follow)
navigation.add_section("inbox", 30, all_you_follow)
panels.add("organisation", 50, host_panel)
