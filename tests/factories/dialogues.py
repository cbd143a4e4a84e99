"""Dialogues for tests, through the room's own services; they commit. Their threads: see `forum`."""

from datetime import date, timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues import queries
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services import dialogues
from app.blueprints.dialogues.terms import NeedDraft, NeedKind, PhaseDraft, PlanDraft, TextsDraft
from app.blueprints.dialogues.terms.fairness import FairAnswer, FairnessDraft, FairPoint
from app.core.clock import today
from app.core.db import unit_of_work
from app.core.localized import Localized
from tests.factories.accounts import member, organisation

NEED: dict[str, Any] = {
    "kind": NeedKind.OUTCOME,
    "title": "Halvere matsvinnet på sengepostene",
    "affected": "Pasienter og kjøkken ved to sykehus.",
    "baseline": "34 prosent av maten kastes.",
    "effect": "Høyst 17 prosent kastes.",
    "indicator": "Vekt av avfall per pasientdøgn, målt hver måned.",
    "by_when": date(2028, 12, 31),
    "open_for": "Bestilling, porsjoner, transport og måling.",
}
FAIR = {point: FairAnswer("yes", "Vi har tenkt på det.") for point in FairPoint}


def need_draft(**values: Any) -> NeedDraft:
    return NeedDraft(**(NEED | values))


def buyer(**values: Any) -> tuple[Organisation, Person]:
    """A verified buyer and one of its owners."""
    firm = organisation("buyer", **values)
    return firm, member(firm, "owner", name="Ingrid Innkjøper")


def draft_dialogue(
    firm: Organisation | None = None, *, lang: str = "nb", complete: bool = True, **values: Any
) -> Dialogue:
    """A draft that lacks nothing (`complete`), or only its first need."""
    firm = firm or organisation("buyer")
    with unit_of_work():
        dialogue = dialogues.start_dialogue(firm.id, lang, need_draft(), by=None)
        if complete:
            texts = {
                "title": "Mindre matsvinn på sengepostene",
                "summary": "Vi vil halvere matsvinnet innen 2028.",
                "purpose": "Svarene avgjør hva vi ber om, og hvordan anskaffelsen deles opp.",
                "background": "Vi kaster *mye* mat.",
                "contact": "dialog@trust.example",
                "other_title": "Less food waste on wards",
                "other_summary": "We want to halve food waste by 2028.",
            } | {name: value for name, value in values.items() if name in TextsDraft.__dataclass_fields__}
            dialogues.save_texts(dialogue, TextsDraft(**texts, version=dialogue.version), by=None)
            opens_on = values.get("opens_on", today() - timedelta(days=3))
            closes_on = values.get("closes_on", today() + timedelta(days=30))
            phases = (
                PhaseDraft(
                    name=Localized(nb="Behovet er kunngjort", en="Need announced"), starts_on=opens_on, ends_on=None
                ),
                PhaseDraft(
                    name=Localized(nb="Oppsummering"), starts_on=closes_on, ends_on=closes_on + timedelta(days=9)
                ),
            )
            plan = PlanDraft(opens_on=opens_on, closes_on=closes_on, phases=phases, version=dialogue.version)
            dialogues.save_plan(dialogue, plan, by=None)
            dialogues.save_fairness(dialogue, FairnessDraft(answers=FAIR, version=dialogue.version), by=None)
    return dialogue


def published_dialogue(firm: Organisation | None = None, **values: Any) -> Dialogue:
    """A dialogue that everybody sees. `closes_on` in the past makes one whose time for input is over."""
    closes_on = values.pop("closes_on", None)
    dialogue = draft_dialogue(firm, **values)
    with unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)
        if closes_on:
            dialogue.opens_on, dialogue.closes_on = min(dialogue.opens_on, closes_on), closes_on
            dialogues.tell_space(dialogue, by=None)
    return dialogue


def answer_warnings(dialogue_id: int) -> None:
    """What the linter warned of in the needs has an answer."""
    with unit_of_work():
        for need in queries.get_dialogue(dialogue_id).needs:
            need.warnings = [{**each, "answer": "Slik er det her."} for each in need.warnings or []]
