"""A firm reads what was written down of its meetings with the buyer, and puts it right."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.meetings import bp, policies, queries
from app.blueprints.meetings.forms import OwnSaidForm
from app.blueprints.meetings.models import Note, Said
from app.blueprints.meetings.queries.notes import correction_of
from app.blueprints.meetings.services import said as services
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Conflict, DomainError
from app.core.i18n import locale
from app.core.render import render

PART = "/dialogues/<int:dialogue_id>/our-notes/<int:note_id>/<int:organisation_id>"
LOADERS: dict[str, Any] = {
    "dialogue": signed_in_first(dialogue_shown), "note": queries.get_note, "organisation": get_organisation,
}  # fmt: skip
own = guard(policies.can_read_own_part, conceal=True, **LOADERS)
correcting = guard(policies.can_correct_own_part, conceal=True, **LOADERS)


@bp.get("/dialogues/<int:dialogue_id>/our-notes")
@guard(policies.can_list_own_parts, conceal=True, dialogue=signed_in_first(dialogue_shown))
def list_own_notes(dialogue: Any) -> ResponseReturnValue:
    mine = [member.organisation_id for member in actor().memberships]
    return render("meetings/own_notes.html", dialogue=dialogue, notes=queries.own_notes(dialogue.id, mine))


@bp.get(PART)
@own
def show_own_part(dialogue: Any, note: Note, organisation: Organisation) -> ResponseReturnValue:
    _names, passages = queries.parts_of(note, organisation.id)
    may_correct = policies.can_correct_own_part(actor(), dialogue, note, organisation)
    return render(
        "meetings/own_part.html",
        dialogue=dialogue,
        note=note,
        organisation=organisation,
        people=next(party.people for party in note.parties if party.organisation_id == organisation.id),
        passages=[row for row in passages if not row.corrected],
        first={row.id: row for row in passages if row.corrected},
        may_correct=may_correct and dialogue.state != DialogueState.CLOSED,
    )


@bp.route(f"{PART}/said", methods=["GET", "POST"])
@correcting
def correct_own_part(dialogue: Any, note: Note, organisation: Organisation) -> ResponseReturnValue:
    """A passage in the firm's own words (`?said=`), or one that is missing."""
    if dialogue.state == DialogueState.CLOSED:
        raise Conflict("dialogue_is_closed")
    said = _asked(note, organisation.id)
    form = OwnSaidForm(obj=said) if said else OwnSaidForm(lang=locale())
    if form.validate_on_submit():
        try:
            if said is None:
                services.add(dialogue, note, organisation.id, form.draft(), by=actor())
            else:
                services.correct(dialogue, note, said, form.draft(), by=actor())
            flash(_("Your words stand in the note, and the buyer sees that they are yours."), "success")
            where = {"dialogue_id": dialogue.id, "note_id": note.id, "organisation_id": organisation.id}
            return redirect(url_for(".show_own_part", **where), 303)
        except DomainError as error:
            form.take(error, now_at=said.version if said else 0)
    return render(
        "meetings/own_said.html", dialogue=dialogue, note=note, organisation=organisation, said=said, form=form
    ), form.status


def _asked(note: Note, organisation_id: int) -> Said | None:
    """The passage that the address names, as it stands: the firm's own words, where it has put them."""
    typed = request.args.get("said", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        abort(404)
    said = queries.get_said(int(typed))
    if said.note_id != note.id or said.organisation_id != organisation_id:
        abort(404)
    return said if said.by_firm else correction_of(said) or said
