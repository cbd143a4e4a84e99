"""When somebody looks after a space, and what is read before others see it: in words, and the page where it is set."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_date, get_day_names
from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.looking_after import PREMODERATION_WORDS, UNSTAFFED_WORDS, looking_after_form
from app.blueprints.forum.rules.posts import hours_of
from app.blueprints.forum.services import looking_after as services
from app.blueprints.forum.terms.spaces import PreModeration, WhenUnstaffed
from app.blueprints.forum.views.threads import in_own_language, of_its_kind
from app.core.access import actor, guard, signed_in_first
from app.core.clock import local, now
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.opening_hours import Hours, Span, is_staffed, next_opening
from app.core.render import render


@bp.app_template_global()
def looked_after(space: Any) -> dict[str, Any]:
    """For a page of the space, whose row is at hand: when it is moderated, whether now, what waits. No statement."""
    hours, moment = hours_of(space.hours), now()
    is_there = is_staffed(moment, hours)
    opens = None if is_there else next_opening(moment, hours)
    return {
        "hours": words_of_hours(hours, locale()),
        "is_there": is_there,
        "opens": moment_in_words(opens, moment) if opens else "",
        "all_wait": space.premoderation == PreModeration.ALL,
        "new_wait": space.premoderation == PreModeration.NEW,
        "waits_now": not is_there and space.when_unstaffed == WhenUnstaffed.WAIT,
    }


@lru_cache(maxsize=256)
def words_of_hours(hours: Hours, language: str) -> str:
    """ "Monday to Friday 08.00-16.00, Saturday 10.00-14.00"; nothing where nobody is ever there."""
    names = get_day_names("wide", locale=_babel(language))
    said: list[str] = []
    day = 0
    while day < len(hours.days):
        last = day
        while last + 1 < len(hours.days) and hours.days[last + 1] == hours.days[day]:
            last += 1
        if hours.days[day]:
            when = _("%(first)s to %(last)s", first=names[day], last=names[last]) if last > day else names[day]
            said.append(f"{when} {', '.join(_span(span) for span in hours.days[day])}")
        day = last + 1
    return ", ".join(said)


def _span(span: Span) -> str:
    return f"{span[0]:%H.%M}–{span[1]:%H.%M}"


def moment_in_words(moment: datetime, since: datetime) -> str:
    """ "Monday 08.00" within a week, and with its date after that."""
    here = local(moment)
    if moment - since < timedelta(days=6):
        day = get_day_names("wide", locale=_babel(locale()))[here.weekday()]
    else:
        day = format_date(here.date(), "d. MMMM" if locale() != "en" else "d MMMM", locale=_babel(locale()))
    return f"{day} {here:%H.%M}"


def _babel(language: str) -> str:
    return "en_GB" if language == "en" else language


@bp.get("/spaces/<int:space_id>/looking-after")
@guard(policies.can_read_looking_after, conceal=True, space=signed_in_first(queries.space_looked_after))
def show_looking_after(space: Any) -> ResponseReturnValue:
    """Moderators set it; the host's own people read what is set."""
    return _page(space, looking_after_form(space) if policies.can_look_after(actor()) else None)


@bp.post("/spaces/<int:space_id>/looking-after")
@guard(policies.can_look_after, conceal=True, space=signed_in_first(queries.space_looked_after))
def look_after(space: Any) -> ResponseReturnValue:
    form = looking_after_form(space)
    if form.validate_on_submit():
        try:
            services.look_after(queries.get_space(space.id), form.draft(), by=actor())
            return _saved(space.id)
        except DomainError as error:
            form.take(error, now_at=queries.version_of_space(space.id))
    return _page(space, form), form.status


def _page(space: Any, form: Any) -> str:
    name = present_name(space.names, space.space_lang, locale())
    return render(
        "forum/looking_after.html",
        space=space,
        above=[of_its_kind(space), (in_own_language(name), f"/{locale()}{space.path}")],
        form=form,
        premoderation=PREMODERATION_WORDS[PreModeration(space.premoderation)],
        unstaffed=UNSTAFFED_WORDS[WhenUnstaffed(space.when_unstaffed)],
        is_own_hours=space.hours is not None,
    )


def _saved(space_id: int) -> Response:
    flash(_("Saved. What was published before stays as it is."), "success")
    return redirect(f"/{locale()}/spaces/{space_id}/looking-after", 303)
