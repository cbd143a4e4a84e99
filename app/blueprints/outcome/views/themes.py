"""The hosts' themes: the list with what each lacks, one theme, and publication. Behind the declaration."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.blueprints.dialogues.queries import dialogue_shown, needs_of
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.outcome import bp, policies, queries
from app.blueprints.outcome.forms import NewThemeForm, PublishForm, theme_form
from app.blueprints.outcome.forms.themes import OUTCOMES
from app.blueprints.outcome.models import Theme
from app.blueprints.outcome.queries.sources import MOST_COUNTED, counts
from app.blueprints.outcome.queries.themes import numbers_of
from app.blueprints.outcome.rules.themes import lacks
from app.blueprints.outcome.services import publishing
from app.blueprints.outcome.services import themes as services
from app.core.access import actor, guard, signed_in_first
from app.core.errors import DomainError
from app.core.render import render

shown = declared(signed_in_first(dialogue_shown))
writing = guard(policies.can_write_themes, conceal=True, dialogue=shown, theme=queries.get_theme)


@bp.get("/dialogues/<int:dialogue_id>/themes")
@guard(policies.can_read_themes, conceal=True, dialogue=shown)
def list_themes(dialogue: Any) -> ResponseReturnValue:
    themes = queries.themes_of(dialogue.id)
    came = counts(dialogue.id)
    return render(
        "outcome/themes.html",
        dialogue=dialogue,
        themes=[(theme, lacks(theme.outcome, theme.words(), dialogue.languages)) for theme in themes],
        numbers=numbers_of(dialogue.id),
        came=any(some for some, _left in came.values()),
        left=sum(left for _some, left in came.values()),
        most=MOST_COUNTED,
        ready=len(publishing.ready(dialogue, themes)),
        outcomes=OUTCOMES,
        may_write=policies.can_write_themes(actor(), dialogue) and dialogue.state != DialogueState.CLOSED,
        may_publish=policies.can_publish_themes(actor(), dialogue),
    )


@bp.route("/dialogues/<int:dialogue_id>/themes/new", methods=["GET", "POST"])
@guard(policies.can_write_themes, conceal=True, dialogue=shown)
def add_theme(dialogue: Any) -> ResponseReturnValue:
    form = NewThemeForm()
    if form.validate_on_submit():
        try:
            return _to(services.add_theme(dialogue, form.title.data or "", dialogue.lang, by=actor()))
        except DomainError as error:
            form.take(error)
    return render("outcome/theme_new.html", dialogue=dialogue, form=form), form.status


@bp.route("/dialogues/<int:dialogue_id>/themes/<int:theme_id>", methods=["GET", "POST"])
@writing
def edit_theme(dialogue: Any, theme: Theme) -> ResponseReturnValue:
    form = theme_form(theme, dialogue.languages, needs_of(dialogue.id))
    if form.validate_on_submit():
        try:
            services.save_theme(dialogue, theme, form.draft(), by=actor())
            flash(_("The theme is saved. Everybody reads it when it is published."), "success")
            return redirect(url_for(".list_themes", dialogue_id=dialogue.id), 303)
        except DomainError as error:
            form.take(error, now_at=theme.version)
    return render(
        "outcome/theme.html", dialogue=dialogue, theme=theme, form=form,
        sources=queries.sources_of(dialogue.id, theme.id), outcomes=OUTCOMES,
    ), form.status  # fmt: skip


@bp.post("/dialogues/<int:dialogue_id>/themes/<int:theme_id>/remove")
@writing
def remove_theme(dialogue: Any, theme: Theme) -> ResponseReturnValue:
    services.remove_theme(dialogue, theme, by=actor())
    flash(_("The theme is removed. What was in it can be put in another."), "success")
    return redirect(url_for(".list_themes", dialogue_id=dialogue.id), 303)


@bp.route("/dialogues/<int:dialogue_id>/themes/publish", methods=["GET", "POST"])
@guard(policies.can_publish_themes, conceal=True, dialogue=shown)
def publish_themes(dialogue: Any) -> ResponseReturnValue:
    """What will be published, as everybody will read it; then at one instant."""
    form = PublishForm()
    if form.validate_on_submit():
        number = publishing.publish_themes(dialogue, by=actor())
        flash(
            ngettext("%(num)s theme is published.", "%(num)s themes are published.", number)
            + " "
            + _("Those who contributed are being told."),
            "success",
        )
        return redirect(url_for(".show_outcome", dialogue_id=dialogue.id), 303)
    themes = publishing.ready(dialogue, queries.themes_of(dialogue.id))
    return render("outcome/publish.html", dialogue=dialogue, form=form, themes=themes, outcomes=OUTCOMES), form.status


def _to(theme: Theme) -> Response:
    return redirect(url_for(".edit_theme", dialogue_id=theme.dialogue_id, theme_id=theme.id), 303)
