"""A buyer's profiles, from the first draft to the withdrawn one; and the pages on which everybody reads them."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Actor, Kind, MembershipFact, Visitor
from app.blueprints.capability.models import Dimension
from app.blueprints.requirements import bp, policies, queries, services
from app.blueprints.requirements.forms import CopyForm, NewProfileForm, VersionForm, profile_form, shown_weight
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import Harsh, ProfileState
from app.core import navigation
from app.core.access import actor, guard, public
from app.core.addresses import asked_number
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render

HARSH_WORDS = {
    Harsh.MANY_MUSTS: _l(
        "More than half of the dimensions are must-haves. Small firms that could do the job may be shut out: keep as "
        "must-haves only what the delivery cannot do without."
    ),
    Harsh.TOP_AS_MUST: _l(
        "Level 5 as a must-have is reached by few firms. Consider a lower level, and give the highest one weight."
    ),
}


def menu_item(who: Actor | Visitor, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A buyer's own people find their profiles in the menu."""
    number = (
        organisation.organisation_id if isinstance(organisation, MembershipFact) else getattr(organisation, "id", 0)
    )
    if number not in {fact.organisation_id for fact in who.organisations(Kind.BUYER)}:
        return None
    return navigation.Item(
        _("Requirement profiles"),
        url_for("requirements.own_profiles", organisation_id=number),
        within=(
            url_for("requirements.list_profiles"),
            url_for("capability.show_own_dimensions", organisation_id=number),
        ),
    )


navigation.add(24, menu_item)

editing = guard(policies.can_edit_profile, conceal=True, organisation=get_organisation, profile=queries.get_profile)


# ---- the buyer's own -----------------------------------------------------------------------------------------------


@bp.get("/organisations/<int:organisation_id>/requirements")
@guard(policies.can_view_profiles, organisation=get_organisation)
def own_profiles(organisation: Organisation) -> ResponseReturnValue:
    page = queries.profiles_of(organisation.id, asked_number("after"))
    return render(
        "requirements/profiles_own.html",
        organisation=organisation,
        page=page,
        first=asked_number("after") is None,
        may_write=policies.can_write_profiles(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/requirements/new", methods=["GET", "POST"])
@guard(policies.can_write_profiles, organisation=get_organisation)
def new_profile(organisation: Organisation) -> ResponseReturnValue:
    form = NewProfileForm(language=locale())
    if form.validate_on_submit():
        try:
            profile = services.create_profile(organisation, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            return _to("edit_profile", profile)
    return render("requirements/profile_new.html", organisation=organisation, form=form, source=None), form.status


@bp.route("/organisations/<int:organisation_id>/requirements/<int:profile_id>", methods=["GET", "POST"])
@editing
def edit_profile(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    """The draft, to be changed. What is published is shown instead; changing it all the same is a conflict."""
    if request.method != "POST" and profile.state is not ProfileState.DRAFT:
        return redirect(url_for(".show_profile", profile_id=profile.id))
    dimensions = queries.dimensions_in_force(organisation.id)
    form = profile_form(profile, dimensions)
    if form.validate_on_submit():
        try:
            services.save_profile(profile, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=profile.version)
        else:
            flash(_("The profile is saved."), "success")
            return _to("edit_profile" if request.form.get("stay") else "preview_profile", profile)
    codes = {dimension.code for dimension in dimensions}
    return render(
        "requirements/profile_edit.html",
        organisation=organisation,
        profile=profile,
        form=form,
        stands=_asked(profile, dimensions) if form.conflict else [],
        gone=[row for row in profile.requirements if row.dimension_code not in codes],
        warnings=[HARSH_WORDS[code] for code in services.harsh(profile.requirements, len(dimensions))],
        shown_weight=shown_weight,
    ), form.status


@bp.get("/organisations/<int:organisation_id>/requirements/<int:profile_id>/publish")
@editing
def preview_profile(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    """The draft as firms will read it, with the button for whoever may press it."""
    if profile.state is not ProfileState.DRAFT:
        return redirect(url_for(".show_profile", profile_id=profile.id))
    return _publish_page(organisation, profile, VersionForm(data={"version": profile.version}))


@bp.post("/organisations/<int:organisation_id>/requirements/<int:profile_id>/publish")
@guard(policies.can_publish_profile, organisation=get_organisation, profile=queries.get_profile)
def publish_profile(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    form = VersionForm()
    if form.validate_on_submit():
        try:
            services.publish_profile(profile, form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=profile.version)
        else:
            flash(_("The profile is published. Everybody can read it now."), "success")
            return redirect(url_for(".show_profile", profile_id=profile.id), 303)
    return _publish_page(organisation, profile, form), form.status


def _publish_page(organisation: Organisation, profile: Profile, form: VersionForm) -> str:
    dimensions = queries.dimensions_of(profile)
    return render(
        "requirements/profile_publish.html",
        organisation=organisation,
        profile=profile,
        form=form,
        asked=_asked(profile, dimensions),
        warnings=[HARSH_WORDS[code] for code in services.harsh(profile.requirements, len(dimensions))],
        may_publish=policies.can_publish_profile(actor(), organisation, profile),
        shown_weight=shown_weight,
    )


@bp.route("/organisations/<int:organisation_id>/requirements/<int:profile_id>/withdraw", methods=["GET", "POST"])
@editing
def withdraw_profile(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    form = VersionForm(data={"version": profile.version})
    if form.validate_on_submit():
        try:
            services.withdraw_profile(profile, form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=profile.version)
        else:
            flash(_("The profile is withdrawn. Whoever has its address can still read it."), "success")
            return _to_list(organisation)
    return render(
        "requirements/profile_withdraw.html", organisation=organisation, profile=profile, form=form
    ), form.status


@bp.route("/organisations/<int:organisation_id>/requirements/<int:profile_id>/delete", methods=["GET", "POST"])
@editing
def delete_profile(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    form = VersionForm(data={"version": profile.version})
    if form.validate_on_submit():
        try:
            services.delete_profile(profile, form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=profile.version)
        else:
            flash(_("The draft is deleted."), "success")
            return _to_list(organisation)
    return render(
        "requirements/profile_delete.html", organisation=organisation, profile=profile, form=form
    ), form.status


@bp.route("/organisations/<int:organisation_id>/requirements/copy/<int:profile_id>", methods=["GET", "POST"])
@guard(policies.can_copy_profile, conceal=True, organisation=get_organisation, profile=queries.get_profile)
def copy_profile(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    form = CopyForm(data={name: getattr(profile, name) for name in ("title", "purpose", "language")})
    if form.validate_on_submit():
        try:
            copy, left_out = services.copy_profile(organisation, profile, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            if left_out:
                flash(
                    ngettext(
                        "%(num)s requirement could not be copied, since you have no such dimension: %(codes)s.",
                        "%(num)s requirements could not be copied, since you have no such dimensions: %(codes)s.",
                        len(left_out),
                        codes=", ".join(left_out),
                    ),
                    "warning",
                )
            return _to("edit_profile", copy)
    return render("requirements/profile_new.html", organisation=organisation, form=form, source=profile), form.status


# ---- for everybody -------------------------------------------------------------------------------------------------


@bp.get("/requirements")
@public
def list_profiles() -> ResponseReturnValue:
    buyer = asked_number("buyer")
    page = queries.list_published(buyer_id=buyer, after=request.args.get("after"))
    return render(
        "requirements/profiles_list.html",
        page=page,
        first=not request.args.get("after"),
        buyer=buyer,
        buyers=queries.buyers(),
        firms=actor().organisations(Kind.SUPPLIER),
        own=actor().organisations(Kind.BUYER),
    )


@bp.get("/requirements/<int:profile_id>")
@guard(policies.can_read_profile, conceal=True, profile=queries.get_profile)
def show_profile(profile: Profile) -> ResponseReturnValue:
    writing = [fact for fact in actor().organisations(Kind.BUYER) if fact.role in policies.WRITERS]
    return render(
        "requirements/profile.html",
        profile=profile,
        asked=_asked(profile, queries.dimensions_of(profile)),
        firms=actor().organisations(Kind.SUPPLIER),
        copiers=writing,
        may_edit=policies.can_edit_profile(actor(), profile.buyer, profile),
        shown_weight=shown_weight,
    )


def _asked(profile: Profile, dimensions: Sequence[Dimension]) -> list[tuple[Any, Dimension | None]]:
    """What the profile asks for above level 0, in the order of the dimensions; a dimension that is gone is None."""
    known = {dimension.code: (place, dimension) for place, dimension in enumerate(dimensions)}
    rows = [row for row in profile.requirements if row.level]
    rows.sort(key=lambda row: known[row.dimension_code][0] if row.dimension_code in known else len(known))
    return [(row, known[row.dimension_code][1] if row.dimension_code in known else None) for row in rows]


def _to(endpoint: str, profile: Profile) -> Response:
    return redirect(url_for(f".{endpoint}", organisation_id=profile.organisation_id, profile_id=profile.id), 303)


def _to_list(organisation: Organisation) -> Response:
    return redirect(url_for(".own_profiles", organisation_id=organisation.id), 303)
