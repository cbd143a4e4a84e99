"""The public account of moderation: a page, and the same as CSV and JSON. Reads what is published and nothing else."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.moderation import bp
from app.blueprints.moderation.forms.account import row_word, third_name
from app.blueprints.moderation.models import Account
from app.blueprints.moderation.queries import account as queries
from app.blueprints.moderation.rules.account import as_csv
from app.blueprints.moderation.rules.periods import Third, read_key, third_of
from app.blueprints.moderation.terms.account import GROUNDS, LANGUAGES, MEASURES, OUTCOMES, SOURCES, WITH_GROUND
from app.blueprints.moderation.terms.account import WITHOUT_GROUND as LEFT
from app.core import charts
from app.core.access import public
from app.core.clock import today
from app.core.downloads import disposition
from app.core.i18n import locale
from app.core.render import render


@dataclass(frozen=True)
class Part:
    """One table of the account, with its drawings. `rows` are (name, count), None where hidden."""

    name: str
    title: str
    note: str
    rows: tuple[tuple[str, int | None], ...]
    total: int | None
    wide: Markup
    narrow: Markup


@bp.get("/transparency")
@public
def transparency() -> ResponseReturnValue:
    """The newest account, or when the first one comes."""
    accounts = queries.published_accounts()
    return _page(accounts, accounts[0] if accounts else None)


@bp.get("/transparency/<period>")
@public
def transparency_of(period: str) -> ResponseReturnValue:
    third = read_key(period)
    accounts = queries.published_accounts()
    account = next((each for each in accounts if each.period == period), None)
    if third is None or (account is None and third != third_of(today()) and third.next != third_of(today())):
        abort(404)
    return _page(accounts, account, third)


@bp.get("/transparency/<period>.csv")
@public
def transparency_csv(period: str) -> ResponseReturnValue:
    """UTF-8 with a byte order mark and semicolons, as a Norwegian spreadsheet opens it."""
    account = _published(period)
    response = _file(account, "text/csv; charset=utf-8", "csv")
    if response.status_code != 304:
        response.set_data(as_csv(account.document))
    return response


@bp.get("/transparency/<period>.json")
@public
def transparency_json(period: str) -> ResponseReturnValue:
    account = _published(period)
    response = _file(account, "application/json", "json")
    if response.status_code != 304:
        told = account.document | {"sha256": account.sha256, "made_at": account.created_at.isoformat()}
        response.set_data(json.dumps(told, ensure_ascii=False))
    return response


def _published(period: str) -> Account:
    account = queries.published(period) if read_key(period) else None
    if account is None:
        abort(404)
    return account


def _file(account: Account, content_type: str, ending: str) -> Response:
    response = Response(content_type=content_type)
    response.set_etag(f"{account.sha256[:32]}-{ending}")
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Disposition"] = disposition(f"samhandel-moderation-{account.period}.{ending}")
    response.make_conditional(request)
    return response


def _page(accounts: list[Account], account: Account | None, asked: Third | None = None) -> str:
    running = third_of(today())
    third = asked or (read_key(account.period) if account else None)
    return render(
        "moderation/transparency.html",
        account=account,
        document=account.document if account else None,
        third=third,
        name=third_name(third) if third else "",
        is_over=third is not None and third < running,
        periods=[(each.period, _alone(read_key(each.period) or running)) for each in accounts],
        running=third_name(running),
        running_alone=_alone(running),
        comes_on=running.next.first,
        parts=_parts(account.document, third) if account and third else {},
        measures=_rows(account.document, MEASURES, third.last) if account and third else (),
    )


def _alone(third: Third) -> str:
    """The name where no sentence stands before it: with a capital."""
    name = third_name(third)
    return name[0].upper() + name[1:]


def _rows(document: dict[str, Any], cells: tuple[str, ...], on: date) -> tuple[tuple[str, int | None], ...]:
    found = []
    for cell in cells:
        table, row = cell.split(".")
        found.append((row_word(cell, on), document["tables"][table].get(row, 0)))
    return tuple(found)


def _parts(document: dict[str, Any], third: Third) -> dict[str, Part]:
    tables = document["tables"]
    decided, grounded = tables["decided"]["all"], tables["decided"]["with_ground"]
    wanted = {
        "received": (_("What came in, and from where"), SOURCES, tables["received"]["all"], ""),
        "action": (
            _("What moderators decided"), (*LEFT, *WITH_GROUND), decided,
            _("Only decisions that stand are counted. Answers to appeals are counted further down."),
        ),
        "ground": (
            _("On what ground something was taken away or changed"), GROUNDS, grounded,
            _("A decision may rest on several grounds. It is counted once, under the one that stands in public."),
        ),
        "language": (_("The language of what was decided on"), LANGUAGES, decided, ""),
        "outcome": (_("How appeals ended"), OUTCOMES, tables["appeals"]["answered"], ""),
    }  # fmt: skip
    return {
        name: _part(name, title, _rows(document, cells, third.last), total, note)
        for name, (title, cells, total, note) in wanted.items()
    }


def _part(name: str, title: str, rows: tuple[tuple[str, int | None], ...], total: int | None, note: str) -> Part:
    drawn = [charts.Count(word, count) for word, count in rows if count != 0] or [charts.Count(*rows[0])]
    hidden = _("not shown")
    desc = ". ".join(f"{word}: {hidden if count is None else count}" for word, count in drawn) + "."
    wide = charts.counts(name, title, desc, drawn, hidden, locale())
    narrow = charts.counts(f"{name}-narrow", title, desc, drawn, hidden, locale(), narrow=True)
    return Part(name, title, note, rows, total, wide, narrow)
