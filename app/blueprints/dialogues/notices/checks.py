"""A firm that has measured itself hears when the dialogue asks for something else."""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.dialogues.queries.documents import firms_to_tell
from app.blueprints.dialogues.services.showing import shown
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.notifications.services import notify, register, register_words
from app.core.i18n import in_language

CHANGED = "dialogues/profile_changed"


def tell_of_profile(entry: dict[str, Any]) -> None:
    """Owners and editors of each firm that measured itself against another profile, once for each new one."""
    dialogue = dialogue_shown(entry["subject_id"])
    if dialogue.state == DialogueState.DRAFT:
        return
    for organisation_id in firms_to_tell(dialogue.id, dialogue.profile_id):
        params = {"dialogue_id": dialogue.id, "organisation_id": organisation_id, "gone": dialogue.profile_id is None}
        for person_id in editors(organisation_id):
            notify(person_id, entry_key=entry["key"], kind=CHANGED, params=params, mail=True)


def words(items: Any, person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """The dialogue's title as this reader sees it."""
    with in_language(locale):
        return [{**params, "title": _title(params["dialogue_id"], locale)} for params in items]


def _title(dialogue_id: int, locale: str) -> str:
    return shown(dialogue_shown(dialogue_id), locale).title


register("dialogues.purchase_saved", tell_of_profile)
register_words(CHANGED, words)
