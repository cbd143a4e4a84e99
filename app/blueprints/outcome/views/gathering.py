"""What came in, kind by kind, and into which themes it goes."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.outcome import bp, policies, queries
from app.blueprints.outcome.forms import GatherForm
from app.blueprints.outcome.queries.sources import MOST_COUNTED, counts, firms_named, gathered, get_source
from app.blueprints.outcome.services import themes as services
from app.blueprints.outcome.terms import SourceKind
from app.blueprints.outcome.views.themes import shown
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.errors import DomainError
from app.core.render import format_number, render

KINDS = {
    SourceKind.INPUT: _l("Input"),
    SourceKind.QUESTION: _l("Questions"),
    SourceKind.POST: _l("Threads"),
    SourceKind.NOTE: _l("Meetings and calls"),
}


@bp.route("/dialogues/<int:dialogue_id>/themes/gather", methods=["GET", "POST"])
@guard(policies.can_write_themes, conceal=True, dialogue=shown)
def gather(dialogue: Any) -> ResponseReturnValue:
    services.refuse_closed(dialogue)
    came = counts(dialogue.id)
    kind = _asked(came)
    after = asked_number("after")
    themes = queries.themes_of(dialogue.id)
    form = GatherForm()
    form.offer(themes)
    if form.validate_on_submit():
        try:
            theme = services.gather(dialogue, form.chosen(kind, dialogue.lang), by=actor())
            flash(_("Put in the theme.") if theme else _("Set aside."), "success")
            return redirect(url_for(".gather", dialogue_id=dialogue.id, kind=kind.value, after=after), 303)
        except DomainError as error:
            form.take(error)
    rows, key = queries.came_in(dialogue.id, kind, after)
    return render(
        "outcome/gather.html",
        dialogue=dialogue,
        form=form,
        rows=rows,
        firms=firms_named([row.organisation_id for row in rows]),
        there=gathered(dialogue.id, kind, [row.id for row in rows]),
        titles={theme.id: theme for theme in themes},
        kind=kind.value,
        kinds=[(each, words, _in_words(came[each][1])) for each, words in KINDS.items()],
        after=key,
        first=after is None,
    ), form.status


@bp.get("/dialogues/<int:dialogue_id>/themes/aside")
@guard(policies.can_read_themes, conceal=True, dialogue=shown)
def list_aside(dialogue: Any) -> ResponseReturnValue:
    return render(
        "outcome/aside.html", dialogue=dialogue, sources=queries.sources_of(dialogue.id, None),
        may_write=policies.can_write_themes(actor(), dialogue) and dialogue.state != DialogueState.CLOSED,
    )  # fmt: skip


@bp.post("/dialogues/<int:dialogue_id>/themes/sources/<int:source_id>/remove")
@guard(policies.can_write_themes, conceal=True, dialogue=shown, source=get_source)
def take_out(dialogue: Any, source: Any) -> ResponseReturnValue:
    theme_id = services.take_out(dialogue, source.id, by=actor())
    flash(_("Taken out. It can be put in another theme."), "success")
    if theme_id is None:
        return redirect(url_for(".list_aside", dialogue_id=dialogue.id), 303)
    return redirect(url_for(".edit_theme", dialogue_id=dialogue.id, theme_id=theme_id), 303)


def _in_words(left: int) -> str:
    """How many; above a number that is not counted on, that it is more."""
    if left <= MOST_COUNTED:
        return format_number(left)
    return str(_("more than %(number)s", number=format_number(MOST_COUNTED)))


def _asked(came: dict[SourceKind, tuple[bool, int]]) -> SourceKind:
    """The kind that the address names; else the first in which something is left to gather."""
    asked = request.args.get("kind")
    if asked in list(SourceKind):
        return SourceKind(asked)
    return next((kind for kind in KINDS if came[kind][1]), SourceKind.INPUT)
