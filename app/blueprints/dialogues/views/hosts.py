"""Several buyers host one dialogue: who leads asks, the others answer, and may leave."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.receivers import MOST_RECEIVERS, receivers
from app.blueprints.accounts.terms import Kind
from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.services import hosts as services
from app.blueprints.dialogues.terms.process import HostState
from app.blueprints.dialogues.views.ending import led
from app.blueprints.dialogues.views.wizard import own, to
from app.core.access import actor, guard, signed_in_first
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/edit/hosts")
@own
def edit_hosts(dialogue: Dialogue) -> ResponseReturnValue:
    """Who hosts; `?wanted=` finds verified buyers to ask."""
    can_lead = policies.can_lead_dialogue(actor(), dialogue)
    wanted = request.args.get("wanted", "").strip()[:200]
    rows = process.hosts_of(dialogue.id)
    there = {row.organisation_id for row in rows if row.state in (HostState.ASKED, HostState.HOST)}
    found = receivers(dialogue.organisation_id, wanted, kinds=(Kind.BUYER,)) if can_lead and wanted else []
    return render(
        "dialogues/hosts.html",
        dialogue=dialogue,
        hosts=rows,
        can_lead=can_lead,
        mine={each.organisation_id for each in policies.buyers_of(actor(), dialogue.host_ids)},
        wanted=wanted,
        found=[row for row in found[:MOST_RECEIVERS] if row.id not in there],
        more=len(found) > MOST_RECEIVERS,
    )


@bp.post("/dialogues/<int:dialogue_id>/hosts/ask")
@led
def ask_host(dialogue: Dialogue) -> ResponseReturnValue:
    services.ask_host(dialogue, sent_organisation(), by=actor())
    flash(_("They have been asked. Until they say yes, they see only the title and the summary."), "success")
    return to("edit_hosts", dialogue)


@bp.post("/dialogues/<int:dialogue_id>/hosts/withdraw")
@led
def withdraw_host(dialogue: Dialogue) -> ResponseReturnValue:
    services.withdraw_host(dialogue, sent_organisation(), by=actor())
    return to("edit_hosts", dialogue)


@bp.post("/dialogues/<int:dialogue_id>/hosts/leave")
@own
def leave_hosts(dialogue: Dialogue) -> ResponseReturnValue:
    """One's own organisation; who leads may also end it for another."""
    number = sent_organisation()
    if not policies.buyers_of(actor(), [number]) and not policies.can_lead_dialogue(actor(), dialogue):
        abort(403)
    services.leave(dialogue, number, by=actor())
    flash(_("They no longer host this dialogue. What they have written in it stays."), "success")
    if policies.can_edit_dialogue(actor(), dialogue):
        return to("edit_hosts", dialogue)
    return redirect(url_for(".own_dialogues", organisation_id=number), 303)


@bp.get("/dialogues/<int:dialogue_id>/host")
@guard(policies.can_answer_host, conceal=True, dialogue=signed_in_first(process.asked_dialogue))
def asked_to_host(dialogue: process.Asked) -> ResponseReturnValue:
    return render(
        "dialogues/asked_to_host.html", dialogue=dialogue, mine=policies.buyers_of(actor(), dialogue.asked_ids)
    )


@bp.post("/dialogues/<int:dialogue_id>/host")
@guard(policies.can_answer_host, conceal=True, dialogue=signed_in_first(process.asked_dialogue))
def answer_host(dialogue: process.Asked) -> ResponseReturnValue:
    number, accept = sent_organisation(), request.form.get("answer") == "yes"
    if not policies.buyers_of(actor(), {number} & set(dialogue.asked_ids)):
        abort(403)
    services.answer_host(queries.get_dialogue(dialogue.id), number, accept=accept, by=actor())
    if accept:
        flash(_("You host this dialogue together with %(name)s now.", name=dialogue.organisation), "success")
        return redirect(url_for(".show_desk", dialogue_id=dialogue.id), 303)
    flash(_("You have said no. %(name)s is told.", name=dialogue.organisation), "success")
    return redirect(url_for(".own_dialogues", organisation_id=number), 303)


def sent_organisation() -> int:
    """The organisation that a button names; 404 for what is none."""
    typed = request.form.get("organisation_id", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else abort(404)
