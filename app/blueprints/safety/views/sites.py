"""Places where a firm works."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, services
from app.blueprints.safety.forms import ChangeSiteForm, NewSiteForm, SiteStateForm
from app.blueprints.safety.models import Site
from app.blueprints.safety.terms import Month, Window
from app.core import clock
from app.core.access import actor, guard
from app.core.errors import Refused, StaleVersion
from app.core.render import render


@bp.get("/organisations/<int:organisation_id>/safety/sites")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_sites(organisation: Organisation) -> ResponseReturnValue:
    """Every site, with its hours of the last twelve months."""
    window = Window.ending(Month.of(clock.today()).plus(-1), 12)
    sites = queries.sites_of(organisation.id)
    return render(
        "safety/sites.html",
        organisation=organisation,
        active=[site for site in sites if site.retired_at is None],
        retired=[site for site in sites if site.retired_at is not None],
        hours=queries.hours_by_site(organisation.id, window) if sites else {},
        window=window,
        may_record=policies.can_record_safety(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/safety/sites/new", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def new_site(organisation: Organisation) -> ResponseReturnValue:
    form = NewSiteForm()
    if form.validate_on_submit():
        try:
            services.add_site(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(_("The site is added. Hours and events can now be placed there."), "success")
            return _to_list(organisation)
    return render("safety/sites_form.html", organisation=organisation, form=form, site=None), form.status


@bp.route("/organisations/<int:organisation_id>/safety/sites/<int:site_id>", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, site=queries.get_site)
def change_site(organisation: Organisation, site: Site) -> ResponseReturnValue:
    form = ChangeSiteForm(obj=site)
    if form.validate_on_submit():
        try:
            services.change_site(site, form.draft(), by=actor())
        except StaleVersion as error:
            form.take(error, now_at=site.version)
        except Refused as error:
            form.take(error)
        else:
            flash(_("The site is changed."), "success")
            return _to_list(organisation)
    return render("safety/sites_form.html", organisation=organisation, form=form, site=site), form.status


@bp.post("/organisations/<int:organisation_id>/safety/sites/<int:site_id>/retire")
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, site=queries.get_site)
def retire_site(organisation: Organisation, site: Site) -> ResponseReturnValue:
    services.retire_site(site, version=SiteStateForm().version.data, by=actor())
    flash(_("The site is not offered any more. What happened there stays."), "success")
    return _to_list(organisation)


@bp.post("/organisations/<int:organisation_id>/safety/sites/<int:site_id>/take-up")
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, site=queries.get_site)
def take_up_site(organisation: Organisation, site: Site) -> ResponseReturnValue:
    services.take_up_site(site, version=SiteStateForm().version.data, by=actor())
    flash(_("The site is in use again."), "success")
    return _to_list(organisation)


def _to_list(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(".list_sites", organisation_id=organisation.id), 303)
