"""A member's secret calendar address: made, renewed and ended here, and fetched by calendars without a cookie."""

from urllib.parse import urlsplit

from flask import Response, abort, flash, g, redirect, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.core.access import actor, guard, public
from app.core.i18n import in_language
from app.core.render import render

MADE = "plan_calendar_made"  # in the session: the address is shown on the next page, once


@bp.get("/organisations/<int:organisation_id>/plan/calendar")
@guard(policies.can_have_calendar, organisation=get_organisation)
def plan_calendar(organisation: Organisation) -> ResponseReturnValue:
    feed = queries.current_feed(organisation.id, actor().person_id)
    number, token = session.pop(MADE, (None, ""))
    made = number == organisation.id and feed is not None
    page = render(
        "improvement/plan_calendar.html",
        organisation=organisation,
        feed=feed,
        owns=policies.can_manage_advisers(actor(), organisation),
        url=g.public_url + url_for("improvement.calendar_feed", organisation_id=organisation.id, token=token)
        if made
        else None,
    )
    return page, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@bp.post("/organisations/<int:organisation_id>/plan/calendar/renew")
@guard(policies.can_have_calendar, organisation=get_organisation)
def renew_calendar(organisation: Organisation) -> ResponseReturnValue:
    session[MADE] = (organisation.id, services.renew_feed(organisation, by=actor()))
    flash(_("A new address is ready. Copy it now: it is shown this once."), "success")
    return redirect(url_for(".plan_calendar", organisation_id=organisation.id), 303)


@bp.post("/organisations/<int:organisation_id>/plan/calendar/end")
@guard(policies.can_have_calendar, organisation=get_organisation)
def end_calendar(organisation: Organisation) -> ResponseReturnValue:
    services.end_feed(organisation, by=actor())
    flash(_("The address opens nothing any more."), "success")
    return redirect(url_for(".plan_calendar", organisation_id=organisation.id), 303)


@public
def calendar_feed(organisation_id: int, token: str) -> ResponseReturnValue:
    """The plan's open days for whoever holds the address. A wrong one, and one that was ended, are not there."""
    found = services.read_feed(organisation_id, token)
    if found is None:
        abort(404)
    with in_language(found.feed.locale):
        name = _("Development plan, %(organisation)s", organisation=found.feed.organisation)
        days = [_day(action, found) for action in found.actions]
    answer = Response(rules.calendar(name, days), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private"
    answer.headers["Content-Disposition"] = 'inline; filename="plan.ics"'
    return answer


def _day(action: queries.PlannedAction, found: services.DaysToCome) -> rules.Day:
    """Its key stays the same for as long as the site has its address; the text says who sees to it."""
    base = g.public_url
    about = found.abouts.get(action.subject)
    lines = [about.label if about else "", _("Responsible: %(name)s", name=action.owner), action.details]
    path = url_for(
        "improvement.show_action",
        lang=found.feed.locale,
        organisation_id=found.feed.organisation_id,
        action_id=action.id,
    )
    return rules.Day(
        key=f"action-{action.id}@{urlsplit(base).hostname}",
        due_on=action.due_on,
        title=action.title,
        text="\n".join(line for line in lines if line),
        url=base + path,
        version=action.version,
        changed_at=action.changed_at,
    )


def _outside_languages(state: BlueprintSetupState) -> None:
    """A calendar's address has no language: the calendar speaks that of whoever asked for it."""
    state.app.add_url_rule(
        "/calendar/<int:organisation_id>/<token>.ics", "improvement.calendar_feed", calendar_feed, methods=["GET"]
    )


bp.record(_outside_languages)
