"""What firms disclose, for tests: plain functions that commit."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.disclosure.models import Consent, Verification
from app.blueprints.disclosure.queries import disclosed
from app.blueprints.disclosure.services import consents, pools, verification, writing
from app.blueprints.disclosure.terms import ConsentDraft, Datum, Level, VerificationDraft
from app.blueprints.safety import queries as safety_queries
from app.blueprints.safety import services as safety
from app.blueprints.safety.terms import EventKind, Month, Window
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer
from tests.factories import accounts
from tests.factories.safety import hours_draft, injury_draft, near_miss_draft


def last_year() -> int:
    return today().year - 1


def whole_year(
    firm: Organisation, year: int | None = None, *, months: int = 12, own: Any = 1500, **values: Any
) -> None:
    """Hours for the first `months` of a year (the last whole one), twelve people, with days agreed and lost."""
    given = {"headcount": 12, "agreed_days": Decimal(240), "lost_days": Decimal(12)} | values
    with unit_of_work(acting_for(firm.id)):
        for month in range(1, months + 1):
            safety.report_hours(firm.id, hours_draft(Month(year or last_year(), month), own, **given), by=None)


def injuries(firm: Organisation, number: int = 1, kind: EventKind = EventKind.MEDICAL_TREATMENT, **values: Any) -> None:
    """So many injuries in the last whole year."""
    given = {"happened_on": date(last_year(), 5, 4)} | values
    with unit_of_work(acting_for(firm.id)):
        for _ in range(number):
            safety.report_event(firm.id, injury_draft(kind, **given), by=None)


def near_miss(firm: Organisation, **values: Any) -> None:
    with unit_of_work(acting_for(firm.id)):
        safety.report_event(firm.id, near_miss_draft(**({"happened_on": date(last_year(), 6, 1)} | values)), by=None)


def draft(receiver: Organisation, **values: Any) -> ConsentDraft:
    usual = {
        "receiver_id": receiver.id,
        "until": today() + timedelta(days=100),
        "purpose": "Oppfølging av rammeavtalen",
    }
    return ConsentDraft(**usual | values)


def consent(firm: Organisation, receiver: Organisation, *, by: Person | None = None, **values: Any) -> Consent:
    """The firm lets the receiver see."""
    with unit_of_work(acting_for(firm.id)):
        return consents.give_consent(firm, draft(receiver, **values), by=accounts.actor(by) if by else None)


def withdraw(made: Consent) -> None:
    with unit_of_work(acting_for(made.organisation_id)):
        consents.withdraw_consent(made, by=None)


def check(**values: Any) -> VerificationDraft:
    usual: dict[str, Any] = {
        "year": last_year(),
        "datum": Datum.INJURIES,
        "level": Level.CHECKED,
        "method": "Gikk gjennom registeret på stedet.",
    }
    if values.get("level") is Level.CERTIFIED:
        usual |= {
            "body": "Prøve Sertifisering AS",
            "reference": "45001-7",
            "expires_on": today() + timedelta(days=500),
        }
    return VerificationDraft(**usual | values)


def verify(buyer: Organisation, firm: Organisation, by: Person, **values: Any) -> Verification:
    with unit_of_work(acting_for(buyer.id)):
        return verification.verify(buyer, firm.id, check(**values), by=accounts.actor(by))


def content(firm: Organisation, year: int | None = None) -> dict[str, Any]:
    """What the firm's row of the year says."""
    with unit_of_work(acting_for(firm.id)):
        return disclosed.contents_of(firm.id, [year or last_year()])[year or last_year()]


def correct_hours(firm: Organisation) -> None:
    """March of the last whole year, written anew; still twelve months."""
    with unit_of_work(acting_for(firm.id)):
        month = Month(last_year(), 3)
        row = next(one for one in safety_queries.hours_of(firm.id, Window(month, month)))
        given = {"headcount": 12, "agreed_days": Decimal(240), "lost_days": Decimal(12)}
        safety.correct_hours(row, hours_draft(month, 1600, version=row.version, **given), by=None)


def write_and_fail(firm: Organisation, year: int) -> None:
    """The firm's transaction writes what it discloses of the year, and then comes to grief."""
    with suppress(RuntimeError), unit_of_work(acting_for(firm.id)):
        writing.write_years([firm.id], [year])
        raise RuntimeError


def issue_later(buyer: Organisation, year: int) -> None:
    """Put the making of a pool on the queue: only the worker may write one."""
    with unit_of_work():
        defer(pools.ISSUE, receiver_id=buyer.id, year=year)
