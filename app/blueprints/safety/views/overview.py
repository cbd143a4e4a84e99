"""What the figures say, what the firm does first."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.blueprints.safety import bp, charts, policies, queries
from app.blueprints.safety.forms import (
    KIND_LABELS,
    RELATION_LABELS,
)
from app.blueprints.safety.terms import ANSWER_WITHIN_DAYS, Month, Window
from app.core import clock, navigation
from app.core.access import actor, guard
from app.core.render import render


@bp.context_processor
def wordings() -> dict[str, object]:
    return {"kind_labels": KIND_LABELS, "relation_labels": RELATION_LABELS}


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A supplier's own people find their register in the menu."""
    shown = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    firm = who.membership(shown) if shown else None
    if firm is None or firm.kind is not Kind.SUPPLIER:
        return None
    pages = navigation.sections("safety", who, firm)
    return navigation.Item(
        _("Health and safety"),
        url_for("safety.overview", organisation_id=firm.organisation_id),
        within=tuple(page.url for page in pages),
    )


navigation.add(40, menu_item)


@bp.get("/organisations/<int:organisation_id>/safety")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def overview(organisation: Organisation) -> ResponseReturnValue:
    found = queries.overview(organisation.id)
    today = clock.today()
    year = Window.ending(Month.of(today), queries.SHORT)
    return render(
        "safety/overview.html",
        organisation=organisation,
        overview=found,
        leading=queries.leading([organisation.id], year, today)[organisation.id],
        chart=charts.rate_chart(found.points),
        near_miss_chart=charts.near_miss_chart(found.answers),
        answer_days=ANSWER_WITHIN_DAYS,
        may_record=policies.can_record_safety(actor(), organisation),
        may_report=policies.can_report_near_miss(actor(), organisation),
    )
