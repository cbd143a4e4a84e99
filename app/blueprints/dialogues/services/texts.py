"""The first step: a dialogue is begun, and says what the problem is and what the answers will be used for."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues import rules
from app.blueprints.dialogues.models import Dialogue, Translation
from app.blueprints.dialogues.services.needs import new_need
from app.blueprints.dialogues.services.writing import by_id, refuse_over, space_draft, touch
from app.blueprints.dialogues.terms import NeedDraft, TextsDraft
from app.blueprints.forum.services import spaces
from app.blueprints.journal.services import record
from app.core import text
from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused

OWN_TEXTS = ("title", "summary", "purpose", "scope", "background", "contact")
OTHER_TEXTS = ("other_title", "other_summary")


def start_dialogue(
    organisation_id: int, lang: str, need: NeedDraft | None = None, *, title: str = "", summary: str = "",
    by: Actor | None,
) -> Dialogue:  # fmt: skip
    """A draft of a dialogue in `lang`, begun by its title or by its first need. Nobody outside the buyer sees it."""
    for field, words in (("title", title), ("summary", summary)):
        refuse_identity_numbers(words, field=field)
    dialogue = Dialogue(
        organisation_id=organisation_id,
        created_by=by_id(by),
        lang=lang,
        title=title or (need.title if need else ""),
        summary=summary,
        changed_at=now(),
        changed_by=by_id(by),
        phases=[],
        translations=[],
    )
    dialogue.needs = [new_need(dialogue, need, 1)] if need else []
    return put_in(dialogue, by=by)


def put_in(dialogue: Dialogue, *, by: Actor | None) -> Dialogue:
    """A new dialogue gets its number and its space, in which nobody writes yet."""
    space = spaces.open_space(space_draft(dialogue, machine_allowed=False), by=by)
    dialogue.space_id = space.id
    db.session.add(dialogue)
    db.session.flush()
    space.path = f"/dialogues/{dialogue.id}"
    record(
        "dialogues.dialogue_started", subject=dialogue, by=by, organisation_id=dialogue.organisation_id,
        lang=dialogue.lang,
    )  # fmt: skip
    return dialogue


def save_texts(dialogue: Dialogue, draft: TextsDraft, *, by: Actor | None) -> None:
    """The texts in the dialogue's own language, and title and summary in one more as a translation beside them."""
    refuse_over(dialogue)
    for field in (*OWN_TEXTS, *OTHER_TEXTS):
        refuse_identity_numbers(getattr(draft, field), field=field)
    try:
        html = text.to_html(draft.background)
    except Refused as error:
        raise Refused(error.code, field="background", **error.params) from None
    for field in OWN_TEXTS:
        setattr(dialogue, field, getattr(draft, field))
    dialogue.background_html = html
    _translate(dialogue, draft, by)
    touch(dialogue, by, draft.version, part="texts")
    record("dialogues.texts_saved", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)


def _translate(dialogue: Dialogue, draft: TextsDraft, by: Actor | None) -> None:
    lang = rules.other_language(dialogue.lang)
    found = next((t for t in dialogue.translations if t.lang == lang), None)
    if not draft.other_title and not draft.other_summary:
        if found:
            dialogue.translations.remove(found)
        return
    if found is None:
        found = Translation(lang=lang, by_id=by_id(by), updated_at=now(), title="", summary="")
        dialogue.translations.append(found)
    if (found.title, found.summary) != (draft.other_title, draft.other_summary):
        found.title, found.summary = draft.other_title, draft.other_summary
        found.by_id, found.updated_at = by_id(by), now()
