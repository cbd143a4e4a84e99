"""Whom a dialogue reaches: the codes by which it is found, who is invited, and the notices that call for it."""

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.receivers import MOST_RECEIVERS, receivers
from app.blueprints.codelists.queries import codes as lists
from app.blueprints.codelists.services import can_be_chosen
from app.blueprints.codelists.terms import Kind, Label
from app.blueprints.dialogues import bp
from app.blueprints.dialogues.forms.reach import NoticeForm, reach_form
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.services import official_notices, reach
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.process import CodeKind, OpenTo
from app.blueprints.dialogues.views.hosts import sent_organisation
from app.blueprints.dialogues.views.wizard import own, to
from app.core.access import actor
from app.core.addresses import asked_number
from app.core.errors import Refused
from app.core.forms import clean
from app.core.i18n import locale
from app.core.render import render

FOUND = 20


@bp.get("/dialogues/<int:dialogue_id>/edit/reach")
@own
def edit_reach(dialogue: Dialogue) -> ResponseReturnValue:
    """The chosen codes, and `?kind=&q=` to find more: by a word in any of our languages, or by the code itself."""
    kind = _kind(request.args.get("kind", "cpv"))
    wanted = request.args.get("q", "").strip()[:100]
    chosen = chosen_codes(dialogue.id)
    found = lists.search(kind, wanted, locale(), most=FOUND) if wanted else []
    there = {(label.kind.value, label.code) for label in chosen}
    return render(
        "dialogues/reach.html",
        dialogue=dialogue,
        chosen=chosen,
        kind=kind,
        wanted=wanted,
        found=[each for each in found if can_be_chosen(each.kind, each.code) and (kind, each.code) not in there],
    )


def chosen_codes(dialogue_id: int) -> list[Label]:
    """The dialogue's codes named for this reader, list by list."""
    wanted: dict[str, list[str]] = {}
    for row in process.codes_of(dialogue_id):
        wanted.setdefault(row.kind.value, []).append(row.code)
    named = lists.named_of_kinds(wanted, locale()) if wanted else {}
    return [named[kind][code] for kind, codes in wanted.items() for code in codes if code in named.get(kind, {})]


@bp.post("/dialogues/<int:dialogue_id>/edit/codes/add")
@own
def add_code(dialogue: Dialogue) -> ResponseReturnValue:
    kind, code = _sent_code()
    if code not in lists.named(kind, [code], locale()) or not can_be_chosen(Kind(kind), code):
        abort(404)
    reach.add_code(dialogue, CodeKind(kind), code, by=actor())
    return to("edit_reach", dialogue)


@bp.post("/dialogues/<int:dialogue_id>/edit/codes/remove")
@own
def remove_code(dialogue: Dialogue) -> ResponseReturnValue:
    kind, code = _sent_code()
    reach.remove_code(dialogue, CodeKind(kind), code, by=actor())
    return to("edit_reach", dialogue)


def _sent_code() -> tuple[str, str]:
    """The list and the code that a button names."""
    return _kind(request.form.get("kind", "")), str(clean(request.form.get("code", "")))[:16]


def _kind(typed: str) -> str:
    return typed if typed in list(CodeKind) else CodeKind.CPV.value


@bp.route("/dialogues/<int:dialogue_id>/edit/invited", methods=["GET", "POST"])
@own
def edit_invited(dialogue: Dialogue) -> ResponseReturnValue:
    """Open to all, or by a criterion; then `?wanted=` finds firms and interest organisations that meet it."""
    form = reach_form(dialogue)
    if form.validate_on_submit():
        try:
            reach.save_reach(dialogue, form.draft(), by=actor())
            return to("edit_invited" if dialogue.open_to is OpenTo.INVITED else "edit_reach", dialogue)
        except Refused as error:
            form.take(error)
    wanted = request.args.get("wanted", "").strip()[:200]
    by_invitation = dialogue.open_to is OpenTo.INVITED
    page = process.invited(dialogue.id, asked_number("after")) if by_invitation else None
    found = receivers(dialogue.organisation_id, wanted, kinds=reach.INVITABLE) if by_invitation and wanted else []
    return render(
        "dialogues/invited.html",
        form=form,
        dialogue=dialogue,
        by_invitation=by_invitation,
        draft=dialogue.state is DialogueState.DRAFT,
        invited=page.rows if page else [],
        after=page.after if page else None,
        wanted=wanted,
        found=found[:MOST_RECEIVERS],
        more=len(found) > MOST_RECEIVERS,
    ), form.status


@bp.post("/dialogues/<int:dialogue_id>/edit/invited/add")
@own
def invite(dialogue: Dialogue) -> ResponseReturnValue:
    reach.invite(dialogue, sent_organisation(), by=actor())
    flash(_("Invited. They are told once the dialogue is published."), "success")
    return to("edit_invited", dialogue)


@bp.post("/dialogues/<int:dialogue_id>/edit/invited/remove")
@own
def uninvite(dialogue: Dialogue) -> ResponseReturnValue:
    reach.uninvite(dialogue, sent_organisation(), by=actor())
    return to("edit_invited", dialogue)


@bp.route("/dialogues/<int:dialogue_id>/edit/notices", methods=["GET", "POST"])
@own
def edit_notices(dialogue: Dialogue) -> ResponseReturnValue:
    form = NoticeForm()
    if form.validate_on_submit():
        try:
            official_notices.add_notice(dialogue, form.draft(), by=actor())
            flash(_("The notice stands on the dialogue's page now."), "success")
            return to("edit_notices", dialogue)
        except Refused as error:
            form.take(error)
    return render(
        "dialogues/notices.html", form=form, dialogue=dialogue, notices=process.notices_of(dialogue.id)
    ), form.status


@bp.post("/dialogues/<int:dialogue_id>/edit/notices/<int:notice_id>/remove")
@own
def remove_notice(dialogue: Dialogue, notice_id: int) -> ResponseReturnValue:
    official_notices.remove_notice(dialogue, notice_id, by=actor())
    return to("edit_notices", dialogue)
