"""`flask moderation`: what the detectors find in a text, and the public account."""

import json
import sys
from datetime import datetime

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.moderation.rules.account import HEADS, lines
from app.blueprints.moderation.services.account import COUNTING, report
from app.blueprints.screening.rules.detectors import find
from app.blueprints.screening.services import findings
from app.core.db import DatabaseTrouble, unit_of_work

moderation = AppGroup("moderation", help="What the detectors find in a text, and the public account.")


def register(app: Flask) -> None:
    app.cli.add_command(moderation)


@moderation.command("scan")
@click.option(
    "--lists", is_flag=True, help="Also look for the words in the ministry's own lists, if the database answers."
)
def scan(*, lists: bool) -> None:
    """Read text (UTF-8) on standard input and print what is found in it as JSON. Needs no database.

    A list of {"kind", "start", "end", "certainty"} in the order of the text; positions count characters from 0, and
    "end" is the one after the last. What was found is never printed. Kinds: nin, kontonummer, phone, email, email-role,
    price, secret. Certainty: high, medium or low. Bytes that are no UTF-8 are read as a replacement character. Exits 0.
    """
    text = sys.stdin.buffer.read().decode(errors="replace")
    try:
        found = findings(text) if lists else find(text)
    except DatabaseTrouble:
        click.echo("The database does not answer: the ministry's own lists were left out.", err=True)
        found = find(text)
    rows = [
        {"kind": one.kind.value, "start": one.start, "end": one.end, "certainty": one.certainty.value} for one in found
    ]
    click.echo(json.dumps(rows))


DAY = click.DateTime(["%Y-%m-%d"])


@moderation.command("report")
@click.option("--from", "first", type=DAY, required=True, metavar="YYYY-MM-DD", help="The first day.")
@click.option("--to", "last", type=DAY, required=True, metavar="YYYY-MM-DD", help="The last day, which is included.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def print_report(first: datetime, last: datetime, *, as_json: bool) -> None:
    """Print the public account of these days (in Norway, both included), counted now from the rows.

    Counts from one to four are hidden (null), and with them as many others as it takes that none can be computed back.
    "tables" are counts by table and row, "hidden" names the cells that are not shown, "hours" is the time to a first
    decision, "shares" are from 0 to 1. "journal" says whether the journal has the same totals, and if not, in which they
    differ, without the numbers. Exits 0 when it agrees, and 1 when it does not.
    """
    if last < first:
        raise click.BadParameter("the last day is before the first", param_hint="--to")
    with unit_of_work(COUNTING):
        account = report(first.date(), last.date())
    if as_json:
        click.echo(json.dumps(account, ensure_ascii=False))
    else:
        click.echo("\t".join(HEADS))
        for line in lines(account):
            click.echo("\t".join(line))
        differs = ", ".join(account["journal"]["differs"])
        click.echo(f"the journal differs: {differs}" if differs else "the journal agrees")
    if not account["journal"]["agrees"]:
        raise SystemExit(1)
