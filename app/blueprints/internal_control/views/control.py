"""The eight points: all of them, one of them, and saying how it stands."""

from collections.abc import Collection

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement.services import on_evidence, register_succession, register_uses
from app.blueprints.improvement.terms import About, Succession
from app.blueprints.internal_control import bp, policies, queries, rules, services
from app.blueprints.internal_control.forms import SHOWN_COLORS, SHOWN_WORDS, SIGNING_COLORS, SIGNING_WORDS, PointForm
from app.blueprints.internal_control.forms.wordings import STATE_WORDS
from app.blueprints.internal_control.models import Point, Review
from app.blueprints.internal_control.terms import (
    POINT_TEXTS,
    POINTS,
    Applies,
    DutyState,
    Next,
    Shown,
    points_source,
)
from app.blueprints.internal_control.views.lines import PointLine, evidence_lines, point_lines, to_choose
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render

KIND = "internal_control"


@bp.context_processor
def wordings() -> dict[str, object]:
    return {
        "shown_words": SHOWN_WORDS,
        "shown_colors": SHOWN_COLORS,
        "signing_words": SIGNING_WORDS,
        "signing_colors": SIGNING_COLORS,
        "state_words": STATE_WORDS,
    }


@bp.get("/organisations/<int:organisation_id>/internal-control")
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def show_control(organisation: Organisation) -> ResponseReturnValue:
    """The eight points, the year's review, training and duties, and what to do first."""
    lines, newest = point_lines(organisation.id), queries.newest_review(organisation.id)
    review = newest if newest and rules.is_current(newest.year, newest.held_on, today()) else None
    firm = queries.find_firm(organisation.id)
    duties = [duty for duty in services.duties_of(organisation, firm) if duty.applies is not Applies.UNKNOWN]
    binding = [duty for duty in duties if duty.applies in (Applies.REQUIRED, Applies.AGREEMENT)]
    answers = queries.answers_of(organisation.id)
    left = [
        duty for duty in binding if (said := answers.get(duty.code)) is None or said.state is not DutyState.IN_PLACE
    ]
    valid, everything = queries.training_counts([organisation.id], today()).get(organisation.id, (0, 0))
    step = rules.next_step(
        rules.Today(
            points={line.number: line.shown for line in lines},
            duties_open=tuple(duty.code for duty in left),
            review=services.signing_of(review) if review else None,
            training_lapsed=everything - valid,
        )
    )
    return render(
        "internal_control/overview.html",
        organisation=organisation,
        lines=lines,
        in_place=sum(line.shown is Shown.IN_PLACE for line in lines),
        review=review,
        signing=services.signing_of(review) if review else None,
        duties=binding,
        duties_left=left,
        size_known=services.size_of(organisation, firm).headcount is not None,
        training=(valid, everything),
        step=_step(organisation.id, step, {duty.code: duty.rows[0].name.in_(locale()) for duty in left}, review),
        source=points_source(),
        may_change=policies.can_change_control(actor(), organisation),
    )


def _step(
    firm: int, step: tuple[Next, int | str | None], duty_names: dict[str, str], review: Review | None
) -> tuple[str, str | None]:
    """What to do first, in a sentence, and where."""
    kind, about = step
    sentence, url = _("Nothing is left to do today. Hold a review when a year has passed since the last one."), None
    if isinstance(about, int):
        said = {"number": about, "name": POINT_TEXTS[about].short.in_(locale())}
        url = url_for(".show_point", organisation_id=firm, number=about)
        if kind is Next.RENEW:
            sentence = _("Find newer evidence for point %(number)s, %(name)s.", **said)
        else:
            sentence = _("Go on with point %(number)s, %(name)s.", **said)
    elif isinstance(about, str):
        sentence = _("Say how you keep this duty: %(name)s.", name=duty_names.get(about, ""))
        url = url_for(".list_duties", organisation_id=firm, _anchor=about)
    elif kind is Next.SIGNATURE and review is not None:
        sentence = _("Have the review of %(year)s signed by both sides.", year=review.year)
        url = url_for(".show_review", organisation_id=firm, review_id=review.id)
    elif kind is Next.REVIEW:
        sentence = _("Hold the review of the year together with the safety representative.")
        url = url_for(".list_reviews", organisation_id=firm)
    elif kind is Next.TRAINING:
        sentence = _("Renew the training that has expired.")
        url = url_for(".list_training", organisation_id=firm)
    return sentence, url


@bp.get("/organisations/<int:organisation_id>/internal-control/points/<int:number>")
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def show_point(organisation: Organisation, number: int) -> ResponseReturnValue:
    line = _line(organisation, number)
    point = line.point
    return render(
        "internal_control/point.html",
        organisation=organisation,
        line=line,
        evidence=evidence_lines(line.facts),
        history=queries.history_of(point) if point else [],
        who=queries.name_of(point.recorded_by_id) if point else None,
        source=points_source(),
        may_change=policies.can_change_control(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/internal-control/points/<int:number>/change", methods=["GET", "POST"])
@guard(policies.can_change_control, conceal=True, organisation=get_organisation)
def change_point(organisation: Organisation, number: int) -> ResponseReturnValue:
    line = _line(organisation, number)
    chosen = {fact.id for fact in line.facts}
    form = PointForm(data=_as_it_is(line.point, chosen))
    form.offer(to_choose(organisation.id, chosen))
    if form.validate_on_submit():
        try:
            services.save_point(organisation, number, form.draft(), by=actor())
        except DomainError as error:
            line = _line(organisation, number)
            form.take(error, now_at=line.point.version if line.point else 0)
        else:
            flash(_("The point is saved. What stood here before is kept in the history."), "success")
            return redirect(url_for(".show_point", organisation_id=organisation.id, number=number), 303)
    return render(
        "internal_control/point_change.html",
        organisation=organisation,
        line=line,
        form=form,
        evidence=evidence_lines(line.facts),
    ), form.status


def _as_it_is(point: Point | None, chosen: Collection[int]) -> dict[str, object]:
    """What the form says before anything is typed; what somebody has just added (`?evidence=`) is ticked."""
    added = asked_number("evidence") if request.method == "GET" else None
    ticked = [*sorted(chosen), *([added] if added and added not in chosen else [])]
    if point is None:
        return {"evidence_ids": ticked, "version": 0}
    return {"state": point.state, "how": point.how, "evidence_ids": ticked, "version": point.version}


def _line(organisation: Organisation, number: int) -> PointLine:
    if number not in POINTS:
        abort(404)
    return point_lines(organisation.id)[number - 1]


# What evidence serves, for the pages of evidence


def uses(organisation_id: int, evidence_ids: Collection[int]) -> dict[int, list[About]]:
    """Which points and duties pieces of evidence serve."""
    found: dict[int, list[About]] = {}
    for row in queries.points_served(organisation_id, evidence_ids):
        found.setdefault(row.evidence_id, []).append(_about(organisation_id, row.number))
    served = queries.duties_served(organisation_id, evidence_ids)
    names = {duty.code: duty.name for duty in queries.all_duties()} if served else {}
    for row in served:
        if row.code in names:
            url = url_for("internal_control.answer_duty", organisation_id=organisation_id, code=row.code)
            found.setdefault(row.evidence_id, []).append(
                About(_("Duty: %(name)s", name=names[row.code].in_(locale())), url)
            )
    return found


def _about(organisation_id: int, number: int) -> About:
    name = POINT_TEXTS[number].short.in_(locale())
    url = url_for("internal_control.show_point", organisation_id=organisation_id, number=number)
    return About(_("Internal control, point %(number)s: %(name)s", number=number, name=name), url)


def left(organisation_id: int, older_id: int, newer_id: int) -> list[About]:
    """The points for which the older piece is put forward and the newer one is not."""
    return [_about(organisation_id, number) for number in services.left(organisation_id, older_id, newer_id)]


register_uses(KIND, uses)
register_succession(KIND, Succession(left=left, take_over=services.take_over))
on_evidence(services.hear_of_evidence)
