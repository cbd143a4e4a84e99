"""Signing up, confirming the address, and the way back in for who forgot the password."""

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import bp
from app.blueprints.accounts.forms.people import ConfirmForm, ForgottenPasswordForm, NewPasswordForm, SignUpForm
from app.blueprints.accounts.services import credentials, people
from app.blueprints.accounts.services.links import BadLink, open_link
from app.blueprints.accounts.terms import Purpose
from app.blueprints.accounts.views.session import network, refused
from app.core.access import public
from app.core.errors import DomainError, Refused
from app.core.i18n import locale
from app.core.render import render


@bp.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> ResponseReturnValue:
    """The answer is the same whether or not the address has an account: what differs is the mail."""
    form = SignUpForm(data={"locale": locale()})
    if not form.validate_on_submit():
        return render("accounts/sign_up.html", form=form), form.status
    try:
        people.sign_up(form.draft(), network=network())
    except DomainError as error:
        form.take(error)
        return refused(render("accounts/sign_up.html", form=form), error)
    return redirect(url_for(".sign_up_sent"), 303)


@bp.get("/sign-up/sent")
@public
def sign_up_sent() -> ResponseReturnValue:
    return render("accounts/sign_up_sent.html")


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@public
def confirm_address(token: str) -> ResponseReturnValue:
    """Opening the link shows a button; pressing it makes the account."""
    row, form = open_link(Purpose.CONFIRM_ADDRESS, token), ConfirmForm()
    if not form.validate_on_submit():
        return private(
            render("accounts/confirm_address.html", form=form, email=row.data["email"], name=row.data["name"]),
            form.status,
        )
    people.confirm_address(row)
    flash(_("Your address is confirmed. Now sign in."), "success")
    return redirect(url_for(".sign_in"), 303)


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    form = ForgottenPasswordForm()
    if not form.validate_on_submit():
        return render("accounts/forgotten_password.html", form=form), form.status
    try:
        credentials.ask_for_reset(form.address(), network=network())
    except DomainError as error:
        form.take(error)
        return refused(render("accounts/forgotten_password.html", form=form), error)
    return redirect(url_for(".forgotten_password_sent"), 303)


@bp.get("/forgotten-password/sent")
@public
def forgotten_password_sent() -> ResponseReturnValue:
    return render("accounts/forgotten_password_sent.html")


@bp.route("/new-password/<token>", methods=["GET", "POST"])
@public
def reset_password(token: str) -> ResponseReturnValue:
    row, form = open_link(Purpose.RESET_PASSWORD, token), NewPasswordForm()
    if not form.validate_on_submit():
        return private(render("accounts/new_password.html", form=form), form.status)
    try:
        credentials.reset_password(row, form.password.data)
    except Refused as error:
        form.take(error)
        return private(render("accounts/new_password.html", form=form), form.status)
    flash(_("Your password is changed, and you are signed out everywhere. Now sign in."), "success")
    return redirect(url_for(".sign_in"), 303)


def private(page: str, status: int) -> ResponseReturnValue:
    """A page whose address is a secret: no link from it tells where it came from, and nobody keeps it."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.app_errorhandler(BadLink)
def show_bad_link(error: BadLink) -> ResponseReturnValue:
    """Each way in which a link can be bad has its own words, and says what to do instead."""
    return private(render("accounts/bad_link.html", error=error), error.status)
