"""`flask forum`: whether counters, numbers, paths and unread are what they should be."""

import json
from dataclasses import asdict

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.forum.services import verifying

forum = AppGroup("forum", help="Threads and posts.")


def register(app: Flask) -> None:
    app.cli.add_command(forum)


@forum.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print what drifts as JSON.")
@click.option("--mend", is_flag=True, help="First recount counters that drift, each while its row is held.")
def verify(*, as_json: bool, mend: bool) -> None:
    """Count everything again and print what drifts: ids, numbers, what is stored and what was counted.

    Exits 0 when nothing drifts and 1 when something does. Safe while the site runs: each check sees one moment.
    """
    mended = verifying.mend() if mend else 0
    found = verifying.verify()
    if as_json:
        click.echo(json.dumps({"drift": [asdict(each) for each in found], "mended": mended}, ensure_ascii=False))
    else:
        if mend:
            click.echo(f"{mended} recounted")
        for drift in found:
            for number, seq, stored, counted in drift.rows:
                click.echo(f"DRIFT {drift.check} {number}{f' #{seq}' if seq else ''}: {stored}, found {counted}")
            if drift.count > len(drift.rows):
                click.echo(f"DRIFT {drift.check}: and {drift.count - len(drift.rows)} more")
        click.echo("drift" if found else "no drift")
    if found:
        raise SystemExit(1)
