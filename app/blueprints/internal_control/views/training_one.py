"""Training is added for one or for a crew; one row is shown, renewed, corrected and ended."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EvidenceState
from app.blueprints.internal_control import bp, policies, queries, rules, services
from app.blueprints.internal_control.forms import (
    COURSE_WORDS,
    CrewForm,
    EndForm,
    RenewalForm,
    TrainingForm,
    course_name,
    months_words,
)
from app.blueprints.internal_control.models import Training
from app.blueprints.internal_control.terms import COMMON_MONTHS, MOST_AT_ONCE
from app.blueprints.internal_control.views.lines import evidence_lines, evidence_name
from app.blueprints.internal_control.views.training import shown
from app.blueprints.journal.queries import entries_about
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import DomainError
from app.core.render import render

HISTORY = {
    "internal_control.training_added": _l("Written down"),
    "internal_control.training_corrected": _l("Corrected"),
    "internal_control.training_renewed": _l("Ended: taken once more"),
    "internal_control.training_ended": _l("Ended"),
}


@bp.route("/organisations/<int:organisation_id>/training/new", methods=["GET", "POST"])
@guard(policies.can_change_control, conceal=True, organisation=get_organisation)
def new_training(organisation: Organisation) -> ResponseReturnValue:
    form = CrewForm(course=request.args.get("course", ""), evidence_id=asked_number("evidence"))
    form.offer(_held(organisation.id))
    if form.validate_on_submit():
        try:
            made = services.add_training(organisation, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(ngettext("The training is saved.", "Training is saved for %(num)s people.", len(made)), "success")
            return redirect(url_for(".list_training", organisation_id=organisation.id), 303)
    common = [(COURSE_WORDS[course], months // 12) for course, months in COMMON_MONTHS.items()]
    return render(
        "internal_control/training_new.html", **shown(organisation, form=form, common=common, most=MOST_AT_ONCE)
    ), form.status


@bp.get("/organisations/<int:organisation_id>/training/<int:training_id>")
@guard(policies.can_view_training, conceal=True, organisation=get_organisation, training=queries.get_training)
def show_training(organisation: Organisation, training: Training) -> ResponseReturnValue:
    entries = [entry for entry in entries_about("internal_control_training", training.id) if entry.what in HISTORY]
    names = improvement.names_of({entry.by_id for entry in entries if entry.by_id})
    history = [
        {"day": entry.at, "what": str(HISTORY[entry.what]), "who": names.get(entry.by_id)}
        for entry in reversed(entries)
    ]
    return _page("show", organisation, training, history=history, document=_document(training))


@bp.route("/organisations/<int:organisation_id>/training/<int:training_id>/renew", methods=["GET", "POST"])
@guard(policies.can_change_training, conceal=True, organisation=get_organisation, training=queries.get_training)
def renew_training(organisation: Organisation, training: Training) -> ResponseReturnValue:
    form = RenewalForm(data={"version": training.version, "evidence_id": asked_number("evidence")})
    form.offer(_held(organisation.id))
    if form.validate_on_submit():
        try:
            newer = services.renew_training(training, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=training.version)
        else:
            flash(_("The training is renewed."), "success")
            return redirect(_address(organisation, newer), 303)
    return _page("renew", organisation, training, form=form), form.status


@bp.route("/organisations/<int:organisation_id>/training/<int:training_id>/correct", methods=["GET", "POST"])
@guard(policies.can_change_training, conceal=True, organisation=get_organisation, training=queries.get_training)
def correct_training(organisation: Organisation, training: Training) -> ResponseReturnValue:
    form = TrainingForm(obj=training)
    form.offer(_held(organisation.id, training.evidence_id))
    if form.validate_on_submit():
        try:
            services.correct_training(training, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=training.version)
        else:
            flash(_("The training is corrected."), "success")
            return redirect(_address(organisation, training), 303)
    return _page("correct", organisation, training, form=form), form.status


@bp.route("/organisations/<int:organisation_id>/training/<int:training_id>/end", methods=["GET", "POST"])
@guard(policies.can_change_training, conceal=True, organisation=get_organisation, training=queries.get_training)
def end_training(organisation: Organisation, training: Training) -> ResponseReturnValue:
    form = EndForm(data={"version": training.version})
    if form.validate_on_submit():
        try:
            number = services.end_training(training, form.version.data, everything=form.everything.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=training.version)
        else:
            flash(ngettext("The training has ended.", "%(num)s trainings have ended.", number), "success")
            return redirect(url_for(".list_training", organisation_id=organisation.id), 303)
    same = [
        one
        for one in queries.training_of(organisation.id)
        if rules.name_key(one.holder) == rules.name_key(training.holder)
    ]
    return _page("end", organisation, training, form=form, same=same), form.status


def _address(organisation: Organisation, training: Training) -> str:
    return url_for(".show_training", organisation_id=organisation.id, training_id=training.id)


def _page(name: str, organisation: Organisation, training: Training, **more: Any) -> str:
    return render(
        f"internal_control/training_{name}.html",
        **shown(
            organisation,
            training=training,
            course=course_name(training.course, training.title),
            state=rules.state_of(training, today()),
            common=months_words(training.course),
            **more,
        ),
    )


def _document(training: Training) -> Any:
    """The piece of evidence that shows it, as its own people know it."""
    if training.evidence_id is None:
        return None
    facts = improvement.evidence_facts(training.organisation_id, ids=[training.evidence_id])
    return next(iter(evidence_lines(facts)), None)


def _held(organisation_id: int, kept: int | None = None) -> list[tuple[int, str]]:
    """What the firm holds, what is about a person first; what stands there already stays on the list."""
    facts = [
        fact
        for fact in improvement.evidence_facts(organisation_id)
        if fact.state is EvidenceState.HELD or fact.id == kept
    ]
    facts.sort(key=lambda fact: (not fact.personal, evidence_name(fact).casefold(), fact.id))
    return [(fact.id, evidence_name(fact)) for fact in facts]
