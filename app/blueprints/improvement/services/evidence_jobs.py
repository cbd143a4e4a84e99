"""What the clock does with evidence: reminders before it expires, and the end of what is about a person.

Each goes through the organisations in batches (`accounts.services.batches`), and gives each firm with something to do a
job of its own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.attachments import services as attachments
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.services.evidence import erase_evidence
from app.blueprints.improvement.terms import FILE_KEPT_DAYS, UNFINISHED_KEPT_DAYS, EvidenceState
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer, job, periodic

UNFINISHED_KEPT = timedelta(days=UNFINISHED_KEPT_DAYS)
REMIND, ERASE, DISCARD = "improvement.remind_firm", "improvement.erase_personal", "improvement.erase_withdrawn_files"


@periodic("23 5 * * *", "improvement.remind")
def remind() -> None:
    """Each morning: a job for every firm that holds something which expires within 90 days."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for organisation_id in queries.firms_with_ends(today()):
                defer(REMIND, organisation_id=organisation_id)


@dataclass(frozen=True, slots=True)
class _Held:
    """Evidence as `rules.reminders_due` reads it."""

    row: Evidence
    file_is_fine: bool

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def type(self) -> str:
        return self.row.type

    @property
    def reference(self) -> str:
        return self.row.reference

    @property
    def valid_from(self) -> date | None:
        return self.row.valid_from

    @property
    def valid_to(self) -> date | None:
        return self.row.valid_to

    @property
    def reminded(self) -> int | None:
        return self.row.reminded


@job(REMIND)
def remind_firm(organisation_id: int) -> None:
    """Tell one firm, once a step and all at once, of what expires soon. Run again, it finds nothing left to tell."""
    with unit_of_work(acting_for(organisation_id)):
        held = [_Held(evidence, fine) for evidence, fine in queries.lock_held(organisation_id)]
        due = rules.reminders_due(held, today())
        if not due:
            return
        rows = {one.id: one.row for one in held}
        for reminder in due:
            rows[reminder.id].reminded = reminder.step
        record(
            "improvement.evidence_expiring",
            subject=("improvement_evidence", None),
            organisation_id=organisation_id,
            evidence=[reminder.id for reminder in due],
        )


@periodic("53 2 * * *", "improvement.tidy")
def tidy() -> None:
    """Each night: a job for every firm with something about a person, or a file of what was withdrawn, that is kept no
    longer; and what was never finished goes."""
    for some in organisations_in_batches():
        with unit_of_work(acting_for(*some)):
            for organisation_id in sorted({firm for firm, _ in queries.to_erase(today())}):
                defer(ERASE, organisation_id=organisation_id)
            for organisation_id in sorted({firm for firm, _ in queries.withdrawn_files(_withdrawn_before())}):
                defer(DISCARD, organisation_id=organisation_id)
            queries.forget_unfinished_before(now() - UNFINISHED_KEPT)


@job(ERASE)
def erase_personal(organisation_id: int) -> None:
    """Erase what is about a person and whose time is over, in one firm."""
    with unit_of_work(acting_for(organisation_id)):
        for firm, evidence_id in queries.to_erase(today()):
            evidence = queries.lock_evidence(firm, evidence_id)
            if evidence.state is not EvidenceState.ERASED:
                erase_evidence(evidence)


@job(DISCARD)
def erase_withdrawn_files(organisation_id: int) -> None:
    """Erase the bytes of what one firm withdrew long ago and nothing else uses. What was said of it, and the SHA-256,
    are left."""
    with unit_of_work(acting_for(organisation_id)):
        for firm, file_id in queries.withdrawn_files(_withdrawn_before()):
            file = queries.lock_file(firm, file_id)
            if (firm, file_id) in queries.withdrawn_files(_withdrawn_before()):  # nobody has taken it up meanwhile
                attachments.erase(file, by=None)


def _withdrawn_before() -> datetime:
    return now() - timedelta(days=FILE_KEPT_DAYS)
