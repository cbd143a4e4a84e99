"""A batch: what goes out together, what stands in its way, and the button that publishes it to everybody at once."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues.services.taking import deadline
from app.blueprints.questions import bp, policies
from app.blueprints.questions.forms.answers import PublishForm
from app.blueprints.questions.models import Batch
from app.blueprints.questions.queries import answering, batches
from app.blueprints.questions.rules.batches import missing_languages, proposed_deadline
from app.blueprints.questions.services import batches as services
from app.blueprints.questions.services.answering import named
from app.blueprints.questions.services.publishing import lying, publish
from app.blueprints.questions.terms.questions import AnswerState
from app.blueprints.questions.views.answering import reading, writing
from app.core.access import actor
from app.core.clock import today
from app.core.errors import Conflict, Refused
from app.core.i18n import locale
from app.core.render import render


@bp.get("/dialogues/<int:dialogue_id>/batch")
@reading
def show_batch(dialogue: Any) -> ResponseReturnValue:
    batch = batches.being_prepared(dialogue.id)
    if batch is None:
        return render(
            "questions/no_batch.html", dialogue=dialogue, counts=answering.counts(dialogue.id),
            last=batches.last_batches(dialogue.id), can_write=policies.can_write_answers(actor(), dialogue),
        )  # fmt: skip
    return _page(dialogue, batch, PublishForm(version=batch.version))


def _page(dialogue: Any, batch: Batch, form: PublishForm, status: int | None = None) -> ResponseReturnValue:
    """What lies in it, by answer; what stands in its way; and what could go with it."""
    found = lying(dialogue, batch.id)
    asks = found.asks_about_deadline
    if not asks and "deadline" in form._fields:
        form.ask_nothing_of_the_deadline()
    elif asks and not form.is_submitted():
        form.closes_on.data = proposed_deadline(dialogue.closes_on, today())
    missing = {
        one.answer_id: named(missing_languages(one.words, dialogue.languages, one.asked_in))
        for one, _row in found.answers
    }
    ready = len(found.answers) - len(found.faults)
    return render(
        "questions/batch.html", dialogue=dialogue, batch=batch, form=form, found=found, missing=missing, ready=ready,
        outside=[row for row in answering.in_state(dialogue.id, AnswerState.APPROVED).rows if row.batch_id is None],
        last=batches.last_batches(dialogue.id), asks=asks, ends=deadline(dialogue.closes_on) if asks else None,
        can_write=policies.can_write_answers(actor(), dialogue),
    ), status or form.status  # fmt: skip


@bp.post("/dialogues/<int:dialogue_id>/batch")
@writing
def prepare_batch(dialogue: Any) -> ResponseReturnValue:
    """All that is approved lies in it from the start. Pressed twice, or by two: one batch, and both are led to it."""
    try:
        services.prepare(dialogue, by=actor())
    except Conflict as error:
        if error.code != "batch_is_being_prepared":
            raise
    return _back(dialogue)


@bp.post("/dialogues/<int:dialogue_id>/batch/<int:batch_id>/put-in")
@writing
def put_in_batch(dialogue: Any, batch_id: int) -> ResponseReturnValue:
    services.put_in(dialogue, _held(dialogue, batch_id), _chosen(), by=actor())
    return _back(dialogue)


@bp.post("/dialogues/<int:dialogue_id>/batch/<int:batch_id>/take-out")
@writing
def take_out_of_batch(dialogue: Any, batch_id: int) -> ResponseReturnValue:
    services.take_out(dialogue, _held(dialogue, batch_id), _chosen() or (), by=actor())
    return _back(dialogue)


@bp.post("/dialogues/<int:dialogue_id>/batch/<int:batch_id>/publish")
@writing
def publish_batch(dialogue: Any, batch_id: int) -> ResponseReturnValue:
    """To everybody, now."""
    form = PublishForm()
    batch = _batch(dialogue.id, batch_id)
    if form.validate_on_submit():
        try:
            publish(dialogue.id, batch_id, form.said(), by=actor())
        except Refused as error:
            form.take(error)
        except Conflict as error:
            if error.code not in ("batch_is_not_ready", "batch_is_empty"):
                raise
            form.take(error)
            return _page(dialogue, batch, form, error.status)
        else:
            said = _("The answers are published. Everybody can read them now, in every language of the dialogue.")
            flash(said, "success")
            return redirect(f"/{locale()}/dialogues/{dialogue.id}/questions", 303)
    return _page(dialogue, batch, form)


def _chosen() -> list[int] | None:
    """The answers named by the button; None for the button that means all."""
    typed = request.form.getlist("answer")
    numbers = [int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 19]
    if len(numbers) != len(typed):
        abort(400)
    return numbers or None


def _batch(dialogue_id: int, batch_id: int) -> Batch:
    return batches.find_batch(dialogue_id, batch_id) or abort(404)


def _held(dialogue: Any, batch_id: int) -> int:
    return _batch(dialogue.id, batch_id).id


def _back(dialogue: Any) -> ResponseReturnValue:
    return redirect(f"/{locale()}/dialogues/{dialogue.id}/batch", 303)
