"""From a need to a published dialogue, saved at each step, and to its close."""

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues import rules
from app.blueprints.dialogues.models import Dialogue, Need, Phase, Translation
from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.terms import DialogueState, NeedDraft, PlanDraft, TextsDraft
from app.blueprints.forum.queries import get_space
from app.blueprints.forum.queries.writing import flush
from app.blueprints.forum.services import spaces
from app.blueprints.forum.terms.spaces import SpaceDraft, SpaceKind, SpaceState
from app.blueprints.journal.services import record
from app.core import text
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized

MOST_NEEDS = 20
SPACE_STATES = {
    DialogueState.DRAFT: SpaceState.HIDDEN,
    DialogueState.PUBLISHED: SpaceState.OPEN,
    DialogueState.ANNOUNCED: SpaceState.CLOSED,
    DialogueState.CLOSED: SpaceState.CLOSED,
}


def start_dialogue(organisation_id: int, lang: str, draft: NeedDraft, *, by: Actor | None) -> Dialogue:
    """A draft of a dialogue in `lang`, begun by its first need. Nobody outside the buyer sees it."""
    dialogue = Dialogue(
        organisation_id=organisation_id,
        created_by=_id(by),
        lang=lang,
        title=draft.title,
        changed_at=now(),
        changed_by=_id(by),
        phases=[],
        translations=[],
    )
    dialogue.needs = [_need(dialogue, draft, 1)]
    space = spaces.open_space(_space_draft(dialogue, machine_allowed=False), by=by)
    dialogue.space_id = space.id
    db.session.add(dialogue)
    db.session.flush()
    space.path = f"/dialogues/{dialogue.id}"
    record("dialogues.dialogue_started", subject=dialogue, by=by, organisation_id=organisation_id, lang=lang)
    return dialogue


def add_need(dialogue: Dialogue, draft: NeedDraft, *, by: Actor | None) -> Need:
    _refuse_closed(dialogue)
    if len(dialogue.needs) >= MOST_NEEDS:
        raise Conflict("too_many_needs", limit=MOST_NEEDS)
    need = _need(dialogue, draft, max((n.position for n in dialogue.needs), default=0) + 1)
    dialogue.needs.append(need)
    _touch(dialogue, by)
    record(
        "dialogues.need_added", subject=need, by=by, organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id
    )
    return need


def change_need(dialogue: Dialogue, need: Need, draft: NeedDraft, version: int, *, by: Actor | None) -> None:
    """Change a need, if nobody changed the dialogue since `version` was read."""
    _refuse_closed(dialogue)
    if need.hidden_at is not None:
        raise Conflict("need_is_hidden")
    _check_words(draft)
    for name in NeedDraft.__dataclass_fields__:
        setattr(need, name, getattr(draft, name))
    _touch(dialogue, by, version)
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
    _touch(dialogue, by)
    record(
        "dialogues.need_removed", subject=("dialogues_need", number), by=by,
        organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id,
    )  # fmt: skip


def save_texts(dialogue: Dialogue, draft: TextsDraft, *, by: Actor | None) -> None:
    """The texts in the dialogue's own language, and title and summary in one more as a translation beside them."""
    _refuse_closed(dialogue)
    for field in ("title", "summary", "background", "contact", "other_title", "other_summary"):
        refuse_identity_numbers(getattr(draft, field), field=field)
    try:
        html = text.to_html(draft.background)
    except Refused as error:
        raise Refused(error.code, field="background", **error.params) from None
    dialogue.title, dialogue.summary, dialogue.contact = draft.title, draft.summary, draft.contact
    dialogue.background, dialogue.background_html = draft.background, html
    _translate(dialogue, draft, by)
    _touch(dialogue, by, draft.version)
    record("dialogues.texts_saved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def _translate(dialogue: Dialogue, draft: TextsDraft, by: Actor | None) -> None:
    lang = rules.other_language(dialogue.lang)
    found = next((t for t in dialogue.translations if t.lang == lang), None)
    if not draft.other_title and not draft.other_summary:
        if found:
            dialogue.translations.remove(found)
        return
    if found is None:
        found = Translation(lang=lang, by_id=_id(by), updated_at=now(), title="", summary="")
        dialogue.translations.append(found)
    if (found.title, found.summary) != (draft.other_title, draft.other_summary):
        found.title, found.summary = draft.other_title, draft.other_summary
        found.by_id, found.updated_at = _id(by), now()


def save_plan(dialogue: Dialogue, draft: PlanDraft, *, by: Actor | None) -> None:
    """When input is taken, and the phases."""
    _refuse_closed(dialogue)
    if draft.closes_on < draft.opens_on:
        raise Refused("closes_before_it_opens", field="closes_on")
    if dialogue.state is DialogueState.PUBLISHED and draft.closes_on < today():
        raise Refused("closes_in_the_past", field="closes_on")
    before = {phase.name.get(dialogue.lang): phase.name for phase in dialogue.phases}
    dialogue.opens_on, dialogue.closes_on = draft.opens_on, draft.closes_on
    dialogue.phases = [
        Phase(position=position, name=_kept(phase.name, before), starts_on=phase.starts_on, ends_on=phase.ends_on)
        for position, phase in enumerate(draft.phases, 1)
    ]
    _touch(dialogue, by, draft.version, machine_allowed=draft.machine_allowed)
    record(
        "dialogues.plan_saved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        opens_on=draft.opens_on.isoformat(), closes_on=draft.closes_on.isoformat(),
    )  # fmt: skip


def _kept(name: Localized, before: dict[str | None, Localized]) -> Localized:
    """A name as typed; in languages that the form does not ask for, as it was, while the name itself is unchanged."""
    same = (old for old in before.values() if all(old.get(code) == word for code, word in name.items()))
    unchanged = next(same, None)
    return Localized({**(unchanged or {}), **name})


def missing(dialogue: Dialogue) -> list[str]:
    """Codes of what stands between a draft and its publication; empty when it is ready."""
    lang = rules.other_language(dialogue.lang)
    translated = any(t.lang == lang and t.title and t.summary for t in dialogue.translations)
    checks = {
        "need_is_missing": bool(dialogue.needs),
        "texts_are_missing": bool(dialogue.title and dialogue.summary),
        "translation_is_missing": translated,
        "dates_are_missing": bool(dialogue.opens_on and dialogue.closes_on),
        "deadline_has_passed": not dialogue.closes_on or dialogue.closes_on >= today(),
    }
    return [code for code, is_there in checks.items() if not is_there]


def publish(dialogue: Dialogue, version: int, *, by: Actor | None) -> None:
    """From here on everybody sees it."""
    if dialogue.state is not DialogueState.DRAFT:
        raise Conflict("dialogue_is_published")
    if faults := missing(dialogue):
        raise Conflict(faults[0])
    dialogue.state, dialogue.published_at = DialogueState.PUBLISHED, now()
    dialogue.reviewed_at = dialogue.published_at
    _touch(dialogue, by, version)
    record("dialogues.dialogue_published", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def close(dialogue: Dialogue, version: int, *, by: Actor | None) -> None:
    """The end: nothing more is taken, and nothing is left to do. What the rooms above still miss refuses it."""
    if dialogue.state not in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED):
        raise Conflict("dialogue_is_closed")
    if closing.obstacles(dialogue.id):
        raise Conflict("dialogue_is_not_finished")
    dialogue.state, dialogue.closed_at = DialogueState.CLOSED, now()
    _end_input_today(dialogue)
    _touch(dialogue, by, version)
    closing.follow(dialogue.id, by=by)
    record("dialogues.dialogue_closed", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def _end_input_today(dialogue: Dialogue) -> None:
    """The last day moves with the end of input, so that lists tell the truth."""
    dialogue.closes_on = min(dialogue.closes_on or today(), today())
    dialogue.opens_on = min(dialogue.opens_on or dialogue.closes_on, dialogue.closes_on)
    if dialogue.questions_until is not None:
        dialogue.questions_until = min(dialogue.questions_until, dialogue.closes_on)


def _need(dialogue: Dialogue, draft: NeedDraft, position: int) -> Need:
    _check_words(draft)
    values = {name: getattr(draft, name) for name in NeedDraft.__dataclass_fields__}
    return Need(**values, lang=dialogue.lang, position=position)


def _check_words(draft: NeedDraft) -> None:
    for field in ("title", "affected", "baseline", "effect", "indicator", "open_for"):
        refuse_identity_numbers(getattr(draft, field), field=field)


def _refuse_closed(dialogue: Dialogue) -> None:
    if dialogue.state in (DialogueState.ANNOUNCED, DialogueState.CLOSED):
        raise Conflict("dialogue_is_closed")
    if dialogue.hidden_at is not None:
        raise Conflict("dialogue_is_hidden")


def _touch(
    dialogue: Dialogue, by: Actor | None, version: int | None = None, *, machine_allowed: bool | None = None
) -> None:
    """Write the dialogue's own row, whatever of it was changed, so that its version counts; a lost race is told.

    Its space is told what it must know. What everybody reads is not written by whoever is stopped from writing.
    """
    if dialogue.state is DialogueState.PUBLISHED:
        refuse_silenced(by)
    if version is not None and version != dialogue.version:
        with db.session.no_autoflush:
            raise StaleVersion(name_of(dialogue.changed_by), dialogue.changed_at)
    dialogue.changed_at, dialogue.changed_by = now(), _id(by)
    if not flush():  # somebody was first, in the moment since it was loaded
        raise StaleVersion
    tell_space(dialogue, by=by, machine_allowed=machine_allowed)


def tell_space(dialogue: Dialogue, *, by: Actor | None, machine_allowed: bool | None = None) -> None:
    """The space's name, state and days are the dialogue's; the plan says whether a machine may translate there."""
    space = get_space(dialogue.space_id)
    allowed = space.machine_allowed if machine_allowed is None else machine_allowed
    spaces.keep_up(space, _space_draft(dialogue, machine_allowed=allowed), by=by)


def _space_draft(dialogue: Dialogue, *, machine_allowed: bool) -> SpaceDraft:
    names = {dialogue.lang: dialogue.title} | {each.lang: each.title for each in dialogue.translations if each.title}
    return SpaceDraft(
        kind=SpaceKind.DIALOGUE,
        organisation_id=dialogue.organisation_id,
        lang=dialogue.lang,
        names=Localized(names),
        about=Localized(),
        state=SPACE_STATES[dialogue.state or DialogueState.DRAFT],
        opens_on=dialogue.opens_on,
        closes_on=dialogue.closes_on,
        machine_allowed=machine_allowed,
    )


def _id(by: Actor | None) -> int | None:
    return by.person_id if by else None
