"""What an organisation's people see first: what to do next, and how they stand."""

from flask import url_for
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import can_edit_organisation, can_view_organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Actor, Role, Visitor
from app.blueprints.home import LANG, bp, queries
from app.core import navigation
from app.core.access import actor, guard
from app.core.i18n import locale
from app.core.render import render


@bp.get(f"{LANG}/organisations/<int:organisation_id>/overview")
@guard(can_view_organisation, organisation=get_organisation)
def overview(organisation: Organisation) -> str:
    found = queries.overview(actor(), organisation)
    return render(
        "home/overview.html",
        organisation=organisation,
        steps=found.steps,
        progress=found.progress,
        month=found.month,
        dialogues=queries.open_dialogues(locale())[:3],
        can_edit=can_edit_organisation(actor(), organisation),
        represents=actor().has_role(organisation.id, Role.SAFETY_REPRESENTATIVE),
    )


def menu_item(who: Actor | Visitor, organisation: object) -> navigation.Item | None:
    """First in the menu of those who act for somebody."""
    number = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    if number is None or not who.has_role(number):
        return None
    return navigation.Item(_("Overview"), url_for("home.overview", organisation_id=number))


navigation.add(10, menu_item)


def landing(who: Actor | Visitor, language: str) -> str | None:
    """Whoever acts for an organisation begins at its overview."""
    mine = who.organisations()
    return url_for("home.overview", lang=language, organisation_id=mine[0].organisation_id) if mine else None


navigation.add_landing(40, landing)
