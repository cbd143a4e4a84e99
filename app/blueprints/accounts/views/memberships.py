"""Who acts for an organisation: members, invitations, leaving."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import bp, policies
from app.blueprints.accounts.forms.organisations import ROLE_WORDS, ROLES, InviteForm, RoleForm, role_choices
from app.blueprints.accounts.forms.people import ConfirmForm
from app.blueprints.accounts.models import Invitation, Membership, Organisation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.services import invitations
from app.blueprints.accounts.services import memberships as services
from app.blueprints.accounts.terms import ClaimKind
from app.core.access import actor, guard, public
from app.core.clock import now
from app.core.errors import DomainError
from app.core.render import render


@bp.get("/organisations/<int:organisation_id>/members")
@guard(policies.can_view_organisation, organisation=queries.get_organisation)
def members(organisation: Organisation) -> ResponseReturnValue:
    owns = policies.can_own_organisation(actor(), organisation)
    return render(
        "accounts/organisations/members.html",
        organisation=organisation,
        members=queries.members(organisation.id),
        invitations=queries.open_invitations(organisation.id, at=now()) if owns else [],
        requests=queries.open_claims(organisation.id, ClaimKind.JOIN) if owns else [],
        owns=owns,
        roles=ROLES,
        role_choices=role_choices(organisation.kind),
    )


@bp.route("/organisations/<int:organisation_id>/invitations/new", methods=["GET", "POST"])
@guard(policies.can_own_organisation, organisation=queries.get_organisation)
def invite(organisation: Organisation) -> ResponseReturnValue:
    form = InviteForm(kind=organisation.kind)
    if not form.validate_on_submit():
        return render("accounts/organisations/invite.html", organisation=organisation, form=form), form.status
    try:
        invitation = invitations.invite(organisation, form.draft(), by=actor())
    except DomainError as error:
        form.take(error)
        return render("accounts/organisations/invite.html", organisation=organisation, form=form), error.status
    flash(_("The invitation is on its way to %(email)s.", email=invitation.email), "success")
    return redirect(url_for(".members", organisation_id=organisation.id), 303)


@bp.post("/organisations/<int:organisation_id>/invitations/<int:invitation_id>/withdraw")
@guard(policies.can_withdraw_invitation, organisation=queries.get_organisation, invitation=queries.get_invitation)
def withdraw_invitation(organisation: Organisation, invitation: Invitation) -> ResponseReturnValue:
    invitations.withdraw(invitation, by=actor())
    flash(_("The invitation is withdrawn. Its link opens nothing any more."), "success")
    return redirect(url_for(".members", organisation_id=organisation.id), 303)


@bp.route("/organisations/<int:organisation_id>/members/<int:membership_id>/role", methods=["GET", "POST"])
@guard(policies.can_change_membership, organisation=queries.get_organisation, membership=queries.get_membership)
def change_role(organisation: Organisation, membership: Membership) -> ResponseReturnValue:
    form = RoleForm(role=membership.role.value, kind=organisation.kind)
    page = {"organisation": organisation, "person": queries.get_person(membership.person_id)}
    if not form.validate_on_submit():
        return render("accounts/organisations/change_role.html", form=form, **page), form.status
    try:
        services.change_role(membership, form.chosen(), by=actor())
    except DomainError as error:
        form.take(error)
        return render("accounts/organisations/change_role.html", form=form, **page), error.status
    flash(_("The role is changed."), "success")
    return redirect(_after(organisation), 303)


@bp.route("/organisations/<int:organisation_id>/members/<int:membership_id>/end", methods=["GET", "POST"])
@guard(policies.can_end_membership, organisation=queries.get_organisation, membership=queries.get_membership)
def end_membership(organisation: Organisation, membership: Membership) -> ResponseReturnValue:
    """The member leaves, or an owner ends it: the same page, asked once more."""
    form = ConfirmForm()
    leaving = membership.person_id == actor().person_id
    page = {"organisation": organisation, "person": queries.get_person(membership.person_id), "leaving": leaving}
    if not form.validate_on_submit():
        return render("accounts/organisations/end_membership.html", form=form, **page), form.status
    try:
        services.end_membership(membership, by=actor())
    except DomainError as error:
        form.take(error)
        return render("accounts/organisations/end_membership.html", form=form, **page), error.status
    flash(
        _("You have left %(organisation)s.", organisation=organisation.name)
        if leaving
        else _("The membership is ended."),
        "success",
    )
    return redirect(url_for(".my_organisations") if leaving else _after(organisation), 303)


def _after(organisation: Organisation) -> str:
    return url_for("accounts.members", organisation_id=organisation.id)


@bp.get("/invitations/<token>")
@public
def show_invitation(token: str) -> ResponseReturnValue:
    """Whoever holds the link sees what it is for. Opening it changes nothing."""
    invitation = invitations.open_invitation(token)
    organisation = queries.get_organisation(invitation.organisation_id)
    page = render(
        "accounts/organisations/invitation.html",
        form=ConfirmForm(),
        token=token,
        invitation=invitation,
        organisation=organisation,
        role=ROLE_WORDS[invitation.role],
        is_member=actor().belongs_to(organisation.id),
    )
    return page, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@bp.post("/invitations/<token>")
@guard(policies.is_signed_in)
def accept_invitation(token: str) -> ResponseReturnValue:
    """As the person who is signed in; nobody is, and the sign-in page comes first and then leads back here."""
    return _accepted(invitations.accept(invitations.open_invitation(token), by=actor()))


@bp.post("/organisations/invitations/<int:invitation_id>/accept")
@guard(policies.can_accept_own_invitation, conceal=True, invitation=queries.get_invitation)
def accept_own_invitation(invitation: Invitation) -> ResponseReturnValue:
    """Without the link: she has signed in with the address that it was sent to."""
    return _accepted(invitations.accept(invitation, by=actor()))


def _accepted(organisation: Organisation) -> ResponseReturnValue:
    flash(_("You now belong to %(organisation)s.", organisation=organisation.name), "success")
    return redirect(url_for(".show_organisation", organisation_id=organisation.id), 303)
