"""What the supplier that is heard meets: what is thought of, and room for its own words."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.involvement import bp, policies
from app.blueprints.involvement.forms.assessments import HearingAnswerForm
from app.blueprints.involvement.models import Hearing
from app.blueprints.involvement.queries.assessments import firm_of, get_hearing
from app.blueprints.involvement.services import assessments as services
from app.core.access import actor, guard, signed_in_first
from app.core.clock import today
from app.core.errors import DomainError
from app.core.render import render


@bp.route("/dialogues/<int:dialogue_id>/hearings/<int:hearing_id>", methods=["GET", "POST"])
@guard(
    policies.can_answer_hearing,
    conceal=True,
    dialogue=signed_in_first(dialogue_shown),
    hearing=signed_in_first(get_hearing),
)
def answer_hearing(dialogue: Any, hearing: Hearing) -> ResponseReturnValue:
    form = HearingAnswerForm()
    if form.validate_on_submit():
        try:
            services.answer(hearing, form.answer.data or "", by=actor())
            flash(_("Your answer has been sent to the buyer."), "success")
            return redirect(url_for(".answer_hearing", dialogue_id=dialogue.id, hearing_id=hearing.id), 303)
        except DomainError as error:
            form.take(error)
            return _page(dialogue, hearing, form), error.status
    return _page(dialogue, hearing, form), form.status


def _page(dialogue: Any, hearing: Hearing, form: HearingAnswerForm) -> str:
    open_still = hearing.answered_on is None and hearing.until >= today()
    return render(
        "involvement/hearing.html",
        dialogue=dialogue, hearing=hearing, form=form, open_still=open_still, firm=firm_of(hearing),
    )  # fmt: skip
