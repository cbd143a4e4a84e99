"""The room's pages in the menu of the group "safety"."""

from flask import url_for
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.core import navigation

Firm = Organisation | MembershipFact


def number_of(who: Anyone, firm: Firm) -> int | None:
    """The number of a supplier when this is one of its own people, else None."""
    own = who.membership(firm.organisation_id if isinstance(firm, MembershipFact) else firm.id)
    return own.organisation_id if own and own.kind is Kind.SUPPLIER else None


def control(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    return (
        navigation.Item(_("Internal control"), url_for("internal_control.show_control", organisation_id=number))
        if number
        else None
    )


def duties(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    return (
        navigation.Item(_("Duties"), url_for("internal_control.list_duties", organisation_id=number))
        if number
        else None
    )


navigation.add_section("safety", 70, control)
navigation.add_section("safety", 80, duties)
