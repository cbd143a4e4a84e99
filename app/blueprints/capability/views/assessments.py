"""From the first question to where the firm stands."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.capability import bp, policies, queries, rules, services
from app.blueprints.capability.forms import AnswerForm, StartForm, SubmitForm
from app.blueprints.capability.models import Assessment, Dimension
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, LEVELS, Standing
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.policies import supplier_in_menu
from app.core import charts, navigation
from app.core.access import actor, guard
from app.core.errors import DomainError
from app.core.globals_ import link
from app.core.i18n import locale
from app.core.render import render

NAMED_LEVELS = (0, 3, 5)  # as many names as there is room for above the chart


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A supplier's own people find where they stand in the menu."""
    number = supplier_in_menu(who, organisation)
    if not number:
        return None
    above = [
        link(page, organisation_id=number) for page in ("requirements.list_shares", "requirements.profile_document")
    ]
    return navigation.Item(
        _("Where you stand"),
        url_for("capability.show_capability", organisation_id=number),
        within=tuple(url for url in above if url),
    )


navigation.add(28, menu_item)


@bp.get("/organisations/<int:organisation_id>/capability/assessments")
@guard(policies.can_view_capability, organisation=get_organisation)
def list_assessments(organisation: Organisation) -> ResponseReturnValue:
    return list_of_assessments(organisation)


def list_of_assessments(organisation: Organisation) -> str:
    """Begin one, go on with one, and those there were."""
    lines = queries.assessments_of(organisation.id)
    common = [line for line in lines if line.code == DEFAULT_FRAMEWORK]
    in_force = queries.version_in_force(DEFAULT_FRAMEWORK)
    may_edit = policies.can_assess(actor(), organisation)
    return render(
        "capability/start.html",
        organisation=organisation,
        lines=lines,
        common=common,
        in_force=in_force,
        open_line=next((line for line in common if line.submitted_at is None and not line.superseded), None),
        newer=in_force if common and in_force > max(line.version for line in common) else None,
        form=StartForm() if may_edit else None,
        may_edit=may_edit,
    )


@bp.post("/organisations/<int:organisation_id>/capability/assessments")
@guard(policies.can_assess, organisation=get_organisation)
def start_assessment(organisation: Organisation) -> ResponseReturnValue:
    form = StartForm()
    if not form.validate_on_submit():
        abort(400)
    code = form.framework.data or DEFAULT_FRAMEWORK
    if not rules.is_framework_code(code):
        abort(400)
    if queries.newer_version(organisation.id, code):
        return redirect(url_for(".move_assessment", organisation_id=organisation.id, framework=code), 303)
    assessment = services.start_assessment(organisation, by=actor(), code=code)
    return redirect(url_for(".show_assessment", organisation_id=organisation.id, assessment_id=assessment.id), 303)


@bp.get("/organisations/<int:organisation_id>/capability/assessments/<int:assessment_id>")
@guard(policies.can_view_assessment, organisation=get_organisation, assessment=queries.get_assessment)
def show_assessment(organisation: Organisation, assessment: Assessment) -> ResponseReturnValue:
    """Open: the list to jump in. Handed in: where the firm stands."""
    may_edit = policies.can_answer(actor(), organisation, assessment)
    if assessment.is_open:
        superseded = queries.is_superseded(assessment)
        return render(
            "capability/assessment.html",
            organisation=organisation,
            assessment=assessment,
            superseded=superseded,
            may_edit=may_edit and not superseded,
            steps=_steps(assessment),
        )
    standings = queries.standings(assessment, locale(), queries.claimed_before(assessment))
    return render(
        "capability/result.html",
        organisation=organisation,
        assessment=assessment,
        may_edit=may_edit,
        standings=standings,
        ordered=rules.by_gap(standings),
        level_names=[assessment.framework.level_name(number, locale()) for number in LEVELS],
        planned=improvement.open_by_subject(organisation.id),
        wide=_chart(assessment, standings, narrow=False),
        narrow=_chart(assessment, standings, narrow=True),
    )


@bp.route(
    "/organisations/<int:organisation_id>/capability/assessments/<int:assessment_id>/dimensions/<code>",
    methods=["GET", "POST"],
)
@guard(policies.can_answer, organisation=get_organisation, assessment=queries.get_assessment)
def answer_dimension(organisation: Organisation, assessment: Assessment, code: str) -> ResponseReturnValue:
    answer = services.answer_in(assessment, code)
    if answer is None:
        abort(404)
    if request.method == "GET" and _is_over(assessment):
        return redirect(url_for(".show_assessment", organisation_id=organisation.id, assessment_id=assessment.id), 303)
    dimension = next(d for d in assessment.framework.dimensions if d.code == code)
    former = queries.former_answers(assessment).get(code)
    before = former.claimed if former and former.same else None
    form = AnswerForm(obj=answer)
    form.offer(assessment.framework, dimension, locale())
    if request.method == "GET" and answer.claimed is None and before is not None:
        form.claimed.data = before  # as last time, until somebody says otherwise; counted when it is saved
    if form.validate_on_submit():
        try:
            services.answer_dimension(assessment, answer, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=answer.version)
        else:
            return redirect(_onward(organisation, assessment, code, later=form.later.data), 303)
    return render(
        "capability/answer.html",
        organisation=organisation,
        assessment=assessment,
        dimension=dimension,
        answer=answer,
        before=before,
        former=former,
        form=form,
        level_names=[assessment.framework.level_name(number, locale()) for number in LEVELS],
    ), form.status


def _is_over(assessment: Assessment) -> bool:
    """Handed in, or left for a newer version: there is a record to read, and nothing more to answer."""
    return not assessment.is_open or queries.is_superseded(assessment)


def _onward(organisation: Organisation, assessment: Assessment, code: str, *, later: bool) -> str:
    """To the next question without an answer, or to the check of answers when there is none; to the list if asked."""
    here: dict[str, Any] = {"organisation_id": organisation.id, "assessment_id": assessment.id}
    if later:
        flash(_("Saved. You can go on whenever you like."), "success")
        return url_for(".show_assessment", **here)
    steps = _steps(assessment)
    answered = {dimension.code for dimension, number in steps if number is not None}
    onward = rules.following([dimension.code for dimension, _number in steps], answered, code)
    return url_for(".answer_dimension", code=onward, **here) if onward else url_for(".check_answers", **here)


@bp.route(
    "/organisations/<int:organisation_id>/capability/assessments/<int:assessment_id>/check", methods=["GET", "POST"]
)
@guard(policies.can_answer, organisation=get_organisation, assessment=queries.get_assessment)
def check_answers(organisation: Organisation, assessment: Assessment) -> ResponseReturnValue:
    form, status = SubmitForm(), 200
    here: dict[str, Any] = {"organisation_id": organisation.id, "assessment_id": assessment.id}
    if form.validate_on_submit():
        try:
            services.submit_assessment(assessment, by=actor())
        except DomainError as error:
            form.take(error)
            status = error.status
        else:
            flash(_("The self-assessment is handed in. Here is where you stand."), "success")
            return redirect(url_for(".show_capability", organisation_id=organisation.id), 303)
    elif request.method == "GET" and _is_over(assessment):
        return redirect(url_for(".show_assessment", **here), 303)
    return render(
        "capability/check.html",
        organisation=organisation,
        assessment=assessment,
        form=form,
        answers={answer.dimension_id: answer for answer in assessment.answers},
        level_names=[assessment.framework.level_name(number, locale()) for number in LEVELS],
    ), status


def _steps(assessment: Assessment) -> list[tuple[Dimension, int | None]]:
    """Each dimension with the level claimed there, or None."""
    claimed = {answer.dimension_id: answer.claimed for answer in assessment.answers}
    return [(dimension, claimed[dimension.id]) for dimension in assessment.framework.dimensions]


def _chart(assessment: Assessment, standings: list[Standing], *, narrow: bool) -> Markup:
    draw = charts.dotplot_narrow if narrow else charts.dotplot
    largest = max(rules.by_gap(standings), key=lambda s: s.gap, default=None)
    says = (
        _("The greatest distance to the goal: %(name)s, now %(now)s, goal %(goal)s.",
          name=largest.name, now=largest.claimed, goal=largest.goal)
        if largest and largest.gap
        else _("No goal is higher than where you stand today.")
    )  # fmt: skip
    return draw(
        "standing-narrow" if narrow else "standing",
        _("Where you stand, and where you want to be"),
        says,
        [(standing.short_name, standing.claimed, standing.goal) for standing in standings],
        [assessment.framework.level_name(number, locale()) if number in NAMED_LEVELS else "" for number in LEVELS],
        locale(),
        now=_("Now"),
        goal=_("Goal"),
    )
