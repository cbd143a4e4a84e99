"""The buyer compares those who have shared with it: side by side, in one measure, and in no order of merit."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.capability.models import Dimension
from app.blueprints.requirements import bp, policies, queries, services
from app.blueprints.requirements.forms import (
    KIND_LABELS,
    ORDER_LABELS,
    PURPOSE_LABELS,
    VERDICT_LABELS,
    asked_order,
    asked_purpose,
)
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import COMPARED_AT_ONCE, Compared, Order, Purpose, Requirement
from app.blueprints.requirements.views.shares_profile import number_words
from app.core import sheets
from app.core.access import guard
from app.core.addresses import asked_number
from app.core.clock import local, today
from app.core.downloads import Download, answer
from app.core.i18n import locale
from app.core.pages import numbered
from app.core.render import format_number, render

MOST_ROWS = 5_000  # of a workbook


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the comparison was asked for, and what came of it."""

    profile: Profile | None
    purpose: Purpose
    order: Order
    codes: list[str]
    rows: list[Compared]
    dimensions: dict[str, Dimension]
    total: int
    page: int

    @property
    def required(self) -> dict[str, Requirement]:
        if self.profile is None:
            return {}
        return {asked.code: asked for asked in services.requirements_of(self.profile) if asked.level}

    def name_of(self, code: str) -> str:
        dimension = self.dimensions.get(code)
        return dimension.name.in_(locale()) if dimension else code

    def short_name_of(self, code: str) -> str:
        dimension = self.dimensions.get(code)
        return dimension.short_name.in_(locale()) if dimension else code


@bp.get("/organisations/<int:organisation_id>/comparison")
@guard(policies.can_compare, conceal=True, organisation=get_organisation)
def show_comparison(organisation: Organisation) -> ResponseReturnValue:
    asked = _asked(organisation)
    pages, _first, _last = numbered(asked.total, asked.page, COMPARED_AT_ONCE)
    kept: dict[str, Any] = {
        "organisation_id": organisation.id,
        "profile": asked.profile.id if asked.profile else None,
        "purpose": asked.purpose.value,
        "order": asked.order.value,
    }
    return render(
        "requirements/comparison.html",
        organisation=organisation,
        asked=asked,
        profiles=queries.offered_profiles(organisation.id),
        purposes=PURPOSE_LABELS,
        orders=ORDER_LABELS,
        shown_value=services.shown_value,
        pages=pages,
        url_of=lambda number: url_for(".show_comparison", page=number, **kept),
        day=today(),
        **_names(asked),
    )


def _asked(organisation: Organisation, *, length: int = COMPARED_AT_ONCE) -> Asked:
    purpose, order = asked_purpose(request.args.get("purpose")), asked_order(request.args.get("order"))
    profile = _profile(organisation)
    page = min(max(asked_number("page") or 1, 1), 1_000) if length == COMPARED_AT_ONCE else 1
    known = queries.dimensions_of(profile) if profile else queries.dimensions_in_force(organisation.id)
    dimensions = {dimension.code: dimension for dimension in known}
    shared, total = queries.shared_levels(organisation.id, purpose, order=order, page=page, length=length)
    codes, rows = services.compare(shared, profile, list(dimensions), today())
    return Asked(
        profile=profile,
        purpose=purpose,
        order=order,
        codes=codes,
        rows=rows,
        dimensions=dimensions,
        total=total,
        page=page,
    )


def _profile(organisation: Organisation) -> Profile | None:
    """The profile that the address names; 404 for one that is not the buyer's own, or not published."""
    if not request.args.get("profile"):
        return None
    profile = queries.own_published(organisation.id, asked_number("profile") or 0)
    if profile is None:
        abort(404)
    return profile


def _names(asked: Asked) -> dict[str, Any]:
    """The six names of the levels, as the dimensions' own framework has them."""
    framework = next(iter(asked.dimensions.values())).framework if asked.dimensions else None
    return {"level_names": [framework.level_name(number, locale()) for number in range(6)] if framework else []}


@bp.get("/organisations/<int:organisation_id>/comparison.xlsx")
@guard(policies.can_compare, conceal=True, organisation=get_organisation)
def comparison_workbook(organisation: Organisation) -> ResponseReturnValue:
    """The same as a workbook: every firm on one sheet, in the same order and with the same columns."""
    asked = _asked(organisation, length=MOST_ROWS)
    content = sheets.workbook(_("Comparison"), _columns(asked), [_cells(asked, row) for row in asked.rows])
    return answer(Download(f"comparison-{today().isoformat()}.xlsx", sheets.MIME, len(content), [content]))


def _columns(asked: Asked) -> list[sheets.Column]:
    columns = [
        sheets.Column(_("Firm"), 32),
        sheets.Column(_("Organisation number"), 20),
        sheets.Column(_("What is shared"), 14),
        sheets.Column(_("Shared"), 12, sheets.DAY),
        sheets.Column(_("Until"), 12, sheets.DAY),
    ]
    if asked.profile:
        columns += [sheets.Column(_("Verdict"), 18), sheets.Column(_("Readiness"), 12)]
    for code in asked.codes:
        name = asked.short_name_of(code)
        columns += [sheets.Column(name, 14), sheets.Column(_("%(name)s rests on", name=name), 22)]
        if asked.profile:
            columns.append(sheets.Column(_("%(name)s, levels short", name=name), 14))
    return columns


def _cells(asked: Asked, row: Compared) -> list[sheets.Cell]:
    words, shared = number_words(), row.shared
    cells: list[sheets.Cell] = [
        shared.name,
        shared.number,
        str(KIND_LABELS[shared.kind]),
        local(shared.shared_at).date(),
        shared.until,
    ]
    if row.readiness:
        value = services.shown_value(row.readiness)
        cells += [str(VERDICT_LABELS[row.readiness.verdict]), None if value is None else format_number(value, 3)]
    for cell in row.cells:
        cells += [
            cell.effective if cell.answered else _("Not answered"),
            words[cell.rests_on] if cell.rests_on else None,
        ]
        if asked.profile:
            cells.append(cell.gap)
    return cells
