"""The hosts' notes: the list, a note, and its way from a draft to what everybody reads. Behind the declaration."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.meetings import bp, policies, queries
from app.blueprints.meetings.forms import NoteForm, VersionForm, note_form, wordings_form
from app.blueprints.meetings.models import Note
from app.blueprints.meetings.queries.notes import firms_of, wordings_of
from app.blueprints.meetings.rules.notes import missing_languages
from app.blueprints.meetings.services import notes as services
from app.blueprints.meetings.terms import NoteState
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.errors import DomainError, Refused
from app.core.i18n import locale
from app.core.render import render

shown = declared(signed_in_first(dialogue_shown))
reading = guard(policies.can_read_notes, conceal=True, dialogue=shown, note=queries.get_note)
writing = guard(policies.can_write_notes, conceal=True, dialogue=shown, note=queries.get_note)


@bp.get("/dialogues/<int:dialogue_id>/notes")
@guard(policies.can_read_notes, conceal=True, dialogue=shown)
def list_notes(dialogue: Any) -> ResponseReturnValue:
    rows, after = queries.notes_of(dialogue.id, asked_number("after"))
    return render(
        "meetings/notes.html", dialogue=dialogue, notes=rows, after=after, first=asked_number("after") is None,
        may_write=policies.can_write_notes(actor(), dialogue),
    )  # fmt: skip


@bp.route("/dialogues/<int:dialogue_id>/notes/new", methods=["GET", "POST"])
@guard(policies.can_write_notes, conceal=True, dialogue=shown)
def write_note(dialogue: Any) -> ResponseReturnValue:
    form = NoteForm(lang=locale(), kind="meeting")
    if form.validate_on_submit():
        try:
            note = services.write_note(dialogue, form.draft(), by=actor())
            return _to("show_note", note)
        except DomainError as error:
            form.take(error)
    return render("meetings/note_form.html", dialogue=dialogue, note=None, form=form), form.status


@bp.get("/dialogues/<int:dialogue_id>/notes/<int:note_id>")
@reading
def show_note(dialogue: Any, note: Note) -> ResponseReturnValue:
    names, passages = queries.parts_of(note)
    written = {note.lang: True} | {row.lang: True for row in wordings_of(note).values() if row.title and row.told}
    return render(
        "meetings/note.html",
        dialogue=dialogue,
        note=note,
        names=names,
        passages=passages,
        lacking=missing_languages(dialogue.languages, written),
        may_write=policies.can_write_notes(actor(), dialogue, note),
    )


@bp.route("/dialogues/<int:dialogue_id>/notes/<int:note_id>/edit", methods=["GET", "POST"])
@writing
def edit_note(dialogue: Any, note: Note) -> ResponseReturnValue:
    services.refuse_unchangeable(dialogue, note)
    form = note_form(note, firms_of(note))
    if form.validate_on_submit():
        try:
            services.change_note(dialogue, note, form.draft(), by=actor())
            flash(_("The note is saved."), "success")
            return _to("show_note", note)
        except DomainError as error:
            form.take(error, now_at=note.version)
    return render("meetings/note_form.html", dialogue=dialogue, note=note, form=form), form.status


@bp.post("/dialogues/<int:dialogue_id>/notes/<int:note_id>/remove")
@writing
def remove_note(dialogue: Any, note: Note) -> ResponseReturnValue:
    services.remove_note(dialogue, note, by=actor())
    flash(_("The draft is removed."), "success")
    return redirect(url_for(".list_notes", dialogue_id=dialogue.id), 303)


@bp.post("/dialogues/<int:dialogue_id>/notes/<int:note_id>/finish")
@writing
def share_note(dialogue: Any, note: Note) -> ResponseReturnValue:
    services.share_note(dialogue, note, int(VersionForm().version.data or 0), by=actor())
    flash(_("The note is finished. The firms that took part can read their parts and put them right."), "success")
    return _to("show_note", note)


@bp.route("/dialogues/<int:dialogue_id>/notes/<int:note_id>/publish", methods=["GET", "POST"])
@writing
def publish_note(dialogue: Any, note: Note) -> ResponseReturnValue:
    """The other languages: saved for later as they are, or published, when all are there."""
    services.refuse_unchangeable(dialogue, note)
    form = wordings_form(note, dialogue.languages, wordings_of(note))
    if form.validate_on_submit():
        try:
            services.save_wordings(dialogue, note, form.drafts(), form.version.data, by=actor())
            if request.form.get("save"):
                flash(_("Saved. Nobody but the hosts sees it yet."), "success")
                return _to("show_note", note)
            services.publish_note(dialogue, note, by=actor())
            flash(_("Everybody can now read what you told."), "success")
            return redirect(url_for(".list_told", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
        except DomainError as error:
            form.take(error, now_at=note.version)
    return render(
        "meetings/publish.html", dialogue=dialogue, note=note, form=form, tells=note.state is NoteState.SHARED
    ), form.status


def _to(endpoint: str, note: Note) -> Response:
    return redirect(url_for(f".{endpoint}", dialogue_id=note.dialogue_id, note_id=note.id), 303)
