"""The firm's side: what buyers see, who they are, and who has read."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.blueprints.disclosure import bp, policies
from app.blueprints.disclosure.queries import consents as queries
from app.blueprints.disclosure.services import reading
from app.core import navigation
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.render import render


def section(who: Anyone, organisation: Organisation | MembershipFact) -> navigation.Item | None:
    """What buyers see, among the pages of safety."""
    number = organisation.organisation_id if isinstance(organisation, MembershipFact) else organisation.id
    own = who.membership(number)
    if own is None or own.kind is not Kind.SUPPLIER:
        return None
    return navigation.Item(_("What buyers see"), url_for("disclosure.show_disclosure", organisation_id=number))


navigation.add_section("safety", 90, section)


@bp.get("/organisations/<int:organisation_id>/disclosure")
@guard(policies.can_view_disclosure, conceal=True, organisation=get_organisation)
def show_disclosure(organisation: Organisation) -> ResponseReturnValue:
    live = request.args.get("shown") != "ended"
    before = asked_number("before")
    return render(
        "disclosure/firm.html",
        organisation=organisation,
        years=reading.years_of(organisation.id),
        page=queries.consents_of(organisation.id, live=live, day=today(), before=before),
        live=live,
        first=before is None,
        may_consent=policies.can_consent(actor(), organisation),
        may_document=policies.can_document(actor(), organisation),
    )


@bp.get("/organisations/<int:organisation_id>/disclosure/readings")
@guard(policies.can_view_disclosure, conceal=True, organisation=get_organisation)
def list_readings(organisation: Organisation) -> ResponseReturnValue:
    before = asked_number("before")
    return render(
        "disclosure/readings.html",
        organisation=organisation,
        page=queries.readings_of(organisation.id, before=before),
        first=before is None,
    )
