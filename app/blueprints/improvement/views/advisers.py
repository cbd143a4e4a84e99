"""Advisers: whom a firm lets into its plan; the invitation; and the plans that somebody advises on."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone, is_signed_in
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries, services
from app.blueprints.improvement.forms import AdviserForm, ButtonForm
from app.blueprints.improvement.models import Adviser
from app.core import navigation
from app.core.access import actor, guard, public
from app.core.clock import today
from app.core.errors import DomainError
from app.core.render import render


def landing(who: Anyone, language: str) -> str | None:
    """Somebody who acts for no organisation but advises on plans begins with those."""
    if not who.is_authenticated or who.memberships or who.person_id is None or not queries.advised_by(who.person_id):
        return None
    return url_for("improvement.advising", lang=language)


navigation.add_landing(50, landing)


@bp.route("/organisations/<int:organisation_id>/plan/advisers", methods=["GET", "POST"])
@guard(policies.can_manage_advisers, organisation=get_organisation)
def plan_advisers(organisation: Organisation) -> ResponseReturnValue:
    form = AdviserForm()
    if form.validate_on_submit():
        try:
            adviser = services.invite_adviser(organisation, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The invitation is on its way to %(email)s.", email=adviser.email), "success")
            return redirect(url_for(".plan_advisers", organisation_id=organisation.id), 303)
    lines = queries.advisers(organisation.id)
    day = today()
    return render(
        "improvement/plan_advisers.html",
        organisation=organisation,
        form=form,
        current=[line for line in lines if line.ended_at is None and line.until >= day],
        past=[line for line in lines if line.accepted_at and (line.ended_at is not None or line.until < day)],
    ), form.status


@bp.post("/organisations/<int:organisation_id>/plan/advisers/<int:adviser_id>/end")
@guard(policies.can_end_adviser, organisation=get_organisation, adviser=queries.get_adviser)
def end_adviser(organisation: Organisation, adviser: Adviser) -> ResponseReturnValue:
    services.end_adviser(adviser, by=actor())
    flash(_("It is ended. The plan is closed to %(email)s from now on.", email=adviser.email), "success")
    return redirect(url_for(".plan_advisers", organisation_id=organisation.id), 303)


@bp.get("/organisations/<int:organisation_id>/plan/invitations/<token>")
@public
def show_advice_invitation(organisation_id: int, token: str) -> ResponseReturnValue:
    """Whoever holds the link sees what it is for. Opening it changes nothing."""
    adviser = services.open_advice_invitation(organisation_id, token)
    organisation = get_organisation(organisation_id)
    page = render(
        "improvement/advice_invitation.html",
        form=ButtonForm(),
        token=token,
        adviser=adviser,
        firm=organisation,
        is_member=actor().has_role(organisation.id),
    )
    return page, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@bp.post("/organisations/<int:organisation_id>/plan/invitations/<token>")
@guard(is_signed_in)
def accept_advice_invitation(organisation_id: int, token: str) -> ResponseReturnValue:
    """As the person who is signed in; nobody is, and the sign-in page comes first and then leads back here."""
    adviser = services.open_advice_invitation(organisation_id, token)
    services.accept_advice(adviser, by=actor())
    flash(_("You can read the plan and comment on it."), "success")
    return redirect(url_for(".show_plan", organisation_id=organisation_id), 303)


@bp.get("/advising")
@guard(is_signed_in)
def advising() -> ResponseReturnValue:
    """Plans that the reader has been let into."""
    return render("improvement/advising.html", plans=queries.advised_by(actor().person_id))


@bp.post("/advising/<int:adviser_id>/stop")
@guard(policies.can_stop_advising, conceal=True, adviser=queries.get_adviser)
def stop_advising(adviser: Adviser) -> ResponseReturnValue:
    services.stop_advising(adviser, by=actor())
    flash(_("You no longer read or comment on the plan."), "success")
    return redirect(url_for(".advising"), 303)
