"""Posters of a firm: made, printed, taken down; and the short address that their squares hold."""

from flask import abort, flash, g, redirect, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.safety import bp, policies, queries, services
from app.blueprints.safety.forms.posters import EndPosterForm, PosterForm
from app.blueprints.safety.models import Poster
from app.blueprints.safety.views.sections import GROUP, number_of
from app.core import navigation
from app.core.access import actor, guard, public
from app.core.errors import DomainError
from app.core.i18n import LOCALES, in_language, preferred_locale, to_language
from app.core.render import render
from app.core.square import square


def section(who: Anyone, firm: Organisation | MembershipFact) -> navigation.Item | None:
    number = number_of(who, firm)
    if number is None or not who.has_role(number, *policies.POSTER_MAKERS):
        return None
    return navigation.Item(_("Posters"), url_for("safety.list_posters", organisation_id=number))


navigation.add_section(GROUP, 50, section)


@bp.get("/organisations/<int:organisation_id>/safety/posters")
@guard(policies.can_make_posters, conceal=True, organisation=get_organisation)
def list_posters(organisation: Organisation) -> ResponseReturnValue:
    return render("safety/posters.html", organisation=organisation, posters=queries.posters_of(organisation.id))


@bp.route("/organisations/<int:organisation_id>/safety/posters/new", methods=["GET", "POST"])
@guard(policies.can_make_posters, conceal=True, organisation=get_organisation)
def new_poster(organisation: Organisation) -> ResponseReturnValue:
    form, sites = PosterForm(), queries.active_sites(organisation.id)
    form.offer(sites)
    if form.validate_on_submit():
        try:
            poster = services.make_poster(organisation.id, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The poster is made. Print it, and hang it where people pass."), "success")
            return redirect(url_for(".show_poster", organisation_id=organisation.id, poster_id=poster.id), 303)
    return render("safety/poster_form.html", organisation=organisation, form=form, sites=sites), form.status


@bp.get("/organisations/<int:organisation_id>/safety/posters/<int:poster_id>")
@guard(policies.can_see_to_poster, conceal=True, organisation=get_organisation, poster=queries.get_poster)
def show_poster(organisation: Organisation, poster: Poster) -> ResponseReturnValue:
    """The sheet to print, in all three languages at once: who passes by is not asked which she reads."""
    address = short_address(poster)
    return render(
        "safety/poster.html",
        organisation=organisation,
        poster=poster,
        sayings={code: _said(code) for code in LOCALES},
        address=address,
        square=square(address, title=_("QR code that opens the form")),
    )


def _said(code: str) -> dict[str, str]:
    """What the poster says, in one of the languages."""
    with in_language(code):
        return {
            "title": _("It nearly went wrong? Tell us."),
            "scan": _("Open the camera on your phone and point it at the square."),
            "write": _("Write what happened, and where. It takes half a minute."),
            "name": _("You do not need to write your name."),
            "answer": _("You will see what we did about it."),
        }


def short_address(poster: Poster) -> str:
    """Without a language: the phone that opens it says which one its owner reads."""
    return f"{g.public_url}/n/{poster.token}"


@bp.route("/organisations/<int:organisation_id>/safety/posters/<int:poster_id>/end", methods=["GET", "POST"])
@guard(policies.can_see_to_poster, conceal=True, organisation=get_organisation, poster=queries.get_poster)
def end_poster(organisation: Organisation, poster: Poster) -> ResponseReturnValue:
    form = EndPosterForm()
    if not form.validate_on_submit():
        return render("safety/poster_end.html", organisation=organisation, poster=poster, form=form), form.status
    services.end_poster(poster, by=actor())
    flash(_("The poster is no longer in use. Take it off the wall."), "success")
    return redirect(url_for(".list_posters", organisation_id=organisation.id), 303)


@public
def scan_poster(token: str) -> Response:
    """What the square holds: on to the form, in the language of the account or the browser."""
    if queries.find_poster(token.lower()) is None:
        abort(404)
    return to_language(preferred_locale(), f"/near-miss/{token.lower()}")


@bp.record_once
def lay_short_address(state: BlueprintSetupState) -> None:
    """Outside the languages, where the room's other addresses are."""
    state.app.add_url_rule("/n/<token>", endpoint="safety.scan_poster", view_func=scan_poster, methods=["GET"])
