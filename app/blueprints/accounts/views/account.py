"""A person's own account."""

from flask import flash, redirect, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.accounts import bp, policies
from app.blueprints.accounts.forms.account import AddressForm, CloseForm, PasswordForm, ProfileForm
from app.blueprints.accounts.forms.people import ConfirmForm
from app.blueprints.accounts.models import Session
from app.blueprints.accounts.queries import organisations, second_factor, sessions
from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.services import credentials, people
from app.blueprints.accounts.services import sessions as session_services
from app.blueprints.accounts.services.links import BadLink, open_link
from app.blueprints.accounts.terms import Purpose
from app.blueprints.accounts.views.people import private
from app.blueprints.accounts.views.session import home, network, refused
from app.core.access import actor, guard, step_up
from app.core.clock import now
from app.core.errors import DomainError
from app.core.i18n import in_language
from app.core.render import render


@bp.get("/account")
@guard(policies.can_manage_account)
def account() -> ResponseReturnValue:
    person = queries.get_person(actor().person_id)
    return render(
        "accounts/account.html",
        person=person,
        sessions=sessions.open_sessions(person.id, at=now()),
        recovery_codes=second_factor.count_recovery_codes(person.id) if person.totp_confirmed_at else 0,
        compulsory=second_factor.is_compulsory(person.id),
        memberships=organisations.memberships_of(person.id),
    )


@bp.route("/account/profile", methods=["GET", "POST"])
@guard(policies.can_manage_account)
def edit_profile() -> ResponseReturnValue:
    person = queries.get_person(actor().person_id)
    form = ProfileForm(obj=person)
    if not form.validate_on_submit():
        return render("accounts/edit_profile.html", form=form), form.status
    people.change_profile(person, form.draft(), by=actor())
    with in_language(person.locale):
        flash(_("Your name and the language of the pages are saved."), "success")
    return redirect(url_for(".account", lang=person.locale), 303)


@bp.route("/account/address", methods=["GET", "POST"])
@guard(policies.can_manage_account)
@step_up
def change_address() -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate_on_submit():
        return render("accounts/change_address.html", form=form), form.status
    try:
        credentials.ask_for_new_address(queries.get_person(actor().person_id), form.address(), network=network())
    except DomainError as error:
        form.take(error)
        return refused(render("accounts/change_address.html", form=form), error)
    flash(
        _("We have sent a link to the new address. Open it to make the change. Until then nothing has changed."),
        "success",
    )
    return redirect(url_for(".account"), 303)


@bp.route("/account/address/<token>", methods=["GET", "POST"])
@guard(policies.can_manage_account)
def confirm_new_address(token: str) -> ResponseReturnValue:
    """Only the person herself, signed in, may finish it: a stranger who got the mail by mistake gets nothing."""
    row, form = open_link(Purpose.CHANGE_ADDRESS, token), ConfirmForm()
    if row.person_id != actor().person_id:
        raise BadLink("link_elsewhere", Purpose.CHANGE_ADDRESS)
    if not form.validate_on_submit():
        return private(render("accounts/confirm_new_address.html", form=form, email=row.data["email"]), form.status)
    credentials.change_address(row, by=actor())
    flash(_("Your e-mail address is changed. Use the new one from now on."), "success")
    return redirect(url_for(".account"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@guard(policies.can_manage_account)
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return render("accounts/change_password.html", form=form), form.status
    try:
        ended = credentials.change_password(
            queries.get_person(actor().person_id),
            form.old_password.data,
            form.new_password.data,
            session_id=actor().session_id,
            network=network(),
            by=actor(),
        )
    except DomainError as error:
        form.take(error)
        return refused(render("accounts/change_password.html", form=form), error)
    flash(_("Your password is changed."), "success")
    tell_of_ended(ended)
    return redirect(url_for(".account"), 303)


@bp.post("/account/sessions/<int:session_id>/end")
@guard(policies.can_end_session, conceal=True, session=sessions.get_session)
def end_session(session: Session) -> ResponseReturnValue:
    session_services.end(session, by=actor())
    if session.id == actor().session_id:
        cookie.clear()
        return redirect(home(), 303)
    flash(_("That sign-in is ended."), "success")
    return redirect(url_for(".account"), 303)


@bp.post("/account/sessions/end-others")
@guard(policies.can_manage_account)
def end_other_sessions() -> ResponseReturnValue:
    tell_of_ended(session_services.end_others(actor().person_id, but=actor().session_id, by=actor()))
    return redirect(url_for(".account"), 303)


@bp.route("/account/close", methods=["GET", "POST"])
@guard(policies.can_manage_account)
@step_up
def close_account() -> ResponseReturnValue:
    """Everything that says who this was goes; what was written stays, by number."""
    form = CloseForm()
    if not form.validate_on_submit():
        return render("accounts/close_account.html", form=form), form.status
    try:
        people.close_account(queries.get_person(actor().person_id), by=actor())
    except DomainError as error:
        form.take(error)
        return refused(render("accounts/close_account.html", form=form), error)
    cookie.clear()
    flash(_("Your account is closed. Your name and address are gone from it."), "success")
    return redirect(home(), 303)


def tell_of_ended(count: int) -> None:
    if count:
        message = ngettext("%(num)s other sign-in is ended.", "%(num)s other sign-ins are ended.", count)
        flash(message, "success")
