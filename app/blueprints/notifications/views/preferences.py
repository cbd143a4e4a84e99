"""How often mail comes, and whether the address takes any."""

from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.notifications import bp, policies, services
from app.blueprints.notifications.forms import PreferenceForm
from app.blueprints.notifications.queries import rhythms as queries
from app.core.access import actor, guard
from app.core.errors import StaleVersion
from app.core.render import render


@bp.app_template_global()
def mails_stopped_since() -> datetime | None:
    """For the reader's own pages: since when her address gets no mail, because mail to it came back."""
    return queries.stopped_since(actor().person_id)


@bp.route("/notifications", methods=["GET", "POST"])
@guard(policies.can_choose_rhythm)
def edit_preference() -> ResponseReturnValue:
    me = actor()
    stored = services.preference_of(me.person_id)
    form = PreferenceForm(obj=stored)
    if form.validate_on_submit():
        try:
            services.change_preference(form.draft(), by=me)
        except StaleVersion as error:
            form.take(error, now_at=stored.version)
        else:
            flash(_("Your choice is saved."), "success")
            return redirect(url_for(".edit_preference"), 303)
    page = render("notifications/preference.html", form=form, stored=stored, address=me.email)
    return page, form.status


@bp.post("/notifications/address-works")
@guard(policies.can_choose_rhythm)
def take_up_again() -> ResponseReturnValue:
    services.take_up_again(by=actor())
    flash(_("Thank you. You get mail from us again from now on."), "success")
    return redirect(url_for(".edit_preference"), 303)
