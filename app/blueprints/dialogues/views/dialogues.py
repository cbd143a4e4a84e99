"""A dialogue's page, and a buyer's own dialogues: plain rows, no forms, a fixed number of statements."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import can_view_organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.bilingual.rules.presenting import reader_of
from app.blueprints.dialogues import bp, policies, queries, rules
from app.blueprints.dialogues.queries.process import asked_of
from app.blueprints.dialogues.services import showing, ways
from app.blueprints.dialogues.services.ways import Place
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.views.facts import facts
from app.blueprints.forum import queries as forum
from app.blueprints.forum.policies import can_read_looking_after, can_take_part
from app.blueprints.forum.services.shown import titles_of
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.i18n import locale
from app.core.render import render


def shown(row: Any, *, original: bool = False) -> rules.Shown:
    return showing.shown(row, locale(), original=original)


@bp.get("/dialogues/<int:dialogue_id>")
@guard(policies.can_read_dialogue, conceal=True, dialogue=queries.dialogue_shown)
def show_dialogue(dialogue: Any) -> ResponseReturnValue:
    return render("dialogues/dialogue.html", **page_of_dialogue(dialogue))


def page_of_dialogue(dialogue: Any) -> dict[str, Any]:
    """What the page of a dialogue shows; its preview shows the same."""
    phases, needs = queries.phases_of(dialogue.id), queries.needs_of(dialogue.id)
    beside = facts(dialogue, needs)
    threads, after = forum.threads_of(dialogue.space_id, actor(), request.args.get("after"))
    return {
        "dialogue": dialogue,
        "shown": shown(dialogue, original=request.args.get("view") == "original"),
        "stage": rules.stage(dialogue.state, dialogue.opens_on, dialogue.closes_on, today()).value,
        "phases": [
            (*rules.named(phase.name, locale(), dialogue.lang), phase.starts_on, phase.ends_on, step)
            for phase, step in zip(phases, rules.steps(phases, today()), strict=True)
        ],
        "needs": needs,
        "facts": beside,
        "ways": {place.value: ways.ways(place, actor(), dialogue, beside["found"]) for place in Place},
        "threads": threads,
        "titles": titles_of(threads, reader_of(actor(), locale())),
        "after": after,
        "below_the_latest": bool(request.args.get("after")),
        "can_edit": policies.can_edit_dialogue(actor(), dialogue),
        "can_take_part": dialogue.state != DialogueState.DRAFT
        and not actor().silenced_until
        and can_take_part(actor(), dialogue),
        "may_look_after": dialogue.state != DialogueState.DRAFT and can_read_looking_after(actor(), dialogue),
    }


@bp.get("/organisations/<int:organisation_id>/dialogues")
@guard(can_view_organisation, organisation=get_organisation)
def own_dialogues(organisation: Organisation) -> ResponseReturnValue:
    rows, older = queries.dialogues_of(organisation.id, asked_number("after"))
    return render(
        "dialogues/own.html",
        organisation=organisation,
        dialogues=[(row, rules.stage(row.state, row.opens_on, row.closes_on, today()).value) for row in rows],
        older=older,
        asked=asked_of(organisation.id),
        can_start=policies.can_start_dialogue(actor(), organisation),
    )
