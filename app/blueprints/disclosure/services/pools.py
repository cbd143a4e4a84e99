"""The figures of all firms that share with one receiver, for one year: issued by the worker, once, and never again.

What is issued once cannot be taken from another: a firm that withdraws, joins or corrects its hours afterwards is in no
later figure of that year, so that nobody can read it as the difference. A pool waits until five firms let their figures
be counted; how many do, the receiver knows anyhow. If then it is found too small, that too is said once.

Never runs in the web process: there the firms' registers are out of reach for whoever is not of the firm.
"""

from math import isfinite
from typing import Any

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.disclosure.queries import consents as consent_queries
from app.blueprints.disclosure.queries import rows as queries
from app.blueprints.disclosure.terms import FEWEST_FIRMS, FEWEST_INJURIES, POOLS_FROM, Json
from app.blueprints.journal.services import record
from app.blueprints.safety import queries as safety
from app.core.clock import now, today
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer, job, periodic

ISSUE = "disclosure.issue_pool"


@periodic("15 3 * * 1", "disclosure.issue_pools")
def issue_pools() -> None:
    """Each Monday from 1 March: a job for every receiver whose pool of the year before can be issued."""
    if (today().month, today().day) < POOLS_FROM:
        return
    year = today().year - 1
    for numbers in organisations_in_batches():
        with unit_of_work(acting_for(*numbers)):
            pooling = consent_queries.pooling(queries.receivers_without_pool(numbers, year), today())
            for receiver_id, firms in pooling.items():
                if len(firms) >= FEWEST_FIRMS:
                    defer(ISSUE, receiver_id=receiver_id, year=year)


@job(ISSUE)
def issue_pool(receiver_id: int, year: int) -> None:
    """Work for this receiver and the firms that let themselves be counted, and write the pool; once, if run twice."""
    with unit_of_work(acting_for(receiver_id)):
        firms = consent_queries.pooling([receiver_id], today()).get(receiver_id, [])
    if len(firms) < FEWEST_FIRMS:
        return
    with unit_of_work(acting_for(receiver_id, *firms)):
        values = {
            "receiver_id": receiver_id,
            "year": year,
            "content": _content(receiver_id, year, firms),
            "issued_at": now(),
        }
        if queries.issue(values):
            record(
                "disclosure.pool_issued",
                subject=("disclosure_pool", None),
                organisation_id=receiver_id,
                year=year,
            )


def _content(receiver_id: int, year: int, firms: list[int]) -> Json:
    """What a pool says: never of a firm, and never a least or a greatest among them."""
    pooled = safety.pooled_year(firms, year)
    if isinstance(pooled, safety.TooSmall):
        return {"too_small": pooled.reason.value}
    if pooled.events < FEWEST_INJURIES:
        return {"too_small": "few_injuries"}
    return {
        "firms": pooled.firms,
        "events": pooled.events,
        "hours": pooled.hours,
        "rate": pooled.rate.value,
        "low": pooled.rate.low,
        "high": pooled.rate.high,
        "dispersion": pooled.dispersion,
        "p": pooled.p,
        "variation": pooled.variation,
        "before": _compared(receiver_id, year, pooled.events, pooled.hours),
    }


def _compared(receiver_id: int, year: int, events: int, hours: float) -> dict[str, Any] | None:
    """The year against the one before it, where both have a pool, by the exact test. Other firms may be in the two."""
    former = queries.pool_of(receiver_id, year - 1)
    if former is None or "events" not in former.content:
        return None
    found = safety.compare_pools((events, hours), (former.content["events"], former.content["hours"]))
    return {
        "year": year - 1,
        "ratio": _finite(found.ratio),
        "low": _finite(found.low),
        "high": _finite(found.high),
        "p": found.p,
        "wording": found.wording.value,
    }


def _finite(number: float | None) -> float | None:
    """JSON knows no infinity."""
    return number if number is not None and isfinite(number) else None
