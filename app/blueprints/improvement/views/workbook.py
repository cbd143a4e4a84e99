"""The plan as a workbook, for one's own spreadsheet."""

from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries
from app.blueprints.improvement.forms import STATUS_WORDS
from app.blueprints.improvement.queries import PlannedAction
from app.blueprints.improvement.terms import Advice
from app.blueprints.improvement.views.plan import Plan, evidence_name
from app.core import sheets
from app.core.access import also, guard
from app.core.clock import local
from app.core.downloads import disposition


@bp.get("/organisations/<int:organisation_id>/plan.xlsx")
@guard(policies.can_read_plan, organisation=get_organisation, advice=also("organisation", queries.advice_on))
def plan_workbook(organisation: Organisation, advice: Advice | None) -> ResponseReturnValue:
    """The whole plan for one's own spreadsheet, in the language of the page that led here."""
    plan = Plan(organisation, advice)
    name = _("Development plan")
    answer = Response(sheets.workbook(name, _columns(), map(_row(plan), plan.actions)), content_type=sheets.MIME)
    answer.headers["Content-Disposition"] = disposition(f"{name}, {organisation.name}, {plan.day.isoformat()}.xlsx")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _columns() -> list[sheets.Column]:
    return [
        sheets.Column(_("Action"), 44),
        sheets.Column(_("More about it"), 50),
        sheets.Column(_("What it is about"), 34),
        sheets.Column(_("Responsible"), 22),
        sheets.Column(_("Begins"), 12, sheets.DAY),
        sheets.Column(_("Due"), 12, sheets.DAY),
        sheets.Column(_("Status"), 14),
        sheets.Column(_("Cost in kroner"), 16, sheets.KRONER),
        sheets.Column(_("Help needed"), 34),
        sheets.Column(_("What shall show it"), 28),
        sheets.Column(_("Waits for"), 44),
        sheets.Column(_("Finished"), 12, sheets.DAY),
        sheets.Column(_("What came of it"), 44),
        sheets.Column(_("What has become better"), 44),
        sheets.Column(_("Checked on"), 12, sheets.DAY),
        sheets.Column(_("Checked by"), 22),
        sheets.Column(_("What the check showed"), 44),
    ]


def _row(plan: Plan) -> Any:
    titles = {action.id: action.title for action in plan.actions}
    checks = queries.latest_checks(plan.organisation.id)

    def row(action: PlannedAction) -> list[sheets.Cell]:
        about = plan.abouts.get(action.subject)
        return [
            action.title,
            action.details,
            about.label if about else _("Something else"),
            action.owner,
            action.starts_on,
            action.due_on,
            str(STATUS_WORDS[action.status]),
            action.cost,
            action.support,
            evidence_name(action.expected),
            "\n".join(titles[number] for number in action.needs if number in titles),
            local(action.finished_at).date() if action.finished_at else None,
            action.outcome,
            action.effect,
            *_check_cells(checks.get(action.id)),
        ]

    return row


def _check_cells(check: queries.Checked | None) -> list[sheets.Cell]:
    if check is None:
        return [None, None, None]
    verdict = _("It worked") if check.effective else _("It had not worked")
    return [check.checked_on, check.who, "\n".join(part for part in (verdict, check.method, check.seen) if part)]
