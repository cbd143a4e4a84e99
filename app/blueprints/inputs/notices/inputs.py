"""A firm is told of new questions, of its receipt and of what the buyer would publish; the buyer of the firm's answer.

What somebody wrote is never in a mail.
"""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors, get_organisation
from app.blueprints.dialogues.queries import get_dialogue
from app.blueprints.inputs.queries.answers import firms_that_answered
from app.blueprints.notifications.services import notify, register
from app.core.db import lent


def tell_of_questions(entry: dict[str, Any]) -> None:
    """Whoever has answered already, when questions are added. The first questions are told by the dialogue itself."""
    if entry["data"]["number"] == 1:
        return
    with lent(entry["organisation_id"]):  # the journal says that this buyer has asked
        firms = list(firms_that_answered(entry["data"]["dialogue_id"]))
    for firm_id in firms:
        _tell(entry, "inputs_questions_added", firm_id, questions=entry["data"]["questions"])


def tell_of_receipt(entry: dict[str, Any]) -> None:
    """A receipt for whoever handed in."""
    data = entry["data"]
    params = _about(data["dialogue_id"]) | {
        "firm": get_organisation(entry["organisation_id"]).name, "firm_id": entry["organisation_id"],
        "times": data["times"], "sha256": data["sha256"], "at": entry["at"],
    }  # fmt: skip
    if entry["by_id"]:
        notify(entry["by_id"], entry_key=entry["key"], kind="inputs_handed_in", params=params, mail=True)


def tell_of_proposal(entry: dict[str, Any]) -> None:
    _tell(entry, "inputs_paraphrase_proposed", entry["data"]["firm"])


def tell_of_reply(entry: dict[str, Any]) -> None:
    """The editors and owners of the buyer that leads."""
    data = entry["data"]
    params = _about(data["dialogue_id"]) | {
        "firm": get_organisation(entry["organisation_id"]).name, "state": data["state"],
    }  # fmt: skip
    for person_id in editors(data["host"]):
        notify(person_id, entry_key=entry["key"], kind="inputs_paraphrase_answered", params=params, mail=False)


def _tell(entry: dict[str, Any], kind: str, firm_id: int, **more: Any) -> None:
    params = _about(entry["data"]["dialogue_id"]) | {
        "firm": get_organisation(firm_id).name, "firm_id": firm_id,
        "buyer": get_organisation(entry["organisation_id"]).name, **more,
    }  # fmt: skip
    for person_id in editors(firm_id):
        notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)


def _about(dialogue_id: int) -> dict[str, Any]:
    return {"dialogue_id": dialogue_id, "dialogue": get_dialogue(dialogue_id).title}


register("inputs.questions_published", tell_of_questions)
register("inputs.handed_in", tell_of_receipt)
register("inputs.paraphrase_proposed", tell_of_proposal)
register("inputs.paraphrase_answered", tell_of_reply)
