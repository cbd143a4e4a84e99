"""`flask user`: accounts and platform powers from the command line. What it does is in the journal, by nobody."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.accounts.forms import wordings  # noqa: F401 - what the refusals say
from app.blueprints.accounts.models import Person
from app.blueprints.accounts.queries.people import find_person_by_email
from app.blueprints.accounts.services import grants, people, second_factor
from app.blueprints.accounts.terms import PlatformRole, SignUpDraft
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.i18n import LOCALES, in_language
from app.core.mail_addresses import normalise_email

group = AppGroup("user", help="People and what they may do on the platform.")
ROLE = click.Choice([role.value for role in PlatformRole])


def register(app: Flask) -> None:
    app.cli.add_command(group)


@contextmanager
def work() -> Iterator[None]:
    """One transaction; a refusal is printed in words and ends with status 1."""
    try:
        with unit_of_work():
            yield
    except DomainError as error:
        with in_language("en"):
            click.echo(f"{error.code}: {error.message}", err=True)
        sys.exit(1)


def find(email: str) -> Person:
    person = find_person_by_email(normalise_email(email) or "")
    if person is None:
        click.echo(f"no account has the address {email}", err=True)
        sys.exit(1)
    return person


@group.command("create")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--password", envvar="SAMHANDEL_PASSWORD", help="Asked for, unseen, when it is not given.")
@click.option("--locale", type=click.Choice(LOCALES), default="nb", show_default=True)
@click.option("--confirmed", is_flag=True, help="The address is known to be theirs. Otherwise a link is sent.")
def create(email: str, name: str, password: str | None, locale: str, confirmed: bool) -> None:  # noqa: FBT001 - click's way
    """Make an account for EMAIL."""
    address = normalise_email(email)
    if address is None:
        click.echo(f"not an e-mail address: {email}", err=True)
        sys.exit(2)
    secret = password or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with work():
        draft = SignUpDraft(name=name, email=address, password=secret, locale=locale)
        person = people.create_person(draft, confirmed=confirmed)
        if not confirmed:
            people.ask_to_confirm(person)
    click.echo(f"created: {address} (person {person.id})")


@group.command("grant")
@click.argument("email")
@click.argument("role", type=ROLE)
def grant(email: str, role: str) -> None:
    """Make EMAIL a moderator, an administrator or a lawyer. The power sleeps until a second factor is set up and given."""
    with work():
        grants.grant_role(find(email), PlatformRole(role), by=None)
    click.echo(f"granted: {email} is {role}")


@group.command("revoke")
@click.argument("email")
@click.argument("role", type=ROLE)
def revoke(email: str, role: str) -> None:
    """Take the role back; it is gone at the person's next request."""
    with work():
        grants.revoke_role(find(email), PlatformRole(role), by=None)
    click.echo(f"revoked: {email} is no longer {role}")


@group.command("code")
@click.argument("email")
def code(email: str) -> None:
    """The code that EMAIL's app would show now. Only in a demo or in development."""
    with work():
        click.echo(second_factor.current_code(find(email)))
