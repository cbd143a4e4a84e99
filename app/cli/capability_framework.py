"""`flask capability framework`: check a file without a database; list, export and import versions with one."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.capability import queries, rules, services
from app.blueprints.capability.forms import fault_text
from app.blueprints.capability.terms import LANGUAGES, MOST_BYTES, Data, Fault
from app.cli.capability import capability
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.i18n import in_language

FAULTY, BAD = 1, 2

framework = AppGroup("framework", help="Versions of dimensions, as JSON or as a workbook (xlsx).")
capability.add_command(framework)


def register(app: Flask) -> None:
    """The group hangs on `flask capability`, which adds itself."""


@framework.command("check")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def check(path: Path) -> None:
    """Print every fault of a framework FILE (JSON or xlsx, told by what it holds); needs no database.

    Exits 0 when there is none, 1 with faults, 2 when the file cannot be read.
    """
    data = read(path)
    name, count = data["name"]["en"], len(data["dimensions"])
    click.echo(f"no faults: {count} dimensions of {data['code']} version {data['version']} ({name})")


def read(path: Path) -> Data:
    """What the file holds; faults are printed, and end the command."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        click.echo(f"{path}: {error.strerror}", err=True)
        sys.exit(BAD)
    reading = rules.read_framework(content)
    for fault in reading.faults:
        click.echo(line(fault))
    if reading.data is None:
        sys.exit(FAULTY)
    return reading.data


def line(fault: Fault) -> str:
    """`levels row 17: the Nynorsk text is missing`; a column that the reason does not name stands after the row."""
    with in_language("en"):
        reason = fault_text(fault).removesuffix(".")
    place = " ".join(part for part in (fault.sheet, f"row {fault.row}" if fault.row else "") if part)
    where = "" if fault.sheet and fault.where in LANGUAGES else fault.where
    place = ", ".join(part for part in (place, where) if part)
    starts_a_word = reason[1:2].islower()
    return f"{place or 'file'}: {reason[0].lower() if starts_a_word else reason[0]}{reason[1:]}"


@framework.command("list")
@click.argument("code", default="default")
def list_versions(code: str) -> None:
    """Every version of the framework CODE ("default" unless said), the newest first."""
    with unit_of_work():
        for version in queries.versions_of(code):
            state = "in force" if version.in_force else f"valid from {version.valid_from}"
            click.echo(f"{version.code} version {version.version}: {version.dimensions} dimensions, {state}")


@framework.command("export")
@click.argument("code")
@click.option("--version", type=int, help="The version in force, unless said.")
@click.option("--xlsx", is_flag=True, help="A workbook instead of JSON.")
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path))
def export(code: str, version: int | None, output: Path, *, xlsx: bool) -> None:
    """Write a version of the framework CODE to a file."""
    with unit_of_work():
        found = queries.framework_in_force(code) if version is None else queries.find_framework(code, version)
        if found is None:
            click.echo(f"there is no such framework: {code}", err=True)
            sys.exit(BAD)
        data = found.as_data()
    output.write_bytes(rules.to_workbook(data) if xlsx else rules.to_json(data).encode())
    click.echo(f"{output}: {data['code']} version {data['version']}")


@framework.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def import_version(path: Path) -> None:
    """Store FILE as the next version of the common dimensions. A version that is here never changes."""
    data = read(path)
    try:
        with unit_of_work():
            stored = services.add_version(data, by=None)
            click.echo(f"stored: {stored.code} version {stored.version}, valid from {stored.valid_from}")
    except DomainError as error:
        with in_language("en"):
            click.echo(error.message, err=True)
        sys.exit(FAULTY)
