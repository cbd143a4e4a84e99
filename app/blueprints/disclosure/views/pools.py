"""The figures of all who share with a buyer, together: the only place where injuries can be counted and say much."""

from flask.typing import ResponseReturnValue

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.disclosure import bp, policies
from app.blueprints.disclosure.forms.wordings import POOL_WHY_LABELS
from app.blueprints.disclosure.queries import disclosed as queries
from app.blueprints.disclosure.terms import FEWEST_FIRMS
from app.blueprints.safety.terms import Wording
from app.core.access import guard
from app.core.clock import today
from app.core.i18n import locale
from app.core.render import render


@bp.get("/organisations/<int:organisation_id>/portfolio/pool")
@guard(policies.can_read_portfolio, conceal=True, organisation=get_organisation)
def show_pool(organisation: Organisation) -> ResponseReturnValue:
    """Every pool that has been issued, the newest year first."""
    return render(
        "disclosure/pool.html",
        organisation=organisation,
        pools=queries.pools_of(organisation.id),
        counted=queries.count_pooled(organisation.id, today()),
        fewest=FEWEST_FIRMS,
        wordings={one.value: one.said.in_(locale()) for one in Wording},
        why=POOL_WHY_LABELS,
    )
