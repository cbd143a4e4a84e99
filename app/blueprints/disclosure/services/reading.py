"""What a buyer reads: the rows, what stands behind each datum today, and that somebody has read them."""

from collections.abc import Mapping, Sequence

from app.blueprints.accounts.terms import Actor
from app.blueprints.disclosure import rules
from app.blueprints.disclosure.models import Consent
from app.blueprints.disclosure.queries import disclosed as queries
from app.blueprints.disclosure.terms import Checked, Opened, PortfolioLine, YearShown
from app.core.clock import now, today
from app.core.db import aside
from app.core.errors import DomainError


class Withdrawn(DomainError):
    """The firm has taken back its consent while it was being read: 410, without a figure."""

    status = 410


def is_live(consent: Consent) -> bool:
    return rules.is_live(consent.withdrawn_at, consent.until, today())


def years_of(organisation_id: int, years: Sequence[int] | None = None) -> list[YearShown]:
    """What is seen of one firm, the newest year first: the same for whoever looks. Two statements."""
    wanted = rules.years_shown(today()) if years is None else years
    contents = queries.contents_of(organisation_id, wanted)
    return rules.shown_years(wanted, contents, queries.checks_on([organisation_id], wanted), today())


def lines_shown(lines: Sequence[PortfolioLine], year: int) -> Mapping[int, YearShown]:
    """By firm, the year of each line of a portfolio. One statement for all."""
    checks: dict[int, list[Checked]] = {line.organisation_id: [] for line in lines}
    for one in queries.checks_on(checks, [year]) if checks else ():
        checks[one.organisation_id].append(one)
    day = today()
    return {
        line.organisation_id: rules.shown_years([year], {year: line.content}, checks[line.organisation_id], day)[0]
        for line in lines
    }


def note_readings(organisation_ids: Sequence[int], *, receiver_id: int, opened: Opened, by: Actor) -> None:
    """Each of these firms is told who read it, when and where. Written after the answer is made and before it leaves,
    since reading writes nothing; a reading that cannot be noted is not answered.
    """
    if not organisation_ids:
        return
    at, day, wanted = now(), today(), sorted(set(organisation_ids))

    def write() -> None:
        noted = queries.note_readings(receiver_id, by.person_id, opened, at, wanted, day)
        if noted != len(wanted):
            raise Withdrawn("withdrawn_while_read")

    aside(write)
