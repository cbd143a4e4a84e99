"""Questions and answers for everybody: the list, one with all its versions, and the newest on the dialogue's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.dialogues.policies import can_answer_dialogue
from app.blueprints.dialogues.queries import dialogue_shown, needs_of
from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.showing import shown as dialogue_as_shown
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.services.taking import why_not_taken
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.questions import bp, policies
from app.blueprints.questions.queries import entries as queries
from app.blueprints.questions.rules.entries import Said, html_of, languages_of, present
from app.core import panels
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import now
from app.core.diffs import word_diff
from app.core.i18n import locale
from app.core.render import render

ON_THE_DIALOGUES_PAGE = 5
reading = guard(policies.can_read_entries, conceal=True, dialogue=dialogue_shown)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry and its words in this reader's language; no words while a moderator has hidden it."""

    row: Any
    said: Said | None


def shown(rows: Sequence[Any]) -> list[Shown]:
    return [Shown(row, None if row.hidden_at else present(row.words, row.lang, locale())) for row in rows]


@bp.get("/dialogues/<int:dialogue_id>/questions")
@reading
def list_entries(dialogue: Any) -> ResponseReturnValue:
    """What has been published, the newest first; of one need, or of one supplier, as asked."""
    needs = needs_of(dialogue.id)
    need = asked_number("need")
    pseudonym = asked_number("supplier")
    chosen = next((one for one in needs if one.id == need), None)
    if pseudonym is not None and pseudonym > MOST_PSEUDONYM:
        abort(404)
    before = asked_number("before")
    page = queries.entries(dialogue.id, before=before, need=chosen.id if chosen else None, pseudonym=pseudonym)
    return render(
        "questions/entries.html", dialogue=dialogue, shown=dialogue_as_shown(dialogue, locale()),
        entries=shown(page.rows), after=page.after, before=before, needs=needs, need=chosen, supplier=pseudonym,
        names={one.id: one for one in needs}, may_ask=may_ask(dialogue),
    )  # fmt: skip


MOST_PSEUDONYM = 32_767


def may_ask(dialogue: Any) -> bool:
    """Whether the page leads to the form: the form itself says to whom it is open, and until when."""
    who = actor()
    is_open = why_not_taken(dialogue, now()) is None
    return is_open and (not who.is_authenticated or can_answer_dialogue(who, dialogue))


@bp.get("/dialogues/<int:dialogue_id>/questions/<int:number>")
@reading
def show_entry(dialogue: Any, number: int) -> ResponseReturnValue:
    """One answer in all its languages and versions, with what each version changed."""
    rows = queries.versions(dialogue.id, number) if number < 2**31 else []
    if not rows:
        abort(404)
    versions = shown(rows)
    return render(
        "questions/entry.html", dialogue=dialogue, shown=dialogue_as_shown(dialogue, locale()), versions=versions,
        newest=versions[0], changes=changes(versions), languages=languages_of, html_of=html_of,
        may_ask=may_ask(dialogue),
        names={one.id: one for one in needs_of(dialogue.id)} if rows[0].need_id else {},
    )  # fmt: skip


def changes(versions: Sequence[Shown]) -> dict[int, Any]:
    """Word by word, what each version changed since the one before; not where either is hidden."""
    return {
        after.row.version: word_diff(before.said.text, after.said.text)
        for after, before in pairwise(versions)
        if after.said and before.said and after.said.lang == before.said.lang
    }


def on_the_dialogues_page(dialogue: Any) -> Markup | None:
    """The newest five, folded; nothing before anything is published."""
    if dialogue.state == DialogueState.DRAFT:
        return None
    rows = queries.latest(dialogue.id, ON_THE_DIALOGUES_PAGE)
    if not rows:
        return None
    return Markup(  # noqa: S704 - the template escapes
        render("questions/_latest.html", dialogue=dialogue, entries=shown(rows), many=rows[0].number)
    )


def questions_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("questions", _("Questions"), f"/dialogues/{dialogue.id}/questions")


def answers_tab(who: Any, dialogue: Any) -> Tab | None:
    """On the buyer's desk; whoever has not declared is told why on the page itself."""
    if dialogue.state == DialogueState.DRAFT:
        return None
    return Tab("answers", _("Answers"), f"/dialogues/{dialogue.id}/answers")


panels.add("dialogue", 20, on_the_dialogues_page)
tabs.register(20, questions_tab)
tabs.register(30, answers_tab, desk=True)
