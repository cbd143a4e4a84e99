"""What one firm has recorded for health and safety, and what it lets one buyer see: the numbers of one of each."""

from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from app.blueprints.safety import services
from app.blueprints.safety.terms import EventKind, InvestigationDraft, RemarkDraft, ReportDraft
from app.core.clock import today
from app.core.db import Context, acting_for, unit_of_work
from tests.factories import accounts, control, disclosure, evidence, improvement, internal_control, safety


def safety_records(people: dict[str, Any], firm: Any, trust: Any) -> dict[str, Any]:
    owner = people["supplier_a"]
    disclosure.whole_year(firm)
    site = safety.site(firm, "¤ canary-site-a")
    poster = safety.poster(firm, "¤ hall", site_id=site.id)
    received = _tell(firm, people["worker"])
    hurt = safety.injury(
        firm, EventKind.LOST_TIME, serious=True, lost_days=5, name="¤ canary-hurt-a", what="¤ canary-safety-a", place="¤ hall"
    )  # fmt: skip
    remark = _remark(firm, owner, received.event)
    with unit_of_work(acting_for(firm.id)):
        draft = InvestigationDraft(direct_causes="¤ canary-safety-a", underlying_causes="¤ canary-safety-a")
        services.save_investigation(hurt, draft, by=None)
    measure = improvement.done(firm, owner, title="¤ canary-plan-a", subject=f"safety:event:{hurt.number}:lasting")
    training = internal_control.training(firm, "¤ canary-holder-a", "other", title="¤ canary-holder-a")
    held = evidence.evidence(firm, "risk_assessment", title="¤ canary-evidence-a", issuer="¤ oss", scope="¤ alt")
    control.point(firm, 4, held, state="partly", how="¤ canary-control-a")
    review = control.review(firm, findings="¤ canary-control-a", decisions="¤ canary-control-a", took_part="¤ alle")
    control.duty(firm, "safety_representative", how="¤ canary-control-a")
    consent = disclosure.consent(firm, trust, by=owner, purpose="¤ canary-consent-a")
    disclosure.verify(trust, firm, people["buyer_a"], method="¤ canary-consent-a")
    return {
        "site_id": site.id, "poster_id": poster.id, "poster_token": poster.token, "remark_id": remark,
        "photographed_id": received.event.id, "hurt_id": hurt.id, "measure_id": measure.id, "training_id": training.id,
        "control_review_id": review.id, "consent_id": consent.id, "firm_id": firm.id, "point_number": 4,
        "year": disclosure.last_year(), "datum": "training", "secret": "no-such-secret", "figure": "h1",
        "told": "labour_inspection", "duty": "safety_representative",
    }  # fmt: skip


def _tell(firm: Any, worker: Any) -> Any:
    """The worker has told of a near miss, with a photo."""
    photo = BytesIO()
    Image.new("RGB", (40, 30)).save(photo, "JPEG")
    photo.seek(0)
    draft = ReportDraft(
        what="¤ canary-told-by-worker", place="¤ hall", happened_on=today(), language="nn", sent_key=UUID(int=7)
    )
    with unit_of_work(Context(person_id=worker.id, workplace_ids=(firm.id,))):
        return services.report_as_worker(firm, draft, photo=photo, named=True, by=accounts.actor(worker))


def _remark(firm: Any, owner: Any, event: Any) -> int:
    by = accounts.actor(owner)
    with unit_of_work(Context(person_id=owner.id, organisation_ids=(firm.id,))):
        return services.say_remark(firm.id, RemarkDraft(body="¤ canary-safety-a", event_id=event.id), by=by).id
