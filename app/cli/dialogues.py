"""`flask dialogues`: what a dialogue can prove, from outside the site."""

import json
import sys
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.involvement.services.reports import make_report
from app.blueprints.parity.queries import participants, who_got_what_when
from app.blueprints.parity.rules import written_out
from app.core.db import NOBODY, acting_for, unit_of_work

group = AppGroup("dialogues", help="What a market dialogue can prove.")
NOT_FOUND, DRAFT = 3, 4


def register(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("ledger")
@click.argument("dialogue_id", type=int, metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def ledger(dialogue_id: int, *, as_json: bool) -> None:
    """Print who was told what, and when, in the dialogue with this ID.

    One line an item, or with --json one object: "items" in the order of the ledger, each with "standing" (waiting, red,
    exempted or published), "first_told_at", "channel", "told" (those who knew before everybody did: "organisation",
    "organisation_number", "at", "channel"), "published_at" (from then on everybody could read it), "exempted_at" and
    "reason"; "participants" in the order they joined; and the counts "told", "published", "exempted" and "red". Times
    are ISO 8601 in UTC; what is not there is null. Exits 0, and 3 when there is no such dialogue.
    """
    found = _whole(dialogue_id)
    if found is None:
        click.echo(f"there is no dialogue {dialogue_id}", err=True)
        sys.exit(NOT_FOUND)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    click.echo(f"{found['title']} ({found['state']}): told {found['told']}, red {found['red']}")
    for item in found["items"]:
        click.echo("  ".join([
            f"{item['id']:>6}", f"{item['standing']:<9}", item["kind"], item["title"],
            f"first told {item['first_told_at'] or '-'}", f"to {len(item['told'])} by itself",
            f"published {item['published_at'] or '-'}",
        ]))  # fmt: skip


@group.command("report")
@click.argument("dialogue_id", type=int, metavar="ID")
@click.option("--lang", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True, help="Its language.")
@click.option("--json", "as_json", is_flag=True, help="Print the report itself.")
def report(dialogue_id: int, lang: str, *, as_json: bool) -> None:
    """Make the report on advance involvement of the dialogue with this ID, and keep it.

    Prints its number and SHA-256; with --json the report itself, byte for byte what was hashed and without a line break
    after it, so that `sha256sum` of what is printed is the SHA-256 that was kept. Exits 0, 3 when there is no such
    dialogue, and 4 while it is a draft.
    """
    with unit_of_work(NOBODY) as session:
        dialogue = session.get(Dialogue, dialogue_id)
    if dialogue is None:
        click.echo(f"there is no dialogue {dialogue_id}", err=True)
        sys.exit(NOT_FOUND)
    if dialogue.state is DialogueState.DRAFT:
        click.echo(f"dialogue {dialogue_id} is a draft: nobody has been told anything", err=True)
        sys.exit(DRAFT)
    with unit_of_work(acting_for(*dialogue.host_ids)):
        made = make_report(dialogue_id, lang, by=None)
        text, line = made.body, f"report {made.number} ({lang}): SHA-256 {made.sha256}"
    if as_json:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        click.echo(line)


def _whole(dialogue_id: int) -> dict[str, Any] | None:
    """The ledger as those who host the dialogue may read it."""
    with unit_of_work(NOBODY) as session:
        dialogue = session.get(Dialogue, dialogue_id)
    if dialogue is None:
        return None
    with unit_of_work(acting_for(*dialogue.host_ids)):
        return written_out(dialogue, who_got_what_when(dialogue_id), participants(dialogue_id))
