"""Signing in and out, and being asked again."""

from flask import flash, g, make_response, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user
from werkzeug.exceptions import Unauthorized

from app.blueprints.accounts import bp, policies
from app.blueprints.accounts.forms.session import CodeForm, PasswordAgainForm, SignInForm
from app.blueprints.accounts.queries import people, sessions
from app.blueprints.accounts.queries.actor import find_actor
from app.blueprints.accounts.rules.addresses import network_of
from app.blueprints.accounts.services import second_factor
from app.blueprints.accounts.services import sessions as services
from app.blueprints.accounts.views import kept
from app.core import navigation
from app.core.access import SecondFactorNeeded, StepUpNeeded, actor, guard, public
from app.core.error_pages import page as error_page
from app.core.errors import DomainError, Throttled
from app.core.forms import Form
from app.core.i18n import locale
from app.core.render import render, wants_html


def network() -> str:
    return network_of(request.remote_addr)


def home() -> str:
    return f"/{locale()}/"


def beginning() -> str:
    """Where whoever has signed in begins, in her own language, when she was not on her way anywhere."""
    return navigation.landing(actor(), actor().locale)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """The one door. A wrong address and a wrong password look the same, and take the same time."""
    form, carried = SignInForm(), kept.carried()
    if not form.validate_on_submit():
        if request.method == "GET" and actor().is_authenticated and not actor().dormant:
            return redirect(kept.goal() or beginning(), 303)
        return sign_in_page(form, carried), form.status
    try:
        signed_in = services.sign_in(
            form.address(), form.password.data, network=network(), user_agent=request.user_agent.string
        )
    except DomainError as error:
        form.take(error)
        return refused(sign_in_page(form, carried), error)
    if signed_in.session is None:
        return redirect(url_for(".sign_up_sent"), 303)
    begin(signed_in.token)
    return go_on(carried, kept.goal())


def begin(token: str) -> None:
    """The cookie of a session that begins: nothing that was in it before remains."""
    cookie.clear()
    g.pop("csrf_token", None)  # kept there by Flask-WTF; a form on this very page needs one of the new session
    follow(token)


def follow(token: str) -> None:
    """From here on this request, and the cookie, belong to the session that `token` names."""
    who = find_actor(token)
    if who is None:
        raise Unauthorized
    login_user(who)
    actor()


def go_on(carried: kept.Kept | None, goal: str | None) -> ResponseReturnValue:
    """After a sign-in: to the second factor if powers sleep, to what was typed, or to where she was going."""
    who = actor()
    if who.dormant and who.has_second_factor:
        if carried:
            return code_page(CodeForm(formdata=None), carried)
        return redirect(url_for(".second_factor", next=goal), 303)
    if carried:
        return render("accounts/send_again.html", carried=carried)
    if who.dormant:
        return redirect(url_for(".second_factor", next=goal), 303)
    return redirect(goal or beginning(), 303)


@bp.post("/sign-out")
@guard(policies.is_in_own_session)
def sign_out() -> ResponseReturnValue:
    services.end(sessions.get_session(actor().session_id), by=actor())
    cookie.clear()
    flash(_("You are signed out."), "success")
    response = make_response(redirect(home(), 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.route("/step-up", methods=["GET", "POST"])
@guard(policies.can_manage_account)
def prove_again() -> ResponseReturnValue:
    """Code or password once more, before something grave; what was typed is kept."""
    carried, form = kept.carried(), step_up_form()
    if not form.validate_on_submit():
        return step_up_page(form, carried), form.status
    person = people.get_person(actor().person_id)
    session = sessions.get_session(actor().session_id)
    try:
        if isinstance(form, CodeForm):
            token = second_factor.pass_with(person, session, form.code.data)
        else:
            token = services.prove_password(person, session, form.password.data, network=network())
    except DomainError as error:
        form.take(error)
        return refused(step_up_page(form, carried), error)
    follow(token)
    return go_on(carried, kept.goal() or url_for(".account"))


def step_up_form(**options: object) -> CodeForm | PasswordAgainForm:
    return CodeForm(**options) if actor().has_second_factor else PasswordAgainForm(**options)


def sign_in_page(form: Form, carried: kept.Kept | None, goal: str | None = None) -> str:
    action = url_for("accounts.sign_in", next=goal or kept.goal())
    return render("accounts/sign_in.html", form=form, carried=carried, action=action)


def code_page(form: Form, carried: kept.Kept | None, goal: str | None = None) -> str:
    action = url_for("accounts.second_factor", next=goal or kept.goal())
    return render("accounts/second_factor.html", form=form, carried=carried, action=action)


def step_up_page(form: Form, carried: kept.Kept | None, goal: str | None = None) -> str:
    action = url_for("accounts.prove_again", next=goal or kept.goal())
    return render("accounts/step_up.html", form=form, carried=carried, action=action)


def refused(page: str, error: DomainError) -> ResponseReturnValue:
    """The page again, with its error; a wait is also said to machines."""
    response = make_response(page, error.status)
    if isinstance(error, Throttled):
        response.headers["Retry-After"] = str(max(1, int(error.wait.total_seconds())))
    return response


@bp.app_errorhandler(401)
def ask_to_sign_in(error: Unauthorized) -> ResponseReturnValue:
    """Nobody is signed in (any more): the sign-in page stands where the page would, and carries what was typed."""
    if not wants_html():
        return error_page(401)
    carried = kept.interrupted()
    return sign_in_page(SignInForm(formdata=None), carried, None if carried else kept.address()), 401


@bp.app_errorhandler(SecondFactorNeeded)
def ask_for_code(error: SecondFactorNeeded) -> ResponseReturnValue:
    carried = kept.interrupted()
    if not wants_html():
        return error_page(403)
    if carried is None or not actor().has_second_factor:
        return redirect(url_for("accounts.second_factor", next=None if carried else kept.address()), 303)
    return code_page(CodeForm(formdata=None), carried), 401


@bp.app_errorhandler(StepUpNeeded)
def ask_again(error: StepUpNeeded) -> ResponseReturnValue:
    carried = kept.interrupted()
    if not wants_html():
        return error_page(403)
    if carried is None:
        return redirect(url_for("accounts.prove_again", next=kept.address()), 303)
    return step_up_page(step_up_form(formdata=None), carried), 401
