"""A firm asks: what a pseudonym can do and cannot, the draft, the check, and what became of it."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.dialogues import queries as dialogues
from app.blueprints.dialogues.policies import MARKET, speaking_for
from app.blueprints.dialogues.services import tabs
from app.blueprints.dialogues.services.showing import shown
from app.blueprints.dialogues.services.tabs import Tab
from app.blueprints.dialogues.services.taking import deadline, why_not_taken
from app.blueprints.questions import bp, policies
from app.blueprints.questions.forms.asking import (
    ProposalForm,
    SendForm,
    VersionOnlyForm,
    begin_form,
    question_form,
)
from app.blueprints.questions.forms.wordings_asking import COLOURS, OWN_STATES, SIGNS
from app.blueprints.questions.queries import asking as queries
from app.blueprints.questions.services import asking as services
from app.blueprints.questions.terms.questions import OwnQuestion, QuestionState
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.clock import now
from app.core.errors import WORDS, DomainError, StaleVersion
from app.core.forms import clean
from app.core.i18n import LOCALES, locale
from app.core.render import format_time, render

WRITTEN = (QuestionState.DRAFT, QuestionState.RETURNED)
asking = guard(policies.can_ask, dialogue=signed_in_first(dialogues.published_dialogue))
reading = guard(
    policies.can_read_own_question, conceal=True,
    dialogue=signed_in_first(dialogues.dialogue_shown), question=queries.own_question,
)  # fmt: skip
writing = guard(
    policies.can_write_own_question, conceal=True,
    dialogue=signed_in_first(dialogues.dialogue_shown), question=queries.own_question,
)  # fmt: skip


def own_tab(who: Any, dialogue: Any) -> Tab | None:
    """For firms: what they have asked themselves."""
    if not policies.can_see_own_questions(who, dialogue):
        return None
    return Tab("our-questions", _("Our questions"), f"/dialogues/{dialogue.id}/our-questions")


tabs.register(25, own_tab)


@bp.get("/dialogues/<int:dialogue_id>/our-questions")
@guard(policies.can_see_own_questions, dialogue=signed_in_first(dialogues.published_dialogue))
def own_questions(dialogue: Any) -> ResponseReturnValue:
    firms = [m for m in actor().memberships if m.kind in MARKET and m.organisation_id not in dialogue.host_ids]
    page = queries.own_questions(dialogue.id, [firm.organisation_id for firm in firms], asked_number("after"))
    return _page(
        "own_questions",
        dialogue,
        page=page,
        first=asked_number("after") is None,
        several=len(firms) > 1,
        may_ask=policies.can_ask(actor(), dialogue) and why_not_taken(dialogue, now()) is None,
    )


@bp.route("/dialogues/<int:dialogue_id>/questions/new", methods=["GET", "POST"])
@asking
def begin_question(dialogue: Any) -> ResponseReturnValue:
    """What the firm should know before it asks; and for whom, where she works for several."""
    firms = speaking_for(actor(), dialogue)
    form = begin_form(firms, need_id=request.args.get("need"), follows=request.args.get("follows"))
    if form.validate_on_submit():
        try:
            number = services.begin(
                dialogue,
                form.organisation_id.data,
                locale(),
                follows=_number(form.follows.data),
                need_id=_number(form.need_id.data),
                by=actor(),
            )
            return _to("edit_question", dialogue.id, number)
        except DomainError as error:
            form.take(error)
    refusal = why_not_taken(dialogue, now())
    return _page(
        "begin",
        dialogue,
        form=form,
        only=firms[0] if len(firms) == 1 else None,
        refusal=WORDS[refusal] % {"at": format_time(now())} if refusal else None,
    ), form.status


@bp.route("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>/edit", methods=["GET", "POST"])
@writing
def edit_question(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    row = question.question
    if request.method != "POST" and row.state not in WRITTEN:
        return _to("own_question", dialogue.id, row.id)
    needs = [need for need in queries.needs_to_choose(dialogue.id) if need.hidden_at is None]
    form = question_form(row, [(need.id, need.title) for need in needs])
    if form.validate_on_submit():
        try:
            services.save(row, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=row.version)
        else:
            if request.form.get("do") == "check":
                return _to("check_question", dialogue.id, row.id)
            flash(_("The draft is saved. Only your organisation sees it."), "success")
            return _to("edit_question", dialogue.id, row.id)
    return _page("edit", dialogue, form=form, question=row, place=f"question:{row.id}"), form.status


@bp.post("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>/draft")
@writing
def keep_question(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    """For the script that keeps drafts: {"saved": "14.02", "version": 3}, or {"message": ...} and why.

    409 has `version` and `body` of what stands in the other window.
    """
    row = question.question
    lang = request.form.get("lang", "")
    body, version = clean(request.form.get("body", "")), _number(request.form.get("draft_version")) or 0
    try:
        services.keep(row, body, lang if lang in LOCALES else row.lang, version, by=actor())
    except StaleVersion as error:
        told = {"message": error.message, "body": row.body, "version": row.version}
        return told | {"saved": format_time(row.changed_at)}, error.status
    except DomainError as error:
        return {"message": error.message}, error.status
    return {"saved": format_time(row.changed_at), "version": row.version}


@bp.route("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>/check", methods=["GET", "POST"])
@writing
def check_question(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    """What the text gives away, how others will see it, and the button that sends it."""
    row = question.question
    if request.method != "POST" and row.state is not QuestionState.DRAFT:
        return _to("own_question" if row.state not in WRITTEN else "edit_question", dialogue.id, row.id)
    form = SendForm(version=row.version)
    if form.validate_on_submit():
        try:
            services.ask(dialogue, row, question.organisation_id, form.version.data, sure=form.sure.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=row.version)
        else:
            flash(_("The question is with the buyer. It came under your pseudonym, Supplier %(number)s.",
                    number=row.pseudonym), "success")  # fmt: skip
            return _to("own_question", dialogue.id, row.id)
    late = dialogue.questions_until is not None and now() >= deadline(dialogue.questions_until)
    return _page(
        "check",
        dialogue,
        form=form,
        question=row,
        found=services.check(row, question.organisation_id),
        signs=SIGNS,
        late=late and row.pseudonym is None,
    ), form.status


@bp.get("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>")
@reading
def own_question(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    row = question.question
    may_write = policies.can_write_own_question(actor(), dialogue, question)
    form = ProposalForm(version=row.version) if may_write and row.state is QuestionState.PROPOSED else None
    return _own(dialogue, question, form), 200


@bp.post("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>/proposal")
@writing
def answer_proposal(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    row = question.question
    form = ProposalForm(version=row.version)
    if form.validate_on_submit():
        try:
            services.answer_proposal(row, form.version.data, agree=form.answer.data == "yes", by=actor())
        except DomainError as error:
            form.take(error, now_at=row.version)
        else:
            flash(_("Your answer has been sent to the buyer."), "success")
            return _to("own_question", dialogue.id, row.id)
    return _own(dialogue, question, form), form.status


@bp.post("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>/withdraw")
@writing
def withdraw_question(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    services.withdraw(question.question, VersionOnlyForm().version.data or 0, by=actor())
    flash(_("The question is withdrawn. It is not answered."), "success")
    return _to("own_question", dialogue.id, question.id)


@bp.post("/dialogues/<int:dialogue_id>/our-questions/<int:question_id>/discard")
@writing
def discard_question(dialogue: Any, question: OwnQuestion) -> ResponseReturnValue:
    services.discard(question.question, VersionOnlyForm().version.data or 0, by=actor())
    flash(_("The draft is deleted."), "success")
    return redirect(url_for(".own_questions", dialogue_id=dialogue.id), 303)


def _own(dialogue: Any, question: OwnQuestion, form: ProposalForm | None) -> str:
    row = question.question
    return _page(
        "own_question",
        dialogue,
        form=form,
        question=row,
        looks=queries.looks_at(row.id),
        may_write=policies.can_write_own_question(actor(), dialogue, question),
        may_withdraw=row.number is None and row.state in (*services.WAITING, QuestionState.RETURNED),
    )


def _page(name: str, dialogue: Any, **values: Any) -> str:
    return render(
        f"questions/asking/{name}.html",
        dialogue=dialogue,
        shown=shown(dialogue, locale()),
        states=OWN_STATES,
        colours=COLOURS,
        **values,
    )


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 16 else None


def _to(endpoint: str, dialogue_id: int, question_id: int) -> Response:
    return redirect(url_for(f".{endpoint}", dialogue_id=dialogue_id, question_id=question_id), 303)
