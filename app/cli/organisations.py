"""`flask org`: what the register says of a number, and bringing an organisation here from the command line."""

import sys
from dataclasses import asdict

import click
from flask import Flask
from flask.cli import AppGroup

from app.adapters import brreg
from app.adapters.numbers import BadNumber, OrganisationNumber, parse_number
from app.blueprints.accounts.queries.people import find_person_by_email
from app.blueprints.accounts.services import organisations as services
from app.blueprints.accounts.terms import Kind, OrganisationDraft
from app.core.db import unit_of_work
from app.core.errors import DomainError

group = AppGroup("org", help="Organisations and the register.")
NOT_FOUND, DOWN, BAD = 3, 4, 2


def register(app: Flask) -> None:
    app.cli.add_command(group)


def _number(text: str, country: str) -> OrganisationNumber:
    try:
        return parse_number(text, country)
    except BadNumber as bad:
        click.echo(f"not an organisation number: {bad.code}", err=True)
        sys.exit(BAD)


@group.command("lookup")
@click.argument("number")
def lookup(number: str) -> None:
    """Ask the register about NUMBER, however it is written, and print the outcome. Nothing is stored."""
    wanted = _number(number, "NO")
    if not wanted.is_norwegian:
        click.echo(f"{wanted}: only Norwegian numbers are looked up; staff verify others")
        sys.exit(NOT_FOUND)
    outcome = brreg.lookup(wanted.value)
    click.echo(f"outcome: {type(outcome).__name__.lower()}")
    for name, value in asdict(outcome).items():
        shown = ", ".join(value) if isinstance(value, tuple) else value
        click.echo(f"{name}: {'not known' if shown is None else shown}")
    if isinstance(outcome, brreg.Down):
        sys.exit(DOWN)
    if not isinstance(outcome, brreg.Card):
        sys.exit(NOT_FOUND)


@group.command("add")
@click.argument("number")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True)
@click.option("--owner", "email", required=True, help="E-mail address of an account.")
@click.option("--name", default="", help="Needed when the register cannot give it.")
@click.option("--country", default="NO", show_default=True)
def add(number: str, kind: str, email: str, name: str, country: str) -> None:
    """Bring an organisation here, verified by whoever runs the site. The only way for a ministry."""
    wanted = _number(number, country)
    with unit_of_work():
        owner = find_person_by_email(email.lower())
        if owner is None:
            raise click.ClickException("no account has that address")
        draft = OrganisationDraft(scheme=wanted.scheme, number=wanted.value, kind=Kind(kind), name=name)
        try:
            made = services.add_organisation(draft, services.look_up(wanted.scheme, wanted.value), owner=owner)
        except DomainError as refused:
            raise click.ClickException(refused.code) from refused
        click.echo(f"{made.id} {made.name}")
