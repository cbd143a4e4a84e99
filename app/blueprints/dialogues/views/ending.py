"""Published, announced, closed: by the buyer that leads, and only forwards."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.forms.dialogues import VersionForm
from app.blueprints.dialogues.forms.reach import AnnounceForm
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services import dialogues as services
from app.blueprints.dialogues.terms import DialogueState
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Conflict, DomainError, Refused
from app.core.i18n import locale
from app.core.render import render

led = guard(policies.can_lead_dialogue, conceal=True, dialogue=signed_in_first(queries.get_dialogue))


@bp.post("/dialogues/<int:dialogue_id>/publish")
@led
def publish(dialogue: Dialogue) -> ResponseReturnValue:
    services.publish(dialogue, int(VersionForm().version.data or 0), by=actor())
    flash(_("The dialogue is published. Everybody can read it now."), "success")
    return redirect(url_for(".show_dialogue", dialogue_id=dialogue.id), 303)


@bp.route("/dialogues/<int:dialogue_id>/announce", methods=["GET", "POST"])
@led
def announce(dialogue: Dialogue) -> ResponseReturnValue:
    form = AnnounceForm(version=dialogue.version)
    if form.validate_on_submit():
        try:
            services.announce(dialogue, form.draft(), form.version.data, by=actor())
            flash(_("Input has ended. What is left is to sum up and close."), "success")
            return redirect(url_for(".show_desk", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
    if dialogue.state is not DialogueState.PUBLISHED:
        raise Conflict("dialogue_is_not_published")
    return render("dialogues/announce.html", form=form, dialogue=dialogue), form.status


@bp.route("/dialogues/<int:dialogue_id>/close", methods=["GET", "POST"])
@led
def close_dialogue(dialogue: Dialogue) -> ResponseReturnValue:
    form = VersionForm(version=dialogue.version)
    if form.validate_on_submit():
        services.close(dialogue, form.version.data, by=actor())
        flash(_("The dialogue is closed. It can still be read."), "success")
        return redirect(url_for(".show_dialogue", dialogue_id=dialogue.id), 303)
    if dialogue.state not in (DialogueState.PUBLISHED, DialogueState.ANNOUNCED):
        raise Conflict("dialogue_is_closed")
    return render(
        "dialogues/close.html", form=form, dialogue=dialogue, obstacles=obstacles_in_words(dialogue.id)
    ), form.status


def obstacles_in_words(dialogue_id: int) -> list[tuple[str, str, int | None]]:
    """What must be done before it can close: in words, the page for it, and how many, if the words do not say."""
    return [_in_words(each) for each in closing.obstacles(dialogue_id)]


def _in_words(obstacle: closing.Obstacle) -> tuple[str, str, int | None]:
    words = DomainError(obstacle.code, count=obstacle.count, num=obstacle.count).message
    said = obstacle.count < 2 or str(obstacle.count) in words
    return words, f"/{locale()}{obstacle.path}", None if said else obstacle.count
