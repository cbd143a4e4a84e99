"""A case: reading it, taking it in hand, putting it back, and closing it when nothing is left to decide."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.decisions import DecisionForm
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries.bundle import Opened, opened
from app.blueprints.moderation.views.case_page import case_page, fresh_sheet, sheet_of
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Conflict
from app.core.fields import version_in
from app.core.kept import kept_from_request


@bp.get("/moderation/cases/<int:case_id>")
@guard(policies.can_view_case, case=signed_in_first(opened))
def show_case(case: Opened) -> ResponseReturnValue:
    return case_page(sheet_of(case))


@bp.post("/moderation/cases/<int:case_id>/take")
@guard(policies.can_decide, case=signed_in_first(queries.get_case))
def take(case: Case) -> ResponseReturnValue:
    """In hand from now on. What was typed before the lease was lost is still there."""
    services.take(case, by=actor(), break_in=request.form.get("break_in") == "yes")
    if request.form.get("seen_sha256") is None:
        return redirect(url_for(".show_case", case_id=case.id), 303)
    flash(_("You have the case in hand now. What you wrote is still here; read the case again and decide."), "success")
    return case_page(fresh_sheet(case), DecisionForm())


@bp.post("/moderation/cases/<int:case_id>/let-go")
@guard(policies.can_decide, case=signed_in_first(queries.get_case))
def let_go(case: Case) -> ResponseReturnValue:
    services.let_go(case, by=actor())
    flash(_("The case is back in the queue."), "success")
    return redirect(url_for(".queue"), 303)


@bp.post("/moderation/cases/<int:case_id>/close")
@guard(policies.can_decide, case=signed_in_first(queries.get_case))
def close(case: Case) -> ResponseReturnValue:
    services.close(case, version_in(request.form.get("version", "")), by=actor())
    flash(_("The case is closed."), "success")
    return redirect(url_for(".queue"), 303)


def lost_lease(case: Case, form: DecisionForm, conflict: Conflict) -> ResponseReturnValue:
    """Somebody else has it in hand: who, until when, and a button that takes it over with what was typed."""
    form.take(conflict)
    unsent = ("action", "preview", "preview_of", "break_in")
    kept = [(name, value) for name, value in kept_from_request() if name not in unsent]
    return case_page(fresh_sheet(case), form, status=409, kept=kept)
