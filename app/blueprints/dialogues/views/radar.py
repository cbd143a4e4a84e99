"""A person's radars, and the dialogues that they find."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Kind
from app.blueprints.capability.queries import current_framework
from app.blueprints.codelists import queries as codelists
from app.blueprints.codelists.services.picking import picker
from app.blueprints.dialogues import bp, policies
from app.blueprints.dialogues.forms.radar import radar_form
from app.blueprints.dialogues.models import Radar
from app.blueprints.dialogues.queries import radar as queries
from app.blueprints.dialogues.services import radar as services
from app.blueprints.dialogues.views.finding import card
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.errors import DomainError, StaleVersion
from app.core.i18n import locale
from app.core.render import render

own = guard(policies.can_change_radar, conceal=True, radar=signed_in_first(queries.get_radar))


@bp.get("/radar")
@guard(policies.can_keep_radars)
def show_radar() -> ResponseReturnValue:
    """Dialogues open or coming that fit; and what each radar looks for."""
    radars = queries.radars_of(actor().person_id)
    after = asked_number("after")
    page = queries.fitting(actor().person_id, locale(), after)
    return render(
        "dialogues/radar.html",
        radars=[(radar, _labels(radar)) for radar in radars],
        known=codelists.named_of_kinds(_all_codes(radars), locale()),
        dimensions=_dimension_names() if any(radar.dimensions for radar in radars) else {},
        cards=[card(row) for row in page.rows],
        further=page.after,
        first=after is None,
    )


@bp.route("/radar/new", methods=["GET", "POST"])
@guard(policies.can_keep_radars)
def new_radar() -> ResponseReturnValue:
    """Prefilled from the filters of the list, or else from what the register says of her firm."""
    form = radar_form(current_framework(), **({} if request.method == "POST" else _suggested()))
    if form.validate_on_submit():
        try:
            services.keep(form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("Your radar is on. What fits now stands below; what comes later, you will hear of."), "success")
            return redirect(url_for(".show_radar"), 303)
    return render("dialogues/radar_form.html", form=form, radar=None), form.status


@bp.route("/radar/<int:radar_id>/edit", methods=["GET", "POST"])
@own
def edit_radar(radar: Radar) -> ResponseReturnValue:
    form = radar_form(current_framework(), radar)
    if form.validate_on_submit():
        try:
            services.change(radar, form.draft(), form.version.data, by=actor())
        except StaleVersion:
            raise
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The radar is saved."), "success")
            return redirect(url_for(".show_radar"), 303)
    return render("dialogues/radar_form.html", form=form, radar=radar), form.status


@bp.post("/radar/<int:radar_id>/remove")
@own
def remove_radar(radar: Radar) -> ResponseReturnValue:
    services.give_up(radar, by=actor())
    flash(_("The radar is removed."), "success")
    return redirect(url_for(".show_radar"), 303)


def _all_codes(radars: object) -> dict[str, list[str]]:
    """Every code of all her radars by kind, to be named by one statement."""
    wanted: dict[str, list[str]] = {"cpv": [], "industry": [], "county": [], "municipality": []}
    for radar in radars:  # type: ignore[attr-defined]
        for kind, code in _labels(radar):
            wanted[kind].append(code)
    return wanted


def _labels(radar: Radar) -> list[tuple[str, str]]:
    """(kind of list, code) of what a radar looks for, in the order in which it is told."""
    places = [("county" if len(code) == 2 else "municipality", code) for code in radar.places]
    return [*(("cpv", code) for code in radar.cpv), *(("industry", code) for code in radar.industries), *places]


def _dimension_names() -> dict[str, str]:
    framework = current_framework()
    return {one.code: one.name.in_(locale()) for one in framework.dimensions} if framework else {}


def _suggested() -> dict[str, Any]:
    typed = {name: request.args.get(name, "")[:100] for name in ("cpv", "industry", "region")}
    if any(typed.values()):
        cpv, industry = (picker(name).narrowing(typed[name], locale()) for name in ("cpv", "industry"))
        region = typed["region"]
        return {
            "name": " ".join(filter(None, (cpv.text, industry.text)))[:80],
            "cpv": [label.code for label in cpv.labels],
            "industries": [label.code for label in industry.labels],
            "counties": [region] if len(region) == 2 else [],
            "municipalities": [region] if len(region) == 4 else [],
        }
    mine = next((m for m in actor().memberships if m.kind == Kind.SUPPLIER), None)
    if mine is None:
        return {}
    firm = get_organisation(mine.organisation_id)
    code = (firm.industry_code or "")[:2]
    known = picker("industry").named([code], locale()) if code else []
    number = firm.municipality_number or ""
    return {
        "name": mine.name[:80],
        "industries": [label.code for label in known],
        "counties": [number[:2]] if number else [],
    }
