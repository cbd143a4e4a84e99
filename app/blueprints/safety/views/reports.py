"""Near misses from those who saw them: the page behind a poster, and the page of whoever works at the firm."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.attachments.queries import get_file
from app.blueprints.attachments.services import serve
from app.blueprints.safety import bp, policies, queries, services
from app.blueprints.safety.forms.reports import PosterReportForm, ReportFields, WorkerReportForm
from app.blueprints.safety.models import Event, Poster
from app.blueprints.safety.rules import PHOTO_MOST_BYTES
from app.blueprints.safety.terms import ANSWER_WITHIN_DAYS, Answered
from app.core import downloads, navigation
from app.core.access import actor, guard, public, stateless
from app.core.addresses import asked_number
from app.core.errors import DomainError, Throttled
from app.core.render import render
from app.core.sealing import keyed
from app.core.uploads import takes_file

SECRET_PAGE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def hangs(token: str) -> bool:
    """Whether this is the address of a poster that takes reports, and so a photo."""
    poster = queries.find_poster(token)
    return poster is not None and poster.ended_at is None


def _poster(token: str) -> Poster:
    return queries.find_poster(token) or abort(404)


@bp.route("/near-miss/<token>", methods=["GET", "POST"])
@public
@stateless
@takes_file(PHOTO_MOST_BYTES, opened_by=hangs)
def report_near_miss(token: str) -> ResponseReturnValue:
    """Three fields, for whoever stands before the poster. Who is signed in on the phone plays no part."""
    poster = _poster(token)
    organisation = get_organisation(poster.organisation_id)
    page = {"organisation": organisation, "poster": poster, "answer_days": ANSWER_WITHIN_DAYS}
    if poster.ended_at is not None:
        kept = request.form.get("what", "").strip()
        return render("safety/report_ended.html", kept=kept, **page), 410
    form = PosterReportForm(place=poster.place)
    if form.validate_on_submit():
        outcome = _sent(
            form,
            lambda: services.report_at_poster(poster, form.draft(), photo=form.picture, remote=request.remote_addr),
        )
        if isinstance(outcome, services.Received):
            return redirect(url_for(".show_receipt", token=token, secret=outcome.secret), 303)
        return render("safety/report.html", form=form, wait=outcome, **page), *_refusal(form, outcome)
    return render("safety/report.html", form=form, wait=None, **page), form.status


def _sent(form: ReportFields, send: Callable[[], services.Received]) -> services.Received | Throttled | None:
    """The report; how long to wait where too many came; None when `form` says what is wrong."""
    try:
        return send()
    except Throttled as error:
        return error
    except DomainError as error:
        form.take(error)
        return None


def _refusal(form: ReportFields, wait: Throttled | None) -> tuple[Any, ...]:
    """Status and headers of the page that keeps what was written."""
    if wait is None:
        return (form.status,)
    return wait.status, {"Retry-After": str(max(1, int(wait.wait.total_seconds())))}


@bp.get("/near-miss/<token>/<secret>")
@public
def show_receipt(token: str, secret: str) -> ResponseReturnValue:
    """Thanks, and later the answer: for whoever holds this address, which nobody else was given."""
    poster = _poster(token)
    found = services.answer_at_poster(poster, secret)
    return _receipt(get_organisation(poster.organisation_id), found, again=url_for(".report_near_miss", token=token))


def _receipt(organisation: Organisation, found: Answered | None, *, again: str) -> ResponseReturnValue:
    if found is None:
        abort(404)
    page = render(
        "safety/report_receipt.html",
        organisation=organisation,
        found=found,
        again=again,
        answer_days=ANSWER_WITHIN_DAYS,
    )
    return page, SECRET_PAGE


@bp.route("/organisations/<int:organisation_id>/my-reports", methods=["GET", "POST"])
@guard(policies.can_report, conceal=True, organisation=get_organisation)
@takes_file(PHOTO_MOST_BYTES)
def my_reports(organisation: Organisation) -> ResponseReturnValue:
    """Tell of a near miss, and see what became of those told before."""
    form, who = WorkerReportForm(), actor()
    wait: Throttled | None = None
    if form.validate_on_submit():
        outcome = _sent(
            form,
            lambda: services.report_as_worker(organisation, form.draft(), photo=form.picture, named=form.named, by=who),
        )
        if isinstance(outcome, services.Received):
            return redirect(_after(organisation, outcome.secret), 303)
        wait = outcome
    before = asked_number("before")
    page = render(
        "safety/my_reports.html",
        organisation=organisation,
        form=form,
        reports=queries.reports_by(who.person_id, organisation.id, before=before),
        is_first=before is None,
        answer_days=ANSWER_WITHIN_DAYS,
        kept_under=kept_under(organisation, who.person_id),
    )
    return page, *_refusal(form, wait)


def kept_under(organisation: Organisation, person_id: int) -> str:
    """The name under which a browser keeps what she has not got through yet.

    Her own, so that whoever uses the same machine after her neither reads it in the form nor sends it as hers; and one
    that does not say whose it is.
    """
    return keyed(f"{organisation.id}|{person_id}", purpose="near misses kept by a browser")


def _after(organisation: Organisation, secret: str | None) -> str:
    """Back to her reports; without her name, to the only place where the answer will be."""
    if secret is not None:
        return url_for(".show_my_receipt", organisation_id=organisation.id, secret=secret)
    flash(_("Thank you. The firm has your report."), "success")
    return url_for(".my_reports", organisation_id=organisation.id)


@bp.get("/organisations/<int:organisation_id>/my-reports/<secret>")
@guard(policies.can_report, conceal=True, organisation=get_organisation)
def show_my_receipt(organisation: Organisation, secret: str) -> ResponseReturnValue:
    found = services.answer_for_worker(organisation, secret)
    return _receipt(organisation, found, again=url_for(".my_reports", organisation_id=organisation.id))


@bp.get("/organisations/<int:organisation_id>/safety/events/<int:event_id>/photo")
@guard(policies.can_view_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def show_photo(organisation: Organisation, event: Event) -> ResponseReturnValue:
    """For the firm's own people; to be saved, as every file."""
    if event.photo_id is None:
        abort(404)
    return downloads.answer(serve(get_file(event.photo_id)))


def menu_item(who: Anyone, organisation: object) -> navigation.Item | None:
    """Whoever only works at a firm finds her page in the menu."""
    number = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    if number is None or not who.works_at(number):
        return None
    return navigation.Item(_("Report a near miss"), url_for("safety.my_reports", organisation_id=number))


def landing(who: Anyone, language: str) -> str | None:
    """Whoever only works at a firm begins where she reports, and sees what was answered."""
    first = next(iter(who.workplaces), None)
    if first is None or who.memberships:
        return None
    return url_for("safety.my_reports", lang=language, organisation_id=first.organisation_id)


navigation.add(41, menu_item)
navigation.add_landing(45, landing)
