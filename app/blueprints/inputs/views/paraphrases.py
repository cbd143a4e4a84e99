"""A paraphrase on its way: the buyer's form, the firm's answer, and publication."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues import queries as dialogues
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.inputs import bp, policies
from app.blueprints.inputs.forms.paraphrases import ParaphraseForm, ReplyForm, paraphrase_form
from app.blueprints.inputs.queries import answers
from app.blueprints.inputs.queries import paraphrases as queries
from app.blueprints.inputs.services import paraphrases as services
from app.blueprints.inputs.terms.answers import OPEN, ParaphraseState
from app.blueprints.inputs.views.answering import BASE as FIRM
from app.blueprints.inputs.views.desk import BASE as DESK
from app.blueprints.inputs.views.public import frame
from app.core.access import actor, guard, signed_in_first
from app.core.errors import DomainError
from app.core.fields import version_in
from app.core.render import render

buyer = guard(policies.can_paraphrase, conceal=True, dialogue=signed_in_first(declared(dialogues.dialogue_shown)))


@bp.route(DESK + "/answers/<int:answer_id>/paraphrase", methods=["GET", "POST"])
@guard(
    policies.can_paraphrase, conceal=True, dialogue=signed_in_first(declared(dialogues.dialogue_shown)),
    answer=answers.get_answer,
)  # fmt: skip
def propose(dialogue: Any, answer: Any) -> ResponseReturnValue:
    if answer.dialogue_id != dialogue.id:
        abort(404)
    latest = queries.paraphrases_of_answers([answer.id]).get(answer.id)
    words = latest.words if latest is not None and latest.state in OPEN else None
    form = paraphrase_form(ParaphraseForm, words, latest.version if latest else 0, dialogue.languages)
    if form.validate_on_submit():
        try:
            services.propose(dialogue, answer, form.words(), form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=latest.version if latest else 0)
        else:
            flash(_("The firm is asked. Nothing is published before it has said yes."), "success")
            return redirect(url_for(".show_handed_in", dialogue_id=dialogue.id, input_id=answer.input_id), 303)
    return render(
        "inputs/desk_paraphrase.html", form=form, answer=answer, latest=latest, **frame(dialogue)
    ), form.status  # fmt: skip


@bp.post(DESK + "/paraphrases/<int:paraphrase_id>/use")
@guard(
    policies.can_paraphrase, conceal=True, dialogue=signed_in_first(declared(dialogues.dialogue_shown)),
    paraphrase=queries.find_paraphrase,
)  # fmt: skip
def use(dialogue: Any, paraphrase: Any) -> ResponseReturnValue:
    if paraphrase.dialogue_id != dialogue.id:
        abort(404)
    services.use_the_firms_words(dialogue, paraphrase, version_in(request.form.get("version", "")), by=actor())
    flash(_("The firm's own words are ready to be published."), "success")
    return redirect(url_for(".desk", dialogue_id=dialogue.id), 303)


@bp.post(DESK + "/publish")
@buyer
def publish_paraphrases(dialogue: Any) -> ResponseReturnValue:
    number = services.publish_approved(dialogue, by=actor())
    flash(ngettext("One paraphrase is published.", "%(num)s paraphrases are published.", number), "success")
    return redirect(url_for(".desk", dialogue_id=dialogue.id), 303)


@bp.route(FIRM + "/paraphrases/<int:paraphrase_id>", methods=["GET", "POST"])
@guard(
    policies.can_say_yes, conceal=True, dialogue=signed_in_first(dialogues.dialogue_shown),
    organisation=get_organisation, paraphrase=queries.find_paraphrase,
)  # fmt: skip
def reply(dialogue: Any, organisation: Organisation, paraphrase: Any) -> ResponseReturnValue:
    """Yes, yes in other words, or no."""
    if paraphrase.dialogue_id != dialogue.id:
        abort(404)
    form = paraphrase_form(ReplyForm, paraphrase.counter or paraphrase.words, paraphrase.version, dialogue.languages)
    if form.validate_on_submit():
        try:
            _say(dialogue, paraphrase, form)
        except DomainError as error:
            form.take(error, now_at=paraphrase.version)
        else:
            flash(_("The buyer is told what you said."), "success")
            return redirect(url_for(".show_own", dialogue_id=dialogue.id, organisation_id=organisation.id), 303)
    return render(
        "inputs/paraphrase.html",
        organisation=organisation,
        paraphrase=paraphrase,
        answer=queries.get_answered(paraphrase.answer_id),
        waits=paraphrase.state is ParaphraseState.PROPOSED,
        form=form,
        **frame(dialogue),
    ), form.status


def _say(dialogue: Any, paraphrase: Any, form: ReplyForm) -> None:
    """What the pressed button says; none of them is no answer at all."""
    said, version = form.said.data or "", form.version.data
    match request.form.get("reply"):
        case "yes":
            services.approve(dialogue, paraphrase, version, by=actor())
        case "no":
            services.decline(dialogue, paraphrase, said, version, by=actor())
        case "change":
            services.change(dialogue, paraphrase, form.words(), said, version, by=actor())
        case _:
            abort(400)
