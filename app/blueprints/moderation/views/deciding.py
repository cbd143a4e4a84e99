"""Deciding, with half a minute to undo; asking a lawyer; and what the one who came second is told."""

from dataclasses import replace
from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.decisions import DecisionForm, QuestionForm
from app.blueprints.moderation.forms.words import OUTCOME_WORDS
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.queries.deciding import last_proposal, settled
from app.blueprints.moderation.services import lawyers, proposals, settling
from app.blueprints.moderation.terms.cases import CaseKind
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft, Made
from app.blueprints.moderation.terms.subjects import Description
from app.blueprints.moderation.views.case_page import Sheet, case_page, fresh_sheet
from app.blueprints.moderation.views.cases import lost_lease
from app.blueprints.moderation.views.keys import keys_of
from app.core import clock
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Conflict, DomainError, Refused
from app.core.fields import version_in
from app.core.render import render


@bp.post("/moderation/cases/<int:case_id>/decide")
@guard(policies.can_decide, case=signed_in_first(queries.get_case))
def decide(case: Case) -> ResponseReturnValue:
    """One press on one of the buttons decides; the button that shows what the author gets decides nothing."""
    services.stay_with(case, by=actor())
    sheet, form = fresh_sheet(case), DecisionForm()
    case = sheet.case
    if sheet.about is None:
        return _decided_by(case, form, Conflict("subject_is_gone"))
    if "confirm" in request.form:
        return _confirm(case, form)
    action = _action(request.form.get("preview_of") if "preview" in request.form else request.form.get("action"))
    if not form.validate_on_submit() or action is None:
        if action is None:
            form.lacks_action()
        return case_page(sheet, form, status=form.status)
    # A sample is judged on the text that was kept, whose places the cuts are.
    text = _with_text(sheet, sheet.about)
    if not form.complete(action, text):
        return case_page(sheet, form)
    draft = form.draft(action, text)
    if "preview" in request.form:
        return case_page(sheet, form, preview=draft)
    return _send(case, form, draft)


def _confirm(case: Case, form: DecisionForm) -> ResponseReturnValue:
    """The second decides what the first proposed, word for word."""
    proposal = last_proposal(case.id)
    if proposal is None:
        return _decided_by(case, form, services.AlreadyDecided(None))
    return _send(case, form, proposals.as_draft(proposal, version=_version()))


def _send(case: Case, form: DecisionForm, draft: DecisionDraft) -> ResponseReturnValue:
    try:
        made = services.try_to_decide(case, draft, by=actor())
    except Refused as refused:
        form.take(refused)
        return case_page(fresh_sheet(case), form)
    except Conflict as conflict:
        return _decided_by(case, form, conflict)
    return _after(case, made)


def _decided_by(case: Case, form: DecisionForm, conflict: Conflict) -> ResponseReturnValue:
    """Somebody else was first, has the case in hand, or changed the text: all that was typed stays."""
    if isinstance(conflict, services.AlreadyDecided):
        return render(
            "moderation/lost.html", case=case, lost=conflict, typed=form.facts.data, outcome_words=OUTCOME_WORDS
        ), 409
    if conflict.code == "case_in_hand":
        return lost_lease(case, form, conflict)
    form.take(conflict)
    return case_page(fresh_sheet(case), form, status=409)


def _after(case: Case, made: Made) -> ResponseReturnValue:
    if made.decision is not None:
        return redirect(url_for(".show_decided", decision_id=made.decision.id), 303)
    if made.proposal is not None:
        flash(
            _("Another moderator must decide this too. Your proposal is with the case, and nobody is told yet."),
            "success",
        )
    elif case.kind is CaseKind.SAMPLE:
        flash(_("Thank you. Your judgment is written down, and changes nothing by itself."), "success")
    return redirect(url_for(".queue"), 303)


@bp.get("/moderation/decisions/<int:decision_id>/decided")
@guard(policies.can_undo, decision=queries.get_decision)
def show_decided(decision: Decision) -> ResponseReturnValue:
    """What was decided, the way to undo it while there is time, and the next case."""
    return _undo_page(decision)


@bp.post("/moderation/decisions/<int:decision_id>/undo")
@guard(policies.can_undo, decision=signed_in_first(queries.get_decision))
def undo(decision: Decision) -> ResponseReturnValue:
    try:
        settling.undo(decision, by=actor())
    except Conflict as conflict:
        return _undo_page(decision, refused=conflict.message)
    flash(_("The decision is undone. Nobody is told of it, and the case is in your hand again."), "success")
    return redirect(url_for(".show_case", case_id=decision.case_id), 303)


def _undo_page(decision: Decision, refused: str = "") -> ResponseReturnValue:
    """`refused` says why it could not be undone; the page then asks nothing of what is being taken back."""
    how = None if refused else settled(decision.id)
    waits = how is None and not refused
    left = max(0, -(-(decision.final_at - clock.now()) // timedelta(seconds=1))) if waits else 0
    return render(
        "moderation/undo.html",
        decision=decision,
        how=how,
        left=left,
        refused=refused,
        outcome_words=OUTCOME_WORDS,
        keys=keys_of(actor().person_id),
    ), 409 if refused else 200


@bp.route("/moderation/cases/<int:case_id>/lawyer", methods=["GET", "POST"])
@guard(policies.can_decide, case=signed_in_first(queries.get_case))
def ask_lawyer(case: Case) -> ResponseReturnValue:
    """A question to a lawyer. What was typed for the author is where the question begins."""
    form = QuestionForm()
    first = request.method == "POST" and "question" not in request.form
    if first:
        form = QuestionForm(formdata=None)
        form.question.data = DecisionForm().facts.data
    elif form.validate_on_submit():
        try:
            lawyers.ask(case, form.question.data, by=actor(), version=_version() or None)
        except DomainError as error:
            form.take(error)
            return render("moderation/ask_lawyer.html", case=case, form=form), error.status
        flash(_("The lawyer has the case now. It comes back to the queue with the answer."), "success")
        return redirect(url_for(".queue"), 303)
    return render("moderation/ask_lawyer.html", case=case, form=form), form.status


def _action(sent: str | None) -> Action | None:
    return Action(sent) if sent in set(Action) else None


def _version() -> int:
    return version_in(request.form.get("version", ""))


def _with_text(sheet: Sheet, about: Description) -> Description:
    return replace(about, title=sheet.title, text=sheet.text)
