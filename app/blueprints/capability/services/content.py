"""What a firm hands over of its profile: a copy, complete in itself, in which nothing is left to look up."""

from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.capability import queries, rules
from app.blueprints.capability.models import Framework
from app.blueprints.capability.terms import Basis, DimensionStanding
from app.core.clock import today
from app.core.errors import Conflict

Json = dict[str, Any]


def profile_content(organisation_id: int) -> tuple[Json, Json]:
    """(levels, content), both JSON. The transaction works for the firm.

    `levels` is what the numbers of any day follow from (`rules.three_on`), and says nothing else. `content` is for
    reading: {"organisation": {id, name, number, municipality, industry}, "on_day", "framework": {code, version, name},
    "scale": six names, "dimensions": [...]}, each dimension as `rules.dimension_content` describes it. Names and
    the scale are {nb, nn, en}, days ISO dates. The firm's notes to itself are not in it.
    """
    basis = queries.basis(organisation_id)
    standings = rules.standings(basis, today())
    return rules.levels_json(standings), _content(organisation_id, basis, standings)


def dimension_content(organisation_id: int, code: str) -> Json:
    """The same for one dimension: what is put before a reviewer."""
    basis = queries.basis(organisation_id)
    return _content(organisation_id, basis, [s for s in rules.standings(basis, today()) if s.code == code])


def _content(organisation_id: int, basis: Basis, standings: list[DimensionStanding]) -> Json:
    framework = queries.current_framework()
    if framework is None:
        raise Conflict("no_framework")
    codes = {standing.code for standing in standings}
    reviews = queries.reviews_of(organisation_id)
    events = queries.events_of(organisation_id, codes)
    return {
        "organisation": _card(organisation_id),
        "on_day": today().isoformat(),
        "framework": _framework(framework),
        "scale": [dict(name) for name in framework.scale],
        "dimensions": [rules.dimension_content(standing, basis, reviews, events) for standing in standings],
    }


def _card(organisation_id: int) -> Json:
    firm = get_organisation(organisation_id)
    return {
        "id": firm.id,
        "name": firm.name,
        "number": firm.number,
        "municipality": firm.municipality,
        "industry": firm.industry_name,
    }


def _framework(framework: Framework) -> Json:
    return {"code": framework.code, "version": framework.version, "name": dict(framework.name)}
