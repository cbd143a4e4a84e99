"""The second factor: giving it, setting it up, and its codes on paper."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts import bp, policies
from app.blueprints.accounts.forms.session import CodeForm
from app.blueprints.accounts.queries import people, sessions
from app.blueprints.accounts.queries import second_factor as queries
from app.blueprints.accounts.rules.codes import grouped
from app.blueprints.accounts.services import second_factor as services
from app.blueprints.accounts.views import kept
from app.blueprints.accounts.views.session import beginning, code_page, follow, go_on, refused
from app.core.access import actor, guard, step_up
from app.core.errors import DomainError
from app.core.render import render
from app.core.square import square


@bp.route("/second-factor", methods=["GET", "POST"])
@guard(policies.is_in_own_session)
def second_factor() -> ResponseReturnValue:
    """The code, after the password. Until it is given, the powers that demand it sleep."""
    who, form, carried = actor(), CodeForm(), kept.carried()
    goal = kept.goal()
    if not who.has_second_factor:
        return redirect(url_for(".set_up_second_factor", next=kept.goal()), 303)
    if who.second_factor:
        return go_on(carried, goal)
    if not form.validate_on_submit():
        return code_page(form, carried), form.status
    try:
        token = services.pass_with(
            people.get_person(who.person_id), sessions.get_session(who.session_id), form.code.data
        )
    except DomainError as error:
        form.take(error)
        return refused(code_page(form, carried), error)
    follow(token)
    return go_on(carried, goal)


@bp.get("/second-factor/set-up")
@guard(policies.can_manage_account)
def set_up_second_factor() -> ResponseReturnValue:
    """First why, with a button; then the square to photograph, the same as text, and a field for the first code."""
    if actor().has_second_factor:
        return redirect(url_for(".account"), 303)
    return set_up_page(CodeForm(formdata=None))


@bp.post("/second-factor/prepare")
@guard(policies.can_manage_account)
@step_up
def prepare_second_factor() -> ResponseReturnValue:
    services.prepare(people.get_person(actor().person_id), by=actor())
    return redirect(url_for(".set_up_second_factor", next=kept.goal()), 303)


@bp.post("/second-factor/set-up")
@guard(policies.can_manage_account)
def switch_on_second_factor() -> ResponseReturnValue:
    """The first right code. The answer itself shows the recovery codes: nobody can read them from the database."""
    form = CodeForm()
    if not form.validate_on_submit():
        return set_up_page(form), form.status
    person, session = people.get_person(actor().person_id), sessions.get_session(actor().session_id)
    try:
        token, codes = services.switch_on(person, session, form.code.data, by=actor())
    except DomainError as error:
        form.take(error)
        return refused(set_up_page(form), error)
    follow(token)
    return recovery_page(codes)


@bp.post("/second-factor/recovery-codes")
@guard(policies.can_manage_account)
@step_up
def renew_recovery_codes() -> ResponseReturnValue:
    """Ten new ones, shown now; the earlier ones are void."""
    person = people.get_person(actor().person_id)
    if person.totp_confirmed_at is None:
        return redirect(url_for(".set_up_second_factor"), 303)
    return recovery_page(services.renew_recovery_codes(person, by=actor()))


@bp.post("/second-factor/off")
@guard(policies.can_manage_account)
@step_up
def switch_off_second_factor() -> ResponseReturnValue:
    services.switch_off(people.get_person(actor().person_id), by=actor())
    flash(_("You no longer need a code to sign in."), "success")
    return redirect(url_for(".account"), 303)


def set_up_page(form: CodeForm) -> str:
    person = people.get_person(actor().person_id)
    secret = services.secret_of(person)
    picture = square(services.address_of(person, secret), title=_("QR code for your app")) if secret else None
    return render(
        "accounts/set_up_second_factor.html",
        form=form,
        square=picture,
        secret=grouped(secret) if secret else None,
        compulsory=queries.is_compulsory(person.id),
        goal=kept.goal(),
    )


def recovery_page(codes: list[str]) -> str:
    return render("accounts/recovery_codes.html", codes=codes, goal=kept.goal() or beginning())
