"""The intake: hosts look through what was asked before they answer it. Behind the declaration of ties."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues import queries as dialogues
from app.blueprints.dialogues.policies import can_lead_dialogue, is_host
from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.showing import shown
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.questions import bp, policies
from app.blueprints.questions.forms.asking import VersionOnlyForm
from app.blueprints.questions.forms.intake import LookUpForm, ProposeForm, ReturnForm
from app.blueprints.questions.forms.wordings_asking import COLOURS, SIGNS, TAKEN_STATES
from app.blueprints.questions.models import Question
from app.blueprints.questions.queries import intake as queries
from app.blueprints.questions.services import intake as services
from app.blueprints.questions.terms.questions import QuestionState
from app.core.access import actor, guard, signed_in_first, step_up
from app.core.addresses import asked_number
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render

FILTERS = {
    "new": (QuestionState.ASKED,),
    "proposed": (QuestionState.PROPOSED,),
    "accepted": (QuestionState.ACCEPTED, QuestionState.MERGED),
    "done": (QuestionState.RETURNED, QuestionState.WITHDRAWN, QuestionState.PUBLISHED),
    "all": tuple(state for state in QuestionState if state is not QuestionState.DRAFT),
}
taking_in = guard(
    policies.can_take_in, conceal=True,
    dialogue=signed_in_first(declared(dialogues.dialogue_shown)), question=queries.get_question,
)  # fmt: skip


def intake_tab(who: Any, dialogue: Any) -> Tab | None:
    if dialogue.state == DialogueState.DRAFT or not is_host(who, dialogue):
        return None
    return Tab("intake", _("Questions in"), f"/dialogues/{dialogue.id}/questions/intake")


tabs.register(20, intake_tab, desk=True)


@bp.get("/dialogues/<int:dialogue_id>/questions/intake")
@guard(policies.can_read_intake, conceal=True, dialogue=signed_in_first(declared(dialogues.dialogue_shown)))
def intake(dialogue: Any) -> ResponseReturnValue:
    wanted = request.args.get("show", "")
    chosen = wanted if wanted in FILTERS else "new"
    supplier = asked_number("supplier")
    page = queries.asked(dialogue.id, FILTERS[chosen], supplier, asked_number("after"))
    return _page(
        "intake",
        dialogue,
        page=page,
        chosen=chosen,
        supplier=supplier,
        first=asked_number("after") is None,
        late_wait=queries.waiting_late(dialogue.id),
        may_move=can_lead_dialogue(actor(), dialogue) and dialogue.state == DialogueState.PUBLISHED,
    )


@bp.get("/dialogues/<int:dialogue_id>/questions/intake/<int:question_id>")
@guard(
    policies.can_read_asked, conceal=True,
    dialogue=signed_in_first(declared(dialogues.dialogue_shown)), question=queries.get_question,
)  # fmt: skip
def intake_question(dialogue: Any, question: Question) -> ResponseReturnValue:
    return _one(dialogue, question)


@bp.post("/dialogues/<int:dialogue_id>/questions/intake/<int:question_id>/accept")
@taking_in
def accept_question(dialogue: Any, question: Question) -> ResponseReturnValue:
    services.accept(question, VersionOnlyForm().version.data or 0, by=actor())
    flash(_("The question will be answered in the words that stand."), "success")
    return _to(dialogue.id, question.id)


@bp.route("/dialogues/<int:dialogue_id>/questions/intake/<int:question_id>/propose", methods=["GET", "POST"])
@taking_in
def propose_change(dialogue: Any, question: Question) -> ResponseReturnValue:
    form = ProposeForm(version=question.version, words=question.proposed or question.said)
    if form.validate_on_submit():
        try:
            services.propose(question, form.words.data, form.into.data, form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=question.version)
        else:
            flash(_("The proposal is sent. Nothing is changed before the supplier says yes."), "success")
            return _to(dialogue.id, question.id)
    return _page("propose", dialogue, form=form, question=question), form.status


@bp.route("/dialogues/<int:dialogue_id>/questions/intake/<int:question_id>/return", methods=["GET", "POST"])
@taking_in
def return_question(dialogue: Any, question: Question) -> ResponseReturnValue:
    form = ReturnForm(version=question.version)
    if form.validate_on_submit():
        try:
            services.give_back(question, form.reason.data, form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=question.version)
        else:
            flash(_("The question is given back, and the supplier reads why."), "success")
            return _to(dialogue.id, question.id)
    return _page("return", dialogue, form=form, question=question), form.status


@bp.route("/dialogues/<int:dialogue_id>/questions/intake/<int:question_id>/asker", methods=["GET", "POST"])
@taking_in
@step_up
def look_up_asker(dialogue: Any, question: Question) -> ResponseReturnValue:
    """Which firm asked, for whoever says why. The name stands on this one answer and nowhere else."""
    form = LookUpForm()
    firm, looked = None, False
    if form.validate_on_submit():
        try:
            firm_id = services.look_up(question, form.reason.data, by=actor())
            looked, firm = True, get_organisation(firm_id) if firm_id else None
        except DomainError as error:
            form.take(error)
    return _page("asker", dialogue, form=form, question=question, firm=firm, looked=looked), form.status


def _one(dialogue: Any, question: Question) -> str:
    return _page(
        "question",
        dialogue,
        question=question,
        need=queries.need_of(question.need_id),
        merged=queries.merged_with(question.id),
        proposer=name_of(question.proposed_by),
        may_write=policies.can_take_in(actor(), dialogue, question),
    )


def _page(name: str, dialogue: Any, **values: Any) -> str:
    return render(
        f"questions/intake/{name}.html",
        dialogue=dialogue,
        shown=shown(dialogue, locale()),
        states=TAKEN_STATES,
        colours=COLOURS,
        signs=SIGNS,
        **values,
    )


def _to(dialogue_id: int, question_id: int) -> Response:
    return redirect(url_for(".intake_question", dialogue_id=dialogue_id, question_id=question_id), 303)
