"""The buyer's side: its suppliers in the order of their names, one firm, and the same as a workbook.

Reads what is disclosed and nothing else (tests/disclosure/test_architecture.py). There is no order but the name's, no
filter on what a firm has disclosed, and nowhere a league table. Each reading is noted for the firm before it leaves.
"""

from collections.abc import Mapping

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.disclosure import bp, policies, rules
from app.blueprints.disclosure.forms.wordings import SHORT_LABELS, value_words
from app.blueprints.disclosure.models import Consent
from app.blueprints.disclosure.queries import disclosed as queries
from app.blueprints.disclosure.services import reading
from app.blueprints.disclosure.terms import (
    MOST_EXPORTED,
    SHARES,
    Datum,
    DatumShown,
    Opened,
    PortfolioLine,
    YearShown,
)
from app.core import navigation, sheets
from app.core.access import actor, also, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.downloads import Download, answer
from app.core.forms import clean
from app.core.render import render

GONE = 410


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A buyer's own people find its suppliers' safety in the menu."""
    number = (
        organisation.organisation_id if isinstance(organisation, MembershipFact) else getattr(organisation, "id", 0)
    )
    own = who.membership(number) if number else None
    if own is None or own.kind not in policies.READERS:
        return None
    return navigation.Item(
        _("Supplier safety"), url_for("disclosure.show_portfolio", organisation_id=own.organisation_id)
    )


navigation.add(27, menu_item)


def asked_year() -> int:
    """The calendar year that the address asks for; the last whole one unless it is one of those that can be seen."""
    asked, offered = asked_number("year"), rules.years_shown(today())
    return asked if asked in offered else today().year - 1


@bp.get("/organisations/<int:organisation_id>/portfolio")
@guard(policies.can_read_portfolio, conceal=True, organisation=get_organisation)
def show_portfolio(organisation: Organisation) -> ResponseReturnValue:
    year, wanted = asked_year(), clean(request.args.get("wanted", ""))[:200]
    after = request.args.get("after", "")[:400]
    page = queries.portfolio(organisation.id, year, today(), wanted=wanted, after=after)
    reading.note_readings(
        [line.organisation_id for line in page.rows],
        receiver_id=organisation.id,
        opened=Opened.PORTFOLIO,
        by=actor(),
    )
    return render(
        "disclosure/portfolio.html",
        organisation=organisation,
        page=page,
        shown=reading.lines_shown(page.rows, year),
        year=year,
        years=rules.years_shown(today()),
        wanted=wanted,
        first=not after,
    )


@bp.get("/organisations/<int:organisation_id>/portfolio.xlsx")
@guard(policies.can_read_portfolio, conceal=True, organisation=get_organisation)
def portfolio_workbook(organisation: Organisation) -> ResponseReturnValue:
    """The same of every firm on one sheet, in the order of their names, and without Excel's own filter."""
    year = asked_year()
    lines = queries.portfolio(organisation.id, year, today(), length=MOST_EXPORTED).rows
    reading.note_readings(
        [line.organisation_id for line in lines], receiver_id=organisation.id, opened=Opened.EXPORT, by=actor()
    )
    shown = reading.lines_shown(lines, year)
    name = _("Supplier safety %(year)s", year=year)
    content = sheets.workbook(
        name,
        _columns(),
        [_cells(line, shown[line.organisation_id]) for line in lines],
        filtered=False,
    )
    return answer(Download(f"{name}, {organisation.name}.xlsx", sheets.MIME, len(content), [content]))


def _columns() -> list[sheets.Column]:
    columns = [sheets.Column(_("Firm"), 32), sheets.Column(_("Organisation number"), 20), sheets.Column(_("Year"), 8)]
    for datum in Datum:
        label = str(SHORT_LABELS[datum])
        if datum in SHARES:
            columns += [sheets.Column(label, 14), sheets.Column(_("%(name)s, of", name=label), 14)]
        else:
            columns.append(sheets.Column(label, 26))
        columns.append(sheets.Column(_("%(name)s, level", name=label), 12))
    return columns


def _cells(line: PortfolioLine, year: YearShown) -> list[sheets.Cell]:
    cells: list[sheets.Cell] = [line.name, line.number, year.year]
    for datum in Datum:
        shown = year.of(datum)
        cells += [*_value_cells(shown), f"V{int(shown.level)}"]
    return cells


def _value_cells(shown: DatumShown) -> list[sheets.Cell]:
    if shown.datum in SHARES:
        part, whole = shown.value
        return [part, whole] if whole else [None, None]
    return [value_words(shown)]


@bp.get("/organisations/<int:organisation_id>/portfolio/<int:firm_id>")
@guard(
    policies.can_read_firm,
    conceal=True,
    organisation=get_organisation,
    firm=get_organisation,
    consents=also("firm", queries.newest_consents),
)
def show_firm(organisation: Organisation, firm: Organisation, consents: Mapping[int, Consent]) -> ResponseReturnValue:
    """What the firm lets be seen; or, from the moment it is taken back or over, that it was. No form on this page."""
    consent = consents[organisation.id]
    if not reading.is_live(consent):
        return gone(organisation, firm, consent)
    reading.note_readings([firm.id], receiver_id=organisation.id, opened=Opened.PAGE, by=actor())
    return render(
        "disclosure/shown.html",
        organisation=organisation,
        firm=firm,
        consent=consent,
        years=reading.years_of(firm.id),
        may_verify=policies.can_verify(actor(), organisation, firm, consents),
    )


def gone(organisation: Organisation, firm: Organisation, consent: Consent) -> ResponseReturnValue:
    """A page that shows nothing of what could be seen, and says why."""
    return render("disclosure/gone.html", organisation=organisation, firm=firm, consent=consent), GONE
