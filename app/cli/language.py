"""`flask language`: what the site makes of a text's language. Needs no database."""

import json
import sys
from dataclasses import asdict

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.bilingual.rules.detection import detect

language = AppGroup("language", help="Which language a text is in, and machine drafts; needs no database.")


def register(app: Flask) -> None:
    app.cli.add_command(language)


@language.command("detect", context_settings={"ignore_unknown_options": True})  # a text may begin with a hyphen
@click.argument("text", metavar="TEXT")
def detect_text(text: str) -> None:
    """Print which language TEXT is most likely written in, as JSON; `-` reads standard input.

    "language" is nb, nn, en, da or sv, or null where there is nothing to go by; "confidence" is from 0 to 1.
    "mixed" names every language that a good part of the text is in, when there are several. Exits 0.
    """
    found = detect(sys.stdin.buffer.read().decode(errors="replace") if text == "-" else text)
    click.echo(json.dumps(asdict(found), ensure_ascii=False))
