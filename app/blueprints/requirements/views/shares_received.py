"""The receiver's side: what others have shared with it, each for its purpose and as long as it lives."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.blueprints.requirements import bp, policies, queries, services
from app.blueprints.requirements.models import Share, ShareContent
from app.blueprints.requirements.terms import ShareState
from app.blueprints.requirements.views.shares_profile import shown
from app.core import navigation
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.render import render

GONE = 410


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A buyer's own people find what is shared with them in the menu."""
    number = (
        organisation.organisation_id if isinstance(organisation, MembershipFact) else getattr(organisation, "id", 0)
    )
    if number not in {fact.organisation_id for fact in who.organisations(Kind.BUYER)}:
        return None
    return navigation.Item(
        _("Shared with us"),
        url_for("requirements.list_received", organisation_id=number),
        within=(url_for("requirements.show_comparison", organisation_id=number),),
    )


navigation.add(26, menu_item)


@bp.get("/organisations/<int:organisation_id>/shared-with-us")
@guard(policies.can_receive, conceal=True, organisation=get_organisation)
def list_received(organisation: Organisation) -> ResponseReturnValue:
    live = request.args.get("shown") != "ended"
    before = asked_number("before")
    return render(
        "requirements/shared_list.html",
        organisation=organisation,
        page=queries.shared_with(organisation.id, live=live, before=before),
        live=live,
        first=before is None,
        may_compare=policies.can_compare(actor(), organisation),
    )


@bp.get("/organisations/<int:organisation_id>/shared-with-us/<int:share_id>")
@guard(policies.can_read_shared, conceal=True, organisation=get_organisation, share=queries.get_share)
def show_shared(organisation: Organisation, share: Share) -> ResponseReturnValue:
    """What the firm shows; or, from the moment it is taken back or over, that it was."""
    share, content = queries.read_shared(share.id)
    if content is None or not is_live(share):
        return gone(organisation, share)
    services.note_opening(share, by=actor())
    day = services.day_of(share.kind, content.content, today())
    return render(
        "requirements/shared.html",
        organisation=organisation,
        share=share,
        fallen=services.fallen_since(content.levels, day, today()),
        refreshed_at=content.refreshed_at,
        **shown(
            services.read_profile(content.levels, content.content, day),
            firm_id=share.organisation_id,
            openable=_openable(share, content),
        ),
    )


def is_live(share: Share) -> bool:
    return share.withdrawn_at is None and share.until >= today()


def gone(organisation: Organisation, share: Share) -> ResponseReturnValue:
    """A page that shows nothing of what was shared, and says why."""
    line = queries.share_line(share.id)
    state = line.state_on(today())
    return render(
        "requirements/shared_gone.html", organisation=organisation, line=line, withdrawn=state is ShareState.WITHDRAWN
    ), GONE


def _openable(share: Share, content: ShareContent) -> set[int]:
    ground = services.ground(share)
    return queries.permitted(share.organisation_id, [ground])[ground]
