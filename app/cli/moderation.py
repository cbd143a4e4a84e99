"""`flask moderation`: what the detectors find in a text."""

import json
import sys

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.screening.rules.detectors import find
from app.blueprints.screening.services import findings

moderation = AppGroup("moderation", help="What the detectors find in a text, and the public account.")


def register(app: Flask) -> None:
    app.cli.add_command(moderation)


@moderation.command("scan")
@click.option("--lists", is_flag=True, help="Also look for the words in the ministry's own lists; needs the database.")
def scan(*, lists: bool) -> None:
    """Read text (UTF-8) on standard input and print what is found in it as JSON. Needs no database.

    A list of {"kind", "start", "end", "certainty"} in the order of the text; positions count characters from 0, and
    "end" is the one after the last. What was found is never printed. Kinds: nin, kontonummer, phone, email, email-role,
    price, secret. Certainty: high, medium or low. Bytes that are no UTF-8 are read as a replacement character. Exits 0.
    """
    text = sys.stdin.buffer.read().decode(errors="replace")
    found = findings(text) if lists else find(text)
    rows = [
        {"kind": one.kind.value, "start": one.start, "end": one.end, "certainty": one.certainty.value} for one in found
    ]
    click.echo(json.dumps(rows))
