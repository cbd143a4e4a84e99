"""The firm puts a document forward for a figure of its own (V1); and everybody is told before a level runs out."""

from datetime import date, timedelta

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.accounts.terms import Actor
from app.blueprints.attachments.terms import FileState
from app.blueprints.disclosure import rules
from app.blueprints.disclosure.models import Verification
from app.blueprints.disclosure.queries import rows as queries
from app.blueprints.disclosure.services.ending import end_and_tell
from app.blueprints.disclosure.services.verification import put
from app.blueprints.disclosure.terms import TOLD_BEFORE_DAYS, Level, VerificationDraft
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.services import on_evidence
from app.blueprints.improvement.terms import EvidenceEvent, EvidenceFact, EvidenceState
from app.blueprints.journal.services import record
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.errors import Refused
from app.core.jobs import periodic


def documents_of(organisation_id: int) -> list[EvidenceFact]:
    """What the firm can put forward: evidence that it holds, with a file that a scanner has found clean."""
    return [fact for fact in improvement.evidence_facts(organisation_id) if _can_be_put_forward(fact)]


def document(organisation: Organisation, draft: VerificationDraft, *, by: Actor) -> Verification:
    """V1, whatever level the draft names. It runs out with the document, and after twelve months at the latest."""
    if draft.level is not Level.DOCUMENTED:
        raise Refused("nobody_checks_itself")
    facts = improvement.evidence_facts(organisation.id, ids=[draft.evidence_id or 0])
    if not facts or not _can_be_put_forward(facts[0]):
        raise Refused("document_needed", field="evidence_id")
    last = min(rules.last_day(today()), facts[0].valid_to or rules.last_day(today()))
    return put(organisation.id, organisation.id, draft, expires_on=last, by=by)


def _can_be_put_forward(fact: EvidenceFact) -> bool:
    fresh = fact.valid_to is None or fact.valid_to > today()
    return fact.state is EvidenceState.HELD and fact.file_state is FileState.CLEAN and fresh and not fact.personal


def hear_of_evidence(organisation_id: int, evidence_id: int, _event: EvidenceEvent, _by_id: int | None) -> None:
    """A document that is withdrawn, erased, found infected or shortened stands behind nothing any more."""
    resting = queries.resting_on(organisation_id, evidence_id)
    if not resting:
        return
    facts = improvement.evidence_facts(organisation_id, ids=[evidence_id])
    for checked in resting:
        if not facts or not _can_be_put_forward(facts[0]) or (facts[0].valid_to or date.max) < checked.expires_on:
            end_and_tell(checked)


on_evidence(hear_of_evidence)


@periodic("50 4 * * *", "disclosure.remind")
def remind() -> None:
    """Each morning: tell the firm and whoever verified of what runs out within thirty days, once."""
    for numbers in organisations_in_batches():
        with unit_of_work(acting_for(*numbers)):
            for checked in queries.soon_over(numbers, today(), today() + timedelta(days=TOLD_BEFORE_DAYS)):
                checked.told_on = today()
                record(
                    "disclosure.verification_expiring",
                    subject=checked,
                    organisation_id=checked.organisation_id,
                    by_organisation=checked.by_organisation_id,
                    year=checked.year,
                    datum=checked.datum.value,
                    level=checked.level,
                    expires_on=checked.expires_on.isoformat(),
                )
