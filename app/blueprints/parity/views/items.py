"""One thing that was told: written down by hand, published, exempted."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.parity import bp, policies
from app.blueprints.parity.forms.items import DeclineForm, ExemptForm, hand_form, publish_form
from app.blueprints.parity.models import Item
from app.blueprints.parity.queries import pages, participants
from app.blueprints.parity.rules import standing_of
from app.blueprints.parity.services import by_hand, exemptions
from app.blueprints.parity.terms import Standing
from app.blueprints.parity.terms.items import ExemptionState
from app.blueprints.parity.views.shown import words_for_rows
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.errors import Conflict, DomainError, Refused
from app.core.i18n import locale
from app.core.render import render

MOST_TICKED = 60
"""So many suppliers are shown with a box to tick; others are written by number."""
read = guard(policies.can_read_item, conceal=True, dialogue=dialogue_shown, item=pages.get_item)
keep = guard(policies.can_keep_item, conceal=True, dialogue=signed_in_first(dialogue_shown), item=pages.get_item)


@bp.route("/dialogues/<int:dialogue_id>/ledger/new", methods=["GET", "POST"])
@guard(policies.can_keep_ledger, conceal=True, dialogue=signed_in_first(dialogue_shown))
def write_item(dialogue: Any) -> ResponseReturnValue:
    """For what was said in a mail or on the telephone."""
    form = hand_form(participants(dialogue.id, limit=MOST_TICKED), locale())
    if form.validate_on_submit():
        try:
            item = by_hand.write_down(dialogue, form.draft(), by=actor())
            flash(_("It is in the ledger. Publish it, so that everybody knows the same."), "success")
            return _to(dialogue, item)
        except Refused as error:
            form.take(error)
    return render("parity/write.html", dialogue=dialogue, form=form), form.status


@bp.get("/dialogues/<int:dialogue_id>/ledger/<int:item_id>")
@read
def show_item(dialogue: Any, item: Item) -> ResponseReturnValue:
    told, after = pages.told_of(item, asked_number("after"))
    proposed = pages.exemptions_of(item)
    waiting = next((one for one in proposed if one.state is ExemptionState.PROPOSED), None)
    return render(
        "parity/item.html", dialogue=dialogue, item=item, told=told, after=after, exemptions=proposed, waiting=waiting,
        names=names_of({one.proposed_by for one in proposed} | {one.decided_by for one in proposed} | {item.by_id}),
        is_red=standing_of(item) is Standing.RED, by_hand=item.subject_type == by_hand.BY_HAND,
        can_keep=policies.can_keep_item(actor(), dialogue, item), form=DeclineForm(), **words_for_rows(),
    )  # fmt: skip


@bp.route("/dialogues/<int:dialogue_id>/ledger/<int:item_id>/publish", methods=["GET", "POST"])
@keep
def publish_item(dialogue: Any, item: Item) -> ResponseReturnValue:
    if item.subject_type != by_hand.BY_HAND:
        raise Conflict("published_where_it_stands")
    if item.published_at is not None:
        raise Conflict("item_is_published")
    form = publish_form(item, dialogue.languages)
    if form.validate_on_submit():
        try:
            words = form.words(dialogue.languages)
            by_hand.publish_by_hand(dialogue, item, words, form.version.data, by=actor())
            flash(_("It is published. Everybody can read it now."), "success")
            return _to(dialogue, item)
        except DomainError as error:
            form.take(error, now_at=item.version)
    return render("parity/publish.html", dialogue=dialogue, item=item, form=form), form.status


@bp.route("/dialogues/<int:dialogue_id>/ledger/<int:item_id>/exempt", methods=["GET", "POST"])
@keep
def exempt_item(dialogue: Any, item: Item) -> ResponseReturnValue:
    form = ExemptForm()
    if form.validate_on_submit():
        try:
            exemptions.exempt(item, form.reason.data or "", by=actor())
            flash(_("The exemption is proposed. Another person must approve it before it holds."), "success")
            return _to(dialogue, item)
        except Refused as error:
            form.take(error)
    if not form.is_submitted() and standing_of(item) is not Standing.RED:
        raise Conflict("item_is_not_red")
    return render("parity/exempt.html", dialogue=dialogue, item=item, form=form), form.status


@bp.post("/dialogues/<int:dialogue_id>/ledger/<int:item_id>/exemption/approve")
@keep
def approve_exemption(dialogue: Any, item: Item) -> ResponseReturnValue:
    exemptions.approve_exemption(item, by=actor())
    flash(_("The exemption holds. Your names and the reason stand in the ledger."), "success")
    return _to(dialogue, item)


@bp.post("/dialogues/<int:dialogue_id>/ledger/<int:item_id>/exemption/decline")
@keep
def decline_exemption(dialogue: Any, item: Item) -> ResponseReturnValue:
    form = DeclineForm()
    if not form.validate():
        return render("parity/decline.html", dialogue=dialogue, item=item, form=form), form.status
    exemptions.decline_exemption(item, form.answer.data or "", by=actor())
    flash(_("The exemption is declined. It must be published before the dialogue can close."), "success")
    return _to(dialogue, item)


def _to(dialogue: Any, item: Item) -> Response:
    return redirect(url_for(".show_item", dialogue_id=dialogue.id, item_id=item.id), 303)
