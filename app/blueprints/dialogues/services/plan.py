"""When input is taken, the phases, the purchase that may come, and the fairness check."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues import rules
from app.blueprints.dialogues.models import Dialogue, Phase
from app.blueprints.dialogues.queries.process import find_published_profile
from app.blueprints.dialogues.rules import fairness
from app.blueprints.dialogues.services.writing import refuse_over, touch
from app.blueprints.dialogues.terms import DialogueState, PlanDraft
from app.blueprints.dialogues.terms.fairness import FairnessDraft, FairPoint
from app.blueprints.dialogues.terms.process import Planned, PurchaseDraft
from app.blueprints.journal.services import record
from app.core.clock import today
from app.core.errors import Refused
from app.core.localized import Localized


def save_plan(dialogue: Dialogue, draft: PlanDraft, *, by: Actor | None) -> None:
    """When input is taken, until when questions are, and the phases."""
    refuse_over(dialogue)
    if draft.closes_on < draft.opens_on:
        raise Refused("closes_before_it_opens", field="closes_on")
    if dialogue.state is DialogueState.PUBLISHED and draft.closes_on < today():
        raise Refused("closes_in_the_past", field="closes_on")
    if draft.questions_until is not None and not draft.opens_on <= draft.questions_until <= draft.closes_on:
        raise Refused("questions_outside_input", field="questions_until")
    for place, phase in enumerate(draft.phases, 1):
        for code, word in phase.name.items():
            refuse_identity_numbers(word, field=f"{'name' if code == dialogue.lang else 'other'}_{place}")
    before = {phase.name.get(dialogue.lang): phase.name for phase in dialogue.phases}
    dialogue.opens_on, dialogue.closes_on = draft.opens_on, draft.closes_on
    dialogue.questions_until = draft.questions_until
    dialogue.phases = [
        Phase(position=position, name=_kept(phase.name, before), starts_on=phase.starts_on, ends_on=phase.ends_on)
        for position, phase in enumerate(draft.phases, 1)
    ]
    touch(dialogue, by, draft.version, part="plan", machine_allowed=draft.machine_allowed)
    record(
        "dialogues.plan_saved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        opens_on=draft.opens_on.isoformat(), closes_on=draft.closes_on.isoformat(),
    )  # fmt: skip


def _kept(name: Localized, before: dict[str | None, Localized]) -> Localized:
    """A name as typed; in languages that the form does not ask for, as it was, while the name itself is unchanged."""
    same = (old for old in before.values() if all(old.get(code) == word for code, word in name.items()))
    unchanged = next(same, None)
    return Localized({**(unchanged or {}), **name})


def save_purchase(dialogue: Dialogue, draft: PurchaseDraft, *, by: Actor | None) -> None:
    """The purchase behind the dialogue, and in which languages everything that is said later is published."""
    refuse_over(dialogue)
    if not rules.languages_do(dialogue.lang, draft.languages):
        raise Refused("languages_are_too_few", field="languages")
    if draft.value_low is not None and draft.value_high is not None and draft.value_high < draft.value_low:
        raise Refused("values_out_of_order", field="value_high")
    if draft.planned is Planned.NONE and draft.planned_on is not None:
        raise Refused("no_day_without_a_plan", field="planned_on")
    profile_id = draft.profile_id
    if profile_id not in (None, dialogue.profile_id) and not find_published_profile(dialogue.host_ids, profile_id):
        raise Refused("profile_is_not_published", field="profile_id")
    for name in PurchaseDraft.__dataclass_fields__:
        if name not in ("version", "languages"):
            setattr(dialogue, name, getattr(draft, name))
    dialogue.languages = [code for code in rules.LANGUAGES if code in draft.languages]
    touch(dialogue, by, draft.version, part="purchase")
    record(
        "dialogues.purchase_saved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        planned=draft.planned.value, stage=draft.procurement_stage.value, profile_id=profile_id,
    )  # fmt: skip


def save_fairness(dialogue: Dialogue, draft: FairnessDraft, *, by: Actor | None) -> None:
    """The answers as far as they go. What still wants one stops the publication, not the saving."""
    refuse_over(dialogue)
    for point, answer in draft.answers.items():
        refuse_identity_numbers(answer.reason, field=f"reason_{point}")
    dialogue.fairness = {
        point.value: {"word": answer.word, "reason": answer.reason} for point, answer in draft.answers.items()
    }
    touch(dialogue, by, draft.version)
    record(
        "dialogues.fairness_checked", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        no=[point.value for point, answer in draft.answers.items() if answer.word == "no"],
    )  # fmt: skip


def fairness_left(dialogue: Dialogue) -> list[FairPoint]:
    """Points of the check that still want an answer or a reason."""
    return fairness.unanswered(
        fairness.stored(dialogue.fairness or {}), fairness.warnings(dialogue, len(dialogue.needs))
    )
