"""A buyer says that it has checked a figure, on a page of its own: the firm's page has no form."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.disclosure import bp, policies
from app.blueprints.disclosure.forms.verification import VerifyForm
from app.blueprints.disclosure.forms.wordings import DATUM_LABELS
from app.blueprints.disclosure.models import Consent
from app.blueprints.disclosure.queries import disclosed as queries
from app.blueprints.disclosure.services import reading
from app.blueprints.disclosure.services import verification as services
from app.blueprints.disclosure.terms import Datum, DatumShown, Level, Opened, YearShown
from app.blueprints.disclosure.views.portfolio import gone
from app.core.access import actor, also, guard
from app.core.errors import DomainError
from app.core.render import render


@bp.route("/organisations/<int:organisation_id>/portfolio/<int:firm_id>/verify", methods=["GET", "POST"])
@guard(
    policies.can_verify,
    organisation=get_organisation,
    firm=get_organisation,
    consents=also("firm", queries.newest_consents),
)
def verify_datum(
    organisation: Organisation, firm: Organisation, consents: Mapping[int, Consent]
) -> ResponseReturnValue:
    """Choose a figure (`?figure=2025-injuries`), see it, and say how it was checked. 403 for the firm's own people."""
    consent = consents[organisation.id]
    if not reading.is_live(consent):
        return gone(organisation, firm, consent)
    reading.note_readings([firm.id], receiver_id=organisation.id, opened=Opened.PAGE, by=actor())
    years = reading.years_of(firm.id)
    chosen = _chosen(years)
    if chosen is None:
        return render("disclosure/verify_choose.html", organisation=organisation, firm=firm, years=years)
    year, shown = chosen
    form, levels = VerifyForm(), services.levels_of(organisation.kind)
    form.offer(levels)
    if form.validate_on_submit():
        try:
            services.verify(organisation, firm.id, form.draft(year, shown.datum), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("It is recorded that this figure has been checked. The firm sees it too."), "success")
            return redirect(url_for(".show_firm", organisation_id=organisation.id, firm_id=firm.id), 303)
    form.shown.data = shown.digest.hex()
    return render(
        "disclosure/verify.html",
        organisation=organisation,
        firm=firm,
        form=form,
        year=year,
        shown=shown,
        label=DATUM_LABELS[shown.datum],
        checks_itself=Level.CHECKED in levels,
    ), form.status


def _chosen(years: list[YearShown]) -> tuple[int, DatumShown] | None:
    """The figure that the address names, when it is one that can be verified."""
    year, _dash, name = request.args.get("figure", "").partition("-")
    for shown in years:
        if str(shown.year) == year and name in set(Datum) and shown.of(Datum(name)).can_be_verified:
            return shown.year, shown.of(Datum(name))
    return None
