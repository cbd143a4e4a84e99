"""The documents of a dialogue: everybody reads what is published, the hosts add, publish and withdraw."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.terms import Kind
from app.blueprints.attachments.terms import MOST_BYTES
from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.forms.documents import DocumentForm
from app.blueprints.dialogues.queries import documents as rows
from app.blueprints.dialogues.services import documents as services
from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.policies import WRITERS
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.downloads import answer
from app.core.errors import Refused
from app.core.render import render
from app.core.uploads import takes_file

readers = guard(policies.can_read_dialogue, conceal=True, dialogue=queries.dialogue_shown)
writers = guard(policies.can_edit_dialogue, conceal=True, dialogue=signed_in_first(queries.dialogue_shown))


@bp.get("/dialogues/<int:dialogue_id>/documents")
@readers
def list_documents(dialogue: Any) -> ResponseReturnValue:
    after = asked_number("after")
    documents, older = rows.documents_of(dialogue.id, after)
    return render(
        "dialogues/documents.html",
        dialogue=dialogue,
        documents=documents,
        older=older,
        first=after is None,
        can_edit=policies.can_edit_dialogue(actor(), dialogue) and dialogue.state != DialogueState.CLOSED,
    )


@bp.get("/dialogues/<int:dialogue_id>/documents/<int:document_id>")
@readers
def show_document(dialogue: Any, document_id: int) -> ResponseReturnValue:
    """A text is read here, a file is handed over; of what was withdrawn nobody opens any."""
    document = _document(dialogue, document_id)
    if document.file_id is not None:
        return answer(services.open_document(document))
    return render("dialogues/document.html", dialogue=dialogue, document=document)


@bp.route("/dialogues/<int:dialogue_id>/documents/new", methods=["GET", "POST"])
@writers
@takes_file(MOST_BYTES)
def add_document(dialogue: Any) -> ResponseReturnValue:
    form = DocumentForm(lang=dialogue.lang)
    if form.validate_on_submit():
        try:
            services.add_document(dialogue, _host(dialogue), form.draft(), by=actor())
            flash(_("The document is added. Only the hosts see it until you publish it."), "success")
            return _to_list(dialogue)
        except Refused as error:
            form.take(error)
    return render("dialogues/document_new.html", form=form, dialogue=dialogue), form.status


@bp.post("/dialogues/<int:dialogue_id>/documents/<int:document_id>/publish")
@writers
def publish_document(dialogue: Any, document_id: int) -> ResponseReturnValue:
    services.publish_document(dialogue, _document(dialogue, document_id).id, by=actor())
    flash(_("The document is published. Everybody can open it now."), "success")
    return _to_list(dialogue)


@bp.post("/dialogues/<int:dialogue_id>/documents/<int:document_id>/withdraw")
@writers
def withdraw_document(dialogue: Any, document_id: int) -> ResponseReturnValue:
    services.withdraw_document(dialogue, _document(dialogue, document_id).id, by=actor())
    flash(_("The document can no longer be opened."), "success")
    return _to_list(dialogue)


def documents_tab(who: Any, dialogue: Any) -> Tab | None:
    """Where there are documents, and for those who may add one."""
    count = getattr(dialogue, "document_count", None)
    if not count and not policies.can_edit_dialogue(who, dialogue):
        return None
    return Tab("documents", _("Documents"), f"/dialogues/{dialogue.id}/documents", count)


def _document(dialogue: Any, document_id: int) -> Any:
    found = rows.find_document(document_id)
    if found is None or found.dialogue_id != dialogue.id or found.withdrawn_at is not None:
        abort(404)
    return found


def _host(dialogue: Any) -> int:
    """The host for which the actor adds it: hers, and the one that leads before others."""
    hers = [m.organisation_id for m in actor().memberships if m.role in WRITERS and m.kind == Kind.BUYER]
    return int(next(number for number in (dialogue.organisation_id, *dialogue.host_ids) if number in hers))


def _to_list(dialogue: Any) -> Response:
    return redirect(url_for(".list_documents", dialogue_id=dialogue.id), 303)


tabs.register(60, documents_tab)
