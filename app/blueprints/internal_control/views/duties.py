"""What the law asks of the firm, what the firm says of it, and of its own size."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import queries as improvement
from app.blueprints.internal_control import bp, policies, queries, services
from app.blueprints.internal_control.forms import (
    APPLIES_WORDS,
    DUTY_COLORS,
    DUTY_WORDS,
    SIZE_WORDS,
    DutyForm,
    FirmForm,
)
from app.blueprints.internal_control.models import DutyAnswer, Firm
from app.blueprints.internal_control.views.lines import evidence_lines, to_choose
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.errors import DomainError
from app.core.render import render

WORDS = {"applies_words": APPLIES_WORDS, "duty_words": DUTY_WORDS, "duty_colors": DUTY_COLORS, "size_words": SIZE_WORDS}


@bp.get("/organisations/<int:organisation_id>/duties")
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def list_duties(organisation: Organisation) -> ResponseReturnValue:
    firm, answers = queries.find_firm(organisation.id), queries.answers_of(organisation.id)
    shown = {answer.evidence_id for answer in answers.values() if answer.evidence_id}
    facts = improvement.evidence_facts(organisation.id, ids=shown) if shown else []
    return render(
        "internal_control/duties.html",
        organisation=organisation,
        duties=services.duties_of(organisation, firm),
        answers=answers,
        evidence={line.fact.id: line for line in evidence_lines(facts)},
        size=services.size_of(organisation, firm),
        industries=services.industries_of(organisation, firm),
        may_change=policies.can_change_control(actor(), organisation),
        **WORDS,
    )


@bp.route("/organisations/<int:organisation_id>/duties/firm", methods=["GET", "POST"])
@guard(policies.can_change_control, conceal=True, organisation=get_organisation)
def describe_firm(organisation: Organisation) -> ResponseReturnValue:
    """How many they are and what they do, in their own words; what is left empty the register answers."""
    firm = queries.find_firm(organisation.id)
    form = FirmForm(data=_firm_as_it_is(firm))
    if form.validate_on_submit():
        try:
            services.say_firm(organisation, form.draft(), by=actor())
        except DomainError as error:
            firm = queries.find_firm(organisation.id)
            form.take(error, now_at=firm.version if firm else 0)
        else:
            flash(_("Saved. The list below follows from what you said."), "success")
            return redirect(url_for(".list_duties", organisation_id=organisation.id), 303)
    return render(
        "internal_control/firm.html",
        organisation=organisation,
        form=form,
        firm=firm,
        size=services.size_of(organisation, None),
        **WORDS,
    ), form.status


def _firm_as_it_is(firm: Firm | None) -> dict[str, object]:
    if firm is None:
        return {"version": 0}
    return {"headcount": firm.headcount, "industries": ", ".join(firm.industries), "version": firm.version}


@bp.route("/organisations/<int:organisation_id>/duties/<code>", methods=["GET", "POST"])
@guard(policies.can_change_control, conceal=True, organisation=get_organisation)
def answer_duty(organisation: Organisation, code: str) -> ResponseReturnValue:
    duties = services.duties_of(organisation, queries.find_firm(organisation.id))
    duty = next((duty for duty in duties if duty.code == code), None)
    if duty is None:
        abort(404)
    answer = queries.answers_of(organisation.id).get(code)
    form = DutyForm(data=_answer_as_it_is(answer))
    chosen = {answer.evidence_id} if answer and answer.evidence_id else set()
    form.offer(to_choose(organisation.id, chosen))
    if form.validate_on_submit():
        try:
            services.answer_duty(organisation, code, form.draft(), by=actor())
        except DomainError as error:
            answer = queries.answers_of(organisation.id).get(code)
            form.take(error, now_at=answer.version if answer else 0)
        else:
            flash(_("Your answer is saved."), "success")
            return redirect(url_for(".list_duties", organisation_id=organisation.id, _anchor=code), 303)
    return render(
        "internal_control/duty.html",
        organisation=organisation,
        duty=duty,
        answer=answer,
        form=form,
        **WORDS,
    ), form.status


def _answer_as_it_is(answer: DutyAnswer | None) -> dict[str, object]:
    """What the form says first; what somebody has just added (`?evidence=`) is chosen."""
    added = asked_number("evidence") if request.method == "GET" else None
    if answer is None:
        return {"evidence_id": added, "version": 0}
    return {
        "state": answer.state,
        "how": answer.how,
        "evidence_id": added or answer.evidence_id,
        "version": answer.version,
    }
