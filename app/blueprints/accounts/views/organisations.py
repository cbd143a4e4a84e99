"""Bringing an organisation here, and the page that everybody sees of it."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.adapters import brreg
from app.adapters.numbers import BadNumber, OrganisationNumber, number_of
from app.blueprints.accounts import bp, policies
from app.blueprints.accounts.forms.organisations import KINDS, ROLES, FoundByNameForm, FoundForm, NumberForm
from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.services import organisations as services
from app.blueprints.accounts.terms import Actor, ClaimState, Kind, Visitor
from app.core import navigation
from app.core.access import actor, guard
from app.core.clock import now
from app.core.errors import Conflict, DomainError
from app.core.render import render

STANDSTILL = brreg.Deleted | brreg.Removed | brreg.Unknown


@bp.get("/organisations")
@guard(policies.is_signed_in)
def my_organisations() -> ResponseReturnValue:
    """Those she acts for, invitations to her address, and what she has asked for."""
    return render(
        "accounts/organisations/mine.html",
        invitations=queries.invitations_for_address(actor().email, at=now()),
        claims=queries.claims_by(actor().person_id),
        own={row.organisation_id: row.id for row in queries.memberships_of(actor().person_id)},
        kinds=KINDS,
        roles=ROLES,
        states=ClaimState,
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@guard(policies.is_signed_in)
def new_organisation() -> ResponseReturnValue:
    form = NumberForm()
    if not form.validate_on_submit():
        return render("accounts/organisations/new.html", form=form), form.status
    return redirect(_next_for(form.parsed), 303)


def _next_for(number: OrganisationNumber) -> str:
    """An organisation that is here already has an owner: to that page; a new one to its card."""
    known = queries.find_organisation(number.scheme, number.value)
    if known is None:
        return url_for("accounts.found_organisation", scheme=number.scheme, number=number.value)
    if actor().belongs_to(known.id):
        return url_for("accounts.show_organisation", organisation_id=known.id)
    return url_for("accounts.join_organisation", organisation_id=known.id)


@bp.route("/organisations/new/<scheme>/<number>", methods=["GET", "POST"])
@guard(policies.is_signed_in)
def found_organisation(scheme: str, number: str) -> ResponseReturnValue:
    """The card as the register has it now; confirmed, the person is the owner."""
    try:
        wanted = number_of(scheme, number)
    except BadNumber:
        abort(404)
    if queries.find_organisation(scheme, number):
        return redirect(_next_for(wanted), 303)
    outcome = services.look_up(scheme, number)
    form = FoundForm() if isinstance(outcome, brreg.Card) else FoundByNameForm()
    page = {"number": wanted, "outcome": type(outcome).__name__.lower(), "answer": outcome, "kinds": Kind}
    if isinstance(outcome, STANDSTILL) or not form.validate_on_submit():
        return render("accounts/organisations/found.html", form=form, **page), form.status
    try:
        organisation = services.found_organisation(form.draft(wanted), outcome, by=actor())
    except Conflict as taken:
        flash(taken.message, "warning")
        return redirect(_next_for(wanted), 303)
    except DomainError as error:
        form.take(error)
        return render("accounts/organisations/found.html", form=form, **page), error.status
    flash(_("%(organisation)s is here, and you are its owner.", organisation=organisation.name), "success")
    return redirect(url_for("home.overview", organisation_id=organisation.id), 303)


@bp.get("/organisations/<int:organisation_id>")
@guard(policies.can_see_profile, organisation=queries.get_organisation)
def show_organisation(organisation: Organisation) -> ResponseReturnValue:
    """What everybody may see; members see the rest of the card too."""
    is_member = policies.can_view_organisation(actor(), organisation)
    return render(
        "accounts/organisations/show.html",
        organisation=organisation,
        is_member=is_member,
        works_here=actor().works_at(organisation.id),
        kinds=KINDS,
        verification_open=is_member and queries.is_verification_open(organisation.id),
        can_own=policies.can_own_organisation(actor(), organisation),
    )


def organisation_item(reader: object, organisation: object) -> navigation.Item | None:
    """The main menu: the organisation whose pages are shown, for its members."""
    organisation_id = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    if organisation_id is None or not actor().has_role(organisation_id):
        return None
    return navigation.Item(_("Organisation"), url_for("accounts.show_organisation", organisation_id=organisation_id))


navigation.add(80, organisation_item)


def landing(reader: Actor | Visitor, language: str) -> str | None:
    """Whoever acts for no organisation yet begins where one is added, or an invitation accepted."""
    return url_for("accounts.my_organisations", lang=language)


navigation.add_landing(90, landing)
