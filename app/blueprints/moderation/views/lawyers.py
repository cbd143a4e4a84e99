"""What lawyers are asked, and what they answer."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.appeals import OpinionForm
from app.blueprints.moderation.forms.words import OUTCOME_WORDS, reason_word
from app.blueprints.moderation.models import LegalOpinion
from app.blueprints.moderation.queries import lawyers
from app.blueprints.moderation.services import lawyers as answering
from app.blueprints.moderation.terms.cases import Source
from app.core import navigation
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.errors import Conflict, Refused
from app.core.render import render


@bp.get("/legal")
@guard(policies.can_advise)
def legal_questions() -> ResponseReturnValue:
    """Those that wait, the oldest first; or those answered, the newest first."""
    answered = request.args.get("show") == "answered"
    page = lawyers.questions(answered=answered, after=asked_number("after"))
    more: dict[str, Any] = {"show": "answered"} if answered else {}
    return render(
        "moderation/legal.html",
        page=page,
        answered=answered,
        next_url=url_for(".legal_questions", after=page.after, **more) if page.after else None,
        first_url=url_for(".legal_questions", **more) if asked_number("after") else None,
    )


@bp.route("/legal/<int:opinion_id>", methods=["GET", "POST"])
@guard(policies.can_advise, opinion=signed_in_first(lawyers.get_opinion))
def legal_question(opinion: LegalOpinion) -> ResponseReturnValue:
    form = OpinionForm()
    if not form.validate_on_submit():
        return _page(opinion, form, form.status)
    try:
        answering.answer(opinion, form.answer.data or "", by=actor())
    except Refused as refused:
        form.take(refused)
        return _page(opinion, form, form.status)
    except Conflict as conflict:
        form.take(conflict)
        return _page(opinion, form, 409)
    flash(_("Your answer is sent. The case is back with the moderators."), "success")
    return redirect(url_for(".legal_questions"), 303)


def _page(opinion: LegalOpinion, form: OpinionForm, status: int) -> ResponseReturnValue:
    """The question, the text as it stands and what was said of it, what a moderator proposes, and the answer."""
    case = lawyers.get_case_asked_about(opinion.case_id)
    about = services.describe(case.subject_type, case.subject_id)
    page = render(
        "moderation/legal_question.html",
        opinion=opinion,
        case=case,
        about=about,
        snapshot=None if about else lawyers.newest_snapshot(case.id),
        signals=queries.signals(case.id),
        decisions=queries.decisions(case.id),
        opinions=[row for row in lawyers.opinions_on(case.id) if row.LegalOpinion.id != opinion.id],
        names=queries.names([opinion.asked_by, opinion.answered_by]),
        conflicted=policies.is_conflicted(actor(), case),
        form=form,
        outcome_words=OUTCOME_WORDS,
        reason_word=reason_word,
        source=Source,
    )
    return page, status


def _menu_item(who: Actor | Visitor, _organisation: Any) -> navigation.Item | None:
    if not who.is_lawyer:
        return None
    return navigation.Item(_("Legal questions"), url_for("moderation.legal_questions"), lawyers.unanswered_count())


def _landing(who: Actor | Visitor, language: str) -> str | None:
    return url_for("moderation.legal_questions", lang=language) if who.is_lawyer else None


navigation.add(61, _menu_item)
navigation.add_landing(11, _landing)
