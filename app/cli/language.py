"""`flask language`: what the site makes of a text's language, and a machine's draft of it. Needs no database."""

import json
import sys
from dataclasses import asdict

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.adapters import apertium
from app.adapters.translation import Rejected, TimedOut, TooLong, TranslationError, Unavailable, Unsupported
from app.blueprints.bilingual.rules.detection import detect
from app.blueprints.bilingual.services.engine import draft_text
from app.core.language_tags import OTHER_FORM, understood
from config import Settings

FAILED = 1
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


@language.command("draft", context_settings={"ignore_unknown_options": True})  # a text may begin with a hyphen
@click.argument("text", metavar="TEXT")
@click.option("--to", "target", required=True, metavar="LANGUAGE", help="nb or nn.")
@click.option("--from", "source", metavar="LANGUAGE", help="Default: the other written form of Norwegian.")
@click.option("--keep", "names", multiple=True, metavar="NAME", help="A name that stays as it is; may be given again.")
def print_draft(text: str, target: str, source: str | None, names: tuple[str, ...]) -> None:
    """Print a machine draft of TEXT (Markdown); `-` reads standard input.

    A draft is for a person to read and mend. Links, code, placeholders, mentions and --keep come back
    as they were, or there is no draft. Words that the dictionaries lack are named on standard error.

    Exits 0 with a draft; 1 without, and one sentence on standard error says why.
    """
    settings: Settings = current_app.extensions["samhandel_settings"]
    written = sys.stdin.read() if text == "-" else text
    target = understood(target) or target
    source = (understood(source) or source) if source else OTHER_FORM.get(target, "nb")
    try:
        draft = draft_text(apertium.engine(settings), written, source, target, names)
    except TranslationError as error:
        click.echo(_sentence(error, source, target, settings), err=True)
        sys.exit(FAILED)
    click.echo(draft.text, nl=not draft.text.endswith("\n"))
    if draft.unknown_words:
        click.echo(f"not in the dictionary: {', '.join(draft.unknown_words)}", err=True)


def _sentence(error: TranslationError, source: str, target: str, settings: Settings) -> str:
    if isinstance(error, Unavailable) and error.why == "absent":
        if not settings.apertium:
            return "Machine drafts are switched off here: APERTIUM is empty."
        return (
            "There is no machine for drafts here: install apertium and apertium-nno-nob, or set APERTIUM to its path."
        )
    sentences: dict[type[TranslationError], str] = {
        Unavailable: f"The machine did not answer ({error}).",
        Unsupported: f"No machine here drafts from {source} to {target}: only between nb and nn; people translate the rest.",
        TooLong: f"The text is too long: at most {apertium.LONGEST} characters at a time.",
        Rejected: f"The machine's answer cannot be used, since something in it is missing or changed ({error}).",
        TimedOut: f"The machine did not answer within {settings.apertium_timeout:g} seconds.",
    }
    return sentences.get(type(error), str(error))
