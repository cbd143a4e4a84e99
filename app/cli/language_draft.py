"""`flask language draft`: what a machine makes of a text in the other written form of Norwegian. Needs no database."""

import sys

import click
from flask import Flask, current_app

from app.adapters import apertium
from app.adapters.translation import Rejected, TimedOut, TooLong, TranslationError, Unavailable, Unsupported
from app.blueprints.bilingual.rules.tags import understood
from app.blueprints.bilingual.services.engine import draft_text
from app.cli.language import language
from config import Settings

FAILED = 1
OTHER = {"nn": "nb", "nb": "nn"}


def register(app: Flask) -> None:
    """Nothing more than to be imported: `draft` belongs to the group in `language`."""


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
    source = (understood(source) or source) if source else OTHER.get(target, "nb")
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
