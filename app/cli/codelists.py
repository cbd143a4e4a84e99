"""`flask codelists`: load a publisher's file, and see which editions are in force."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.codelists import queries
from app.blueprints.codelists.rules import files
from app.blueprints.codelists.services.loading import load as load_entries
from app.blueprints.codelists.terms import LOADED, LineFault
from app.cli.json_files import plain
from app.core.db import unit_of_work

FAULTY, BAD = 1, 2
REASONS = {
    "not_a_code": "is no code of this list",
    "check_digit": "has a wrong check digit",
    "twice": "stands twice",
    "no_name": "has no name",
    "name_too_long": f"has a name of more than {files.LONGEST} characters",
    "too_many": "is where reading stopped: too many rows or faults",
    "no_columns": "has no column of codes, or none of names, that is known",
    "cannot_be_read": "cannot be read as a table",
    "too_large": f"is larger than {files.MOST_BYTES // 1_000_000} MB",
    "no_codes": "holds no codes",
}
codelists = AppGroup("codelists", help="CPV, counties, municipalities, NUTS regions and industry codes.")


def register(app: Flask) -> None:
    app.cli.add_command(codelists)


@codelists.command("load")
@click.argument("name", type=click.Choice(sorted(LOADED)))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--version", help="The version of the list, where it is not the one that we know.")
@click.option("--skip-faults", is_flag=True, help="Load the rest of a file with faulty lines.")
def load(name: str, path: Path, version: str | None, *, skip_faults: bool) -> None:
    """Load the list NAME from the publisher's FILE (CSV or xlsx). Sent again, the same file changes nothing.

    Every faulty line is printed. Exits 0 when the list is in force, 1 when nothing was loaded because of faults, and 2
    when the file cannot be read.
    """
    kind, known_version = LOADED[name]
    try:
        with path.open("rb") as file:
            content = file.read(files.MOST_BYTES + 1)
    except OSError as error:
        click.echo(f"{plain(str(path))}: {error.strerror}", err=True)
        sys.exit(BAD)
    entries, faults = files.read(content, kind, version or known_version)
    for fault in faults:
        click.echo(_line(fault), err=True)
    if not entries or (faults and not skip_faults):
        click.echo("nothing was loaded", err=True)
        sys.exit(FAULTY)
    with unit_of_work():
        done = load_entries(kind, version or known_version, entries, source=path.name)
    if done.same:
        click.echo(f"{name} {done.version}: {done.codes} codes, nothing new")
        return
    skipped = f", {len(faults)} lines left out" if faults else ""
    changes = f"{done.added} new, {done.renamed} renamed, {done.gone} gone"
    click.echo(f"{name} {done.version}: {done.codes} codes, {changes}{skipped}")


@codelists.command("list")
def list_editions() -> None:
    """The edition in force of each list."""
    with unit_of_work():
        for row in queries.in_force():
            kept = "whole" if row.complete else "short, shipped"
            click.echo(
                f"{row.kind} {row.version}: {row.codes} codes ({kept}), {plain(row.source)}, {row.created_at:%Y-%m-%d}"
            )


def _line(fault: LineFault) -> str:
    place = f"line {fault.line}" if fault.line else "file"
    found = f" {plain(fault.found)}" if fault.found else ""
    return f"{place}:{found} {REASONS[fault.reason]}"
