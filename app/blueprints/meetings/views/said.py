"""What the firms said, written down by the buyer passage by passage."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from app.blueprints.meetings import bp, queries
from app.blueprints.meetings.forms import NewSaidForm, SaidForm
from app.blueprints.meetings.models import Note, Said
from app.blueprints.meetings.queries.notes import firms_of
from app.blueprints.meetings.services import notes
from app.blueprints.meetings.services import said as services
from app.blueprints.meetings.views.notes import writing
from app.core.access import actor
from app.core.errors import DomainError
from app.core.render import render


@bp.route("/dialogues/<int:dialogue_id>/notes/<int:note_id>/said/new", methods=["GET", "POST"])
@writing
def write_said(dialogue: Any, note: Note) -> ResponseReturnValue:
    notes.refuse_unchangeable(dialogue, note)
    form = NewSaidForm(lang=note.lang)
    form.organisation_id.choices = [
        SelectChoice(str(number), name) for number, (_number, name) in firms_of(note).items()
    ]
    if form.validate_on_submit():
        try:
            services.write_down(dialogue, note, int(form.organisation_id.data), form.draft(), by=actor())
            return _to_note(note)
        except DomainError as error:
            form.take(error)
    return render("meetings/said_form.html", dialogue=dialogue, note=note, said=None, form=form), form.status


@bp.route("/dialogues/<int:dialogue_id>/notes/<int:note_id>/said/<int:said_id>", methods=["GET", "POST"])
@writing
def change_said(dialogue: Any, note: Note, said_id: int) -> ResponseReturnValue:
    notes.refuse_unchangeable(dialogue, note)
    said = _said(note, said_id)
    form = SaidForm(obj=said)
    if form.validate_on_submit():
        try:
            services.change_down(dialogue, note, said, form.draft(), by=actor())
            return _to_note(note)
        except DomainError as error:
            form.take(error, now_at=said.version)
    return render("meetings/said_form.html", dialogue=dialogue, note=note, said=said, form=form), form.status


@bp.post("/dialogues/<int:dialogue_id>/notes/<int:note_id>/said/<int:said_id>/remove")
@writing
def remove_said(dialogue: Any, note: Note, said_id: int) -> ResponseReturnValue:
    services.strike_out(dialogue, note, _said(note, said_id), by=actor())
    flash(_("The passage is removed."), "success")
    return _to_note(note)


def _said(note: Note, said_id: int) -> Said:
    """The buyer's own passage of this note."""
    said = queries.get_said(said_id)
    if said.note_id != note.id or said.by_firm:
        abort(404)
    return said


def _to_note(note: Note) -> Response:
    return redirect(url_for(".show_note", dialogue_id=note.dialogue_id, note_id=note.id), 303)
