"""The room's own pages in the menu of the group "safety"; rooms beside it add theirs between the orders."""

from flask import url_for
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.core import navigation

GROUP = "safety"
Firm = Organisation | MembershipFact


def number_of(who: Anyone, firm: Firm) -> int | None:
    """The number of a supplier when this is one of its own people, else None: the sections are for them."""
    own = who.membership(firm.organisation_id if isinstance(firm, MembershipFact) else firm.id)
    return own.organisation_id if own and own.kind is Kind.SUPPLIER else None


def overview(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    return navigation.Item(_("Overview"), url_for("safety.overview", organisation_id=number)) if number else None


def events(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    if not number:
        return None
    first = url_for("safety.overview", organisation_id=number)
    return navigation.Item(
        _("Events"),
        url_for("safety.list_events", organisation_id=number),
        within=(f"{first}/near-misses", f"{first}/injuries"),
    )


def hours(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    if not number:
        return None
    sites = url_for("safety.list_sites", organisation_id=number)
    return navigation.Item(_("Hours"), url_for("safety.list_hours", organisation_id=number), within=(sites,))


navigation.add_section(GROUP, 10, overview)
navigation.add_section(GROUP, 20, events)
navigation.add_section(GROUP, 30, hours)
