"""Asking to join, contesting, asking to be verified; and the answers of owners and of the ministry's staff."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import bp, policies
from app.blueprints.accounts.forms.organisations import (
    KINDS,
    AskForm,
    ContestDecisionForm,
    ContestForm,
    JoinAnswerForm,
    VerificationForm,
    VerifyForm,
)
from app.blueprints.accounts.models import Claim, Organisation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.services import claims as services
from app.blueprints.accounts.terms import ClaimKind
from app.core import navigation
from app.core.access import actor, guard, step_up
from app.core.errors import DomainError
from app.core.forms import Form
from app.core.render import render

Ask = Callable[..., Claim]


@bp.route("/organisations/<int:organisation_id>/join", methods=["GET", "POST"])
@guard(policies.is_signed_in_with, organisation=queries.get_organisation)
def join_organisation(organisation: Organisation) -> ResponseReturnValue:
    """It is here already: ask its owners to be let in, or go on to contest."""
    return _ask("accounts/organisations/join.html", AskForm(), organisation, services.ask_to_join, _asked_owners)


@bp.route("/organisations/<int:organisation_id>/contest", methods=["GET", "POST"])
@guard(policies.is_signed_in_with, organisation=queries.get_organisation)
def contest_organisation(organisation: Organisation) -> ResponseReturnValue:
    return _ask("accounts/organisations/contest.html", ContestForm(), organisation, services.contest, _asked_staff)


@bp.route("/organisations/<int:organisation_id>/verification", methods=["GET", "POST"])
@guard(policies.can_own_organisation, organisation=queries.get_organisation)
def ask_for_verification(organisation: Organisation) -> ResponseReturnValue:
    page = "accounts/organisations/verification.html"
    return _ask(page, VerificationForm(), organisation, services.ask_for_verification, _asked_staff)


def _asked_owners() -> str:
    return str(_("Your request is with the owners. You will hear from us when they have answered."))


def _asked_staff() -> str:
    return str(_("The ministry's staff have it. You will hear from us when they have decided."))


def _ask(page: str, form: Form, organisation: Organisation, ask: Ask, done: Callable[[], str]) -> ResponseReturnValue:
    waiting = queries.find_open_claim(organisation.id, actor().person_id)
    if not form.validate_on_submit():
        return render(page, form=form, organisation=organisation, waiting=waiting), form.status
    try:
        ask(organisation, form.values["text"] or "", by=actor())
    except DomainError as error:
        form.take(error)
        return render(page, form=form, organisation=organisation, waiting=waiting), error.status
    flash(done(), "success")
    return redirect(url_for(".my_organisations"), 303)


@bp.post("/organisations/claims/<int:claim_id>/withdraw")
@guard(policies.can_withdraw_claim, conceal=True, claim=queries.get_claim)
def withdraw_claim(claim: Claim) -> ResponseReturnValue:
    services.withdraw_claim(claim, by=actor())
    flash(_("You have withdrawn it."), "success")
    return redirect(url_for(".my_organisations"), 303)


@bp.route("/organisations/<int:organisation_id>/requests/<int:claim_id>", methods=["GET", "POST"])
@guard(policies.can_answer_join, organisation=queries.get_organisation, claim=queries.get_claim)
def answer_join(organisation: Organisation, claim: Claim) -> ResponseReturnValue:
    form = JoinAnswerForm(kind=organisation.kind)
    page = {"organisation": organisation, "claim": claim, "person": queries.get_person(claim.person_id)}
    if not form.validate_on_submit():
        return render("accounts/organisations/answer_join.html", form=form, **page), form.status
    services.answer_join(claim, form.draft(), by=actor())
    flash(_("Your answer is sent."), "success")
    return redirect(url_for(".members", organisation_id=organisation.id), 303)


@bp.get("/staff/organisations")
@guard(policies.is_staff)
def staff_organisations() -> ResponseReturnValue:
    return render(
        "accounts/organisations/staff.html", claims=queries.claims_for_staff(), kinds=KINDS, claim_kinds=ClaimKind
    )


@bp.route("/staff/organisations/claims/<int:claim_id>", methods=["GET", "POST"])
@guard(policies.can_decide_claim, claim=queries.get_claim)
@step_up
def decide_claim(claim: Claim) -> ResponseReturnValue:
    organisation = queries.get_organisation(claim.organisation_id)
    form = ContestDecisionForm() if claim.kind is ClaimKind.CONTEST else VerifyForm()
    page = {
        "claim": claim,
        "organisation": organisation,
        "person": queries.get_person(claim.person_id),
        "members": queries.members(organisation.id),
        "kinds": KINDS,
    }
    if not form.validate_on_submit():
        return render("accounts/organisations/decide.html", form=form, **page), form.status
    try:
        services.decide_claim(claim, form.draft(), by=actor())
    except DomainError as error:
        form.take(error)
        return render("accounts/organisations/decide.html", form=form, **page), error.status
    flash(_("The decision is made, and those it concerns are told."), "success")
    return redirect(url_for(".staff_organisations"), 303)


def staff_item(reader: object, organisation: object) -> navigation.Item | None:
    """The main menu of the ministry's staff."""
    if not actor().is_staff:
        return None
    return navigation.Item(_("Organisations"), url_for("accounts.staff_organisations"))


navigation.add(85, staff_item)
