"""A year of hours: twelve months in a table, those that lack in one form, and all for one's own spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import BASIS_LABELS, COLUMNS, code, year_form
from app.blueprints.safety.models import Hours
from app.blueprints.safety.terms import Month, Window
from app.core import clock, sheets
from app.core.access import actor, guard
from app.core.downloads import disposition
from app.core.errors import Refused
from app.core.render import render

FIRST_YEAR = 2000
YEARS_SHOWN = 6


@dataclass(frozen=True)
class YearRow:
    """A month of the table: its hours, or whether they could be there."""

    month: Month
    hours: Hours | None
    begun: bool

    @property
    def sick(self) -> float | None:
        return rules.sickness(self.hours.lost_days, self.hours.agreed_days) if self.hours else None


@dataclass(frozen=True)
class Year:
    """Twelve rows, and what they come to."""

    number: int
    rows: Sequence[YearRow]

    @property
    def reported(self) -> list[Hours]:
        return [row.hours for row in self.rows if row.hours]

    @property
    def missing(self) -> list[Month]:
        return [row.month for row in self.rows if row.begun and not row.hours]

    @property
    def estimated(self) -> int:
        return sum(hours.basis == "estimated" for hours in self.reported)

    @property
    def sick(self) -> float | None:
        """Of the months that state it."""
        stated = [hours for hours in self.reported if hours.agreed_days is not None]
        lost = sum((hours.lost_days or Decimal(0) for hours in stated), Decimal(0))
        return rules.sickness(lost, sum((hours.agreed_days or Decimal(0) for hours in stated), Decimal(0)))

    def total(self, column: str) -> Decimal:
        return sum((getattr(hours, column) for hours in self.reported), Decimal(0))


@bp.get("/organisations/<int:organisation_id>/safety/hours")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_hours(organisation: Organisation) -> ResponseReturnValue:
    reported = queries.reported_months(organisation.id)
    last = Month.of(clock.today()).plus(-1)
    first = reported[0] if reported else last
    return render(
        "safety/hours_list.html",
        organisation=organisation,
        year=_year(organisation, _asked_year(last.year)),
        years=range(min(first.year, clock.today().year - YEARS_SHOWN + 1), clock.today().year + 1),
        anything=bool(reported),
        missing=rules.missing_months(Window(first, last), reported, since=first) if first <= last else [],
        code=code,
        may_record=policies.can_record_safety(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/safety/hours/fill", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def fill_hours(organisation: Organisation) -> ResponseReturnValue:
    """The months of a year that lack, in one form."""
    number = _asked_year(Month.of(clock.today()).plus(-1).year)
    year = _year(organisation, number)
    form = year_form(organisation.id, year.missing, number)
    if form.validate_on_submit():
        try:
            saved = services.report_months(organisation.id, form.drafts(), by=actor())
        except Refused as error:  # somebody was first, between the look and the writing
            form.take(error)
        else:
            words = ngettext(
                "The hours of %(num)s month are saved.", "The hours of %(num)s months are saved.", len(saved)
            )
            flash(words, "success")
            return redirect(url_for(".list_hours", organisation_id=organisation.id, year=number), 303)
    return render(
        "safety/hours_year.html", organisation=organisation, form=form, year=year, columns=COLUMNS
    ), form.status


@bp.get("/organisations/<int:organisation_id>/safety/hours.xlsx")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def hours_workbook(organisation: Organisation) -> ResponseReturnValue:
    """Every month there is, newest first, in the language of the page that led here."""
    months = queries.hours_of(organisation.id, Window(Month(FIRST_YEAR, 1), Month.of(clock.today())), split=True)
    named = {row.site_id for hours in months for row in hours.sites}
    sites = [(number, name) for number, name in queries.site_names(organisation.id).items() if number in named]
    name = _("Hours worked")
    content = sheets.workbook(name, _columns(sites), (_cells(hours, sites) for hours in months))
    answer = Response(content, content_type=sheets.MIME)
    answer.headers["Content-Disposition"] = disposition(f"{name}, {organisation.name}, {clock.today()}.xlsx")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _columns(sites: Sequence[tuple[int, str]]) -> list[sheets.Column]:
    columns = [
        sheets.Column(_("Month"), 12),
        sheets.Column(_("Own people"), 16, sheets.HOURS),
        sheets.Column(_("Hired-in people"), 16, sheets.HOURS),
        sheets.Column(_("Together"), 16, sheets.HOURS),
        sheets.Column(_("Source"), 32),
        sheets.Column(_("Employees"), 12),
        sheets.Column(_("Agreed days"), 14, sheets.HOURS),
        sheets.Column(_("Days lost to sickness"), 14, sheets.HOURS),
        sheets.Column(_("Times corrected"), 16),
        sheets.Column(_("Written"), 12, sheets.DAY),
    ]
    for _number, name in sites:
        columns.append(sheets.Column(_("Own people, %(site)s", site=name), 24, sheets.HOURS))
        columns.append(sheets.Column(_("Hired-in people, %(site)s", site=name), 24, sheets.HOURS))
    return columns


def _cells(hours: Hours, sites: Sequence[tuple[int, str]]) -> list[sheets.Cell]:
    split = {row.site_id: row for row in hours.sites}
    cells: list[sheets.Cell] = [
        code(hours.period),
        hours.own,
        hours.hired_in,
        hours.total,
        str(BASIS_LABELS[hours.basis]),
        hours.headcount,
        hours.agreed_days,
        hours.lost_days,
        hours.version - 1,
        clock.local(hours.recorded_at).date(),
    ]
    for number, _name in sites:
        row = split.get(number)
        cells += [row.own, row.hired_in] if row else [None, None]
    return cells


def _year(organisation: Organisation, number: int) -> Year:
    """One statement."""
    window = Window(Month(number, 1), Month(number, 12))
    there = {hours.period: hours for hours in queries.hours_of(organisation.id, window)}
    this = Month.of(clock.today())
    return Year(number, [YearRow(month, there.get(month), month <= this) for month in window.months])


def _asked_year(otherwise: int) -> int:
    """The year in the address; what is no year of the register is `otherwise`."""
    typed = request.args.get("year", "")
    known = len(typed) == 4 and typed.isascii() and typed.isdecimal() and FIRST_YEAR <= int(typed) <= clock.today().year
    return int(typed) if known else otherwise
