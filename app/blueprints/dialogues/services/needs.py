"""The needs of a dialogue: added and changed while it lives, removed only from a draft."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.services.warnings import lint_need
from app.blueprints.dialogues.services.writing import refuse_over, touch
from app.blueprints.dialogues.terms import DialogueState, NeedDraft
from app.blueprints.journal.services import record
from app.core.errors import Conflict

MOST_NEEDS = 20
TEXTS = ("title", "affected", "baseline", "effect", "indicator", "open_for", "limits")


def add_need(dialogue: Dialogue, draft: NeedDraft, *, by: Actor | None) -> Need:
    refuse_over(dialogue)
    if len(dialogue.needs) >= MOST_NEEDS:
        raise Conflict("too_many_needs", limit=MOST_NEEDS)
    need = new_need(dialogue, draft, max((n.position for n in dialogue.needs), default=0) + 1)
    dialogue.needs.append(need)
    touch(dialogue, by, part="need", title=need.title, path="#needs")
    record(
        "dialogues.need_added", subject=need, by=by, organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id
    )
    return need


def change_need(dialogue: Dialogue, need: Need, draft: NeedDraft, version: int, *, by: Actor | None) -> None:
    """Change a need, if nobody changed the dialogue since `version` was read."""
    refuse_over(dialogue)
    if need.hidden_at is not None:
        raise Conflict("need_is_hidden")
    check_words(draft)
    for name in NeedDraft.__dataclass_fields__:
        setattr(need, name, getattr(draft, name))
    lint_need(need)
    touch(dialogue, by, version, part="need", title=need.title, path=f"#need-{need.id}")
    record(
        "dialogues.need_changed", subject=need, by=by, organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id
    )


def remove_need(dialogue: Dialogue, need: Need, *, by: Actor | None) -> None:
    """Take a need out of a draft; what has been published is changed, not removed."""
    if dialogue.state is not DialogueState.DRAFT:
        raise Conflict("dialogue_is_published")
    if len(dialogue.needs) == 1:
        raise Conflict("dialogue_needs_a_need")
    number = need.id
    dialogue.needs.remove(need)
    touch(dialogue, by)
    record(
        "dialogues.need_removed", subject=("dialogues_need", number), by=by,
        organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id,
    )  # fmt: skip


def new_need(dialogue: Dialogue, draft: NeedDraft, position: int) -> Need:
    """Not yet in the dialogue's list."""
    check_words(draft)
    values = {name: getattr(draft, name) for name in NeedDraft.__dataclass_fields__}
    need = Need(**values, lang=dialogue.lang, position=position)
    lint_need(need)
    return need


def check_words(draft: NeedDraft) -> None:
    for field in TEXTS:
        refuse_identity_numbers(getattr(draft, field), field=field)
