"""What a moderator can do to the texts of a dialogue and of its needs: hide them, and show them again.

Placeholders take the texts' place where they stand, so that no list, crumb, mail or feed shows them; what they said is
kept apart. While they are hidden nobody edits them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.models import Dialogue, HiddenText, Need
from app.blueprints.dialogues.policies import can_read_dialogue
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.dialogues.queries import hidden as queries
from app.blueprints.dialogues.services.dialogues import tell_space
from app.blueprints.forum.queries.writing import flush
from app.blueprints.journal.services import record
from app.blueprints.moderation.services import hidden_reason
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core import text
from app.core.clock import local, now
from app.core.db import db
from app.core.errors import Conflict
from app.core.i18n import locale
from app.core.localized import Localized

DIALOGUE, NEED = "dialogue", "need"
TEXTS = ("title", "summary", "background", "contact")
NEED_TEXTS = ("title", "affected", "baseline", "effect", "indicator", "open_for", "limits")
HIDDEN = Localized({"nb": "Skjult av en moderator", "nn": "Skjult av ein moderator", "en": "Hidden by a moderator"})


def describe_dialogues(ids: Sequence[int]) -> Mapping[int, Description]:
    rows = queries.dialogues_for_moderators(ids)
    return {row.id: _described(row, ("summary", "background"), place="") for row in rows}


def describe_needs(ids: Sequence[int]) -> Mapping[int, Description]:
    rows = queries.needs_for_moderators(ids)
    return {row.id: _described(row, NEED_TEXTS[1:], place=row.dialogue_title) for row in rows}


def _described(row: Any, parts: Sequence[str], *, place: str) -> Description:
    """What it says, or said before it was hidden."""
    hidden = row.hidden_at is not None and row.texts
    said = row.texts["texts"] if hidden else {name: getattr(row, name) for name in ("title", *parts)}
    return Description(
        title=said["title"],
        text="\n\n".join(said[part] for part in parts if said[part]),
        language=row.lang,
        author_id=row.author_id,
        author_name=row.author or "",
        organisation_id=row.organisation_id,
        organisation_name=row.organisation,
        written_at=row.changed_at,
        visibility=Visibility.PUBLIC if row.hidden_at is None else Visibility.HIDDEN,
        place=place,
        host_id=row.organisation_id,
        host_name=row.organisation,
    )


def placeholder(lang: str, reason_code: str, at: datetime) -> str:
    """ "Personal information (M1), 12.11.2026", in the language of the text that it stands for."""
    day = local(at).date()
    words = hidden_reason(reason_code, day).in_(lang)
    return f"{words} ({reason_code}), {day.day}.{day.month}.{day.year}"


def hide_dialogue(dialogue_id: int, *, reason_code: str, at: datetime) -> None:
    dialogue = queries.lock_dialogue(dialogue_id)
    if dialogue.hidden_at is not None:
        return
    said = {name: getattr(dialogue, name) for name in TEXTS}
    others = {each.lang: {"title": each.title, "summary": each.summary} for each in dialogue.translations}
    _keep(dialogue, None, {"texts": said, "others": others})
    dialogue.title, dialogue.summary = HIDDEN.in_(dialogue.lang), placeholder(dialogue.lang, reason_code, at)
    dialogue.background, dialogue.background_html, dialogue.contact = "", Markup(), ""
    for each in dialogue.translations:
        each.title, each.summary = HIDDEN.in_(each.lang), placeholder(each.lang, reason_code, at)
    dialogue.hidden_at = at
    _written(dialogue, "dialogues.dialogue_hidden", DIALOGUE, dialogue.id, reason=reason_code)


def restore_dialogue(dialogue_id: int) -> None:
    dialogue = queries.lock_dialogue(dialogue_id)
    kept = queries.take_hidden_text(dialogue.id, None)
    if dialogue.hidden_at is None or kept is None:
        return
    for name in TEXTS:
        setattr(dialogue, name, kept["texts"][name])
    dialogue.background_html = text.to_html(dialogue.background)
    for each in dialogue.translations:
        if each.lang in kept["others"]:
            each.title, each.summary = kept["others"][each.lang]["title"], kept["others"][each.lang]["summary"]
    dialogue.hidden_at = None
    _written(dialogue, "dialogues.dialogue_shown_again", DIALOGUE, dialogue.id)


def hide_need(need_id: int, *, reason_code: str, at: datetime) -> None:
    dialogue, need = _held(need_id)
    if need.hidden_at is not None:
        return
    _keep(dialogue, need.id, {"texts": {name: getattr(need, name) for name in NEED_TEXTS}})
    for name in NEED_TEXTS:
        setattr(need, name, placeholder(need.lang, reason_code, at))
    need.title, need.hidden_at = HIDDEN.in_(need.lang), at
    _written(dialogue, "dialogues.need_hidden", NEED, need.id, reason=reason_code)


def restore_need(need_id: int) -> None:
    dialogue, need = _held(need_id)
    kept = queries.take_hidden_text(dialogue.id, need.id)
    if need.hidden_at is None or kept is None:
        return
    for name in NEED_TEXTS:
        setattr(need, name, kept["texts"].get(name, ""))
    need.hidden_at = None
    _written(dialogue, "dialogues.need_shown_again", NEED, need.id)


def _held(need_id: int) -> tuple[Dialogue, Need]:
    dialogue = queries.lock_dialogue(queries.dialogue_of_need(need_id))
    return dialogue, next(need for need in dialogue.needs if need.id == need_id)


def _keep(dialogue: Dialogue, need_id: int | None, texts: dict[str, Any]) -> None:
    db.session.add(
        HiddenText(
            organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id, need_id=need_id, texts=texts
        )
    )  # fmt: skip


def _written(dialogue: Dialogue, what: str, kind: str, number: int, **data: Any) -> None:
    """The dialogue's own version counts, so that whoever edits it at this moment is told."""
    dialogue.changed_at = now()
    if not flush():
        raise Conflict("subject_was_changed")
    tell_space(dialogue, by=None)
    record(what, subject=(f"dialogues_{kind}", number), by=None, organisation_id=dialogue.organisation_id, **data)


def release(_number: int) -> None:
    """Neither ever waits for a moderator."""


def dialogue_url(dialogue_id: int) -> str:
    return f"/{locale()}/dialogues/{dialogue_id}"


def need_url(need_id: int) -> str:
    return f"/{locale()}/dialogues/{queries.dialogue_of_need(need_id)}#need-{need_id}"


def can_view_dialogue(actor: Anyone, dialogue_id: int) -> bool:
    return can_read_dialogue(actor, dialogue_shown(dialogue_id))


def can_view_need(actor: Anyone, need_id: int) -> bool:
    return can_view_dialogue(actor, queries.dialogue_of_need(need_id))


OF_DIALOGUE = Subject(
    describe=describe_dialogues, hide=hide_dialogue, restore=restore_dialogue, release=release, url=dialogue_url,
    can_view=can_view_dialogue,
)  # fmt: skip
OF_NEED = Subject(
    describe=describe_needs, hide=hide_need, restore=restore_need, release=release, url=need_url,
    can_view=can_view_need,
)  # fmt: skip
