"""A number that stopped a text: its writer asks for somebody to look at it, and a moderator looks."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.screening import bp, policies
from app.blueprints.screening.forms.numbers import STATE_WORDS, WHAT_WORDS, NumberForm
from app.blueprints.screening.models.numbers import Number
from app.blueprints.screening.queries import numbers as queries
from app.blueprints.screening.services import numbers as services
from app.core.access import actor, guard
from app.core.errors import Conflict, Refused
from app.core.render import render


@bp.route("/numbers", methods=["GET", "POST"])
@guard(policies.can_ask_about_numbers)
def ask_about_number() -> ResponseReturnValue:
    """Ask, and see what has become of what one has asked. The number itself is shown to nobody here."""
    form = NumberForm(actor())
    if form.validate_on_submit():
        try:
            number = services.ask(form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(_("A moderator will look at the number. You will be told what comes of it."), "success")
            return redirect(url_for(".show_number", number_id=number.id), 303)
    asked = queries.numbers_of(actor().person_id)
    return render(
        "screening/numbers.html", form=form, asked=asked, what_words=WHAT_WORDS, state_words=STATE_WORDS
    ), form.status


@bp.get("/numbers/<int:number_id>")
@guard(policies.can_view_number, number=queries.get_number, conceal=True)
def show_number(number: Number) -> ResponseReturnValue:
    return _page(number)


@bp.post("/numbers/<int:number_id>/look")
@guard(policies.can_look_at_number, number=queries.get_number)
def look_at_number(number: Number) -> ResponseReturnValue:
    """The number itself, once, for the moderator: asked for by a button, since it is written down that she looked."""
    try:
        return _page(number, digits=services.look(number, by=actor()))
    except Conflict as error:
        flash(error.message, "info")
        return redirect(url_for(".show_number", number_id=number.id), 303)


def _page(number: Number, digits: str = "") -> str:
    return render(
        "screening/number.html",
        number=number,
        digits=digits,
        who=names_of([number.person_id]).get(number.person_id),
        may_look=policies.can_look_at_number(actor(), number) and number.sealed is not None,
        what_words=WHAT_WORDS,
        state_words=STATE_WORDS,
    )
