"""One supplier's advantage: risk, measures, hearing, conclusion, on one page."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.involvement import bp
from app.blueprints.involvement.forms.assessments import ConclusionForm, HearingForm, MeasureForm, assessment_form
from app.blueprints.involvement.forms.words import CONCLUSION_WORDS, MEASURE_WORDS, STATE_WORDS
from app.blueprints.involvement.models import Assessment
from app.blueprints.involvement.queries import assessments as queries
from app.blueprints.involvement.rules.excluding import why_not_excluded
from app.blueprints.involvement.services import assessments as services
from app.blueprints.involvement.views.doors import kept, kept_of, opened_of
from app.blueprints.parity.queries import participants
from app.core.access import actor
from app.core.clock import today
from app.core.errors import WORDS, Conflict, DomainError
from app.core.forms import Form
from app.core.render import render

LIST = "/dialogues/<int:dialogue_id>/involvement/assessments"
ONE = LIST + "/<int:assessment_id>"


@bp.route(LIST + "/new", methods=["GET", "POST"])
@kept
def begin_assessment(dialogue: Any) -> ResponseReturnValue:
    form = assessment_form(participants(dialogue.id), request.args.get("organisation"))
    if form.validate_on_submit():
        try:
            made = services.begin(dialogue.id, form.draft(), by=actor())
            return _to(made)
        except DomainError as error:
            form.take(error)
            if isinstance(error, Conflict):
                return render("involvement/assessment_new.html", form=form, dialogue=dialogue), 409
    return render("involvement/assessment_new.html", form=form, dialogue=dialogue), form.status


@bp.get(ONE)
@opened_of("assessment", queries.get_assessment)
def show_assessment(dialogue: Any, assessment: Assessment) -> ResponseReturnValue:
    return _page(dialogue, assessment)


@bp.route(ONE + "/measures", methods=["GET", "POST"])
@kept_of("assessment", queries.get_assessment)
def weigh_measure(dialogue: Any, assessment: Assessment) -> ResponseReturnValue:
    form = MeasureForm()
    if form.validate_on_submit():
        try:
            services.weigh(assessment, form.draft(), by=actor())
            return _to(assessment)
        except DomainError as error:
            form.take(error)
    return _form("involvement/measure.html", form, dialogue, assessment)


@bp.route(ONE + "/hearing", methods=["GET", "POST"])
@kept_of("assessment", queries.get_assessment)
def ask_supplier(dialogue: Any, assessment: Assessment) -> ResponseReturnValue:
    form = HearingForm()
    if form.validate_on_submit():
        try:
            services.hear(assessment, form.draft(), by=actor())
            flash(_("The supplier has been asked, and is told."), "success")
            return _to(assessment)
        except DomainError as error:
            form.take(error)
    return _form("involvement/hearing_ask.html", form, dialogue, assessment)


@bp.route(ONE + "/conclusion", methods=["GET", "POST"])
@kept_of("assessment", queries.get_assessment)
def conclude(dialogue: Any, assessment: Assessment) -> ResponseReturnValue:
    form = ConclusionForm(obj=assessment)
    if not form.is_submitted() and assessment.conclusion:
        form.conclusion.data = assessment.conclusion.value
    if form.validate_on_submit():
        try:
            services.conclude(assessment, form.draft(), by=actor())
            return _to(assessment)
        except DomainError as error:
            form.take(error, now_at=assessment.version)
    return _form("involvement/conclusion.html", form, dialogue, assessment, missing=_missing(assessment))


def _missing(assessment: Assessment) -> str | None:
    """What is missing before keeping the supplier out may be chosen, in words."""
    code = why_not_excluded(
        queries.measures_of(assessment.dialogue_id, assessment.id),
        queries.hearings_of(assessment.dialogue_id, assessment.id),
        today(),
    )
    return str(WORDS[code]) if code else None


def _page(dialogue: Any, assessment: Assessment) -> str:
    return render(
        "involvement/assessment.html",
        dialogue=dialogue,
        assessment=assessment,
        firm=get_organisation(assessment.organisation_id),
        measures=queries.measures_of(assessment.dialogue_id, assessment.id),
        hearings=queries.hearings_of(assessment.dialogue_id, assessment.id),
        measure_words=MEASURE_WORDS,
        state_words=STATE_WORDS,
        conclusion_words=CONCLUSION_WORDS,
        today=today(),
    )


def _form(template: str, form: Form, dialogue: Any, assessment: Assessment, **more: Any) -> ResponseReturnValue:
    firm = get_organisation(assessment.organisation_id)
    return render(template, form=form, dialogue=dialogue, assessment=assessment, firm=firm, **more), form.status


def _to(assessment: Assessment) -> Response:
    address = url_for(".show_assessment", dialogue_id=assessment.dialogue_id, assessment_id=assessment.id)
    return redirect(address, 303)
