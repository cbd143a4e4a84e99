"""`flask mail`: what the mail server pipes to us."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.notifications.rules.bounces import LARGEST_REPORT
from app.blueprints.notifications.services import count_bounce
from app.core.db import unit_of_work

group = AppGroup("mail", help="Mail that comes back.")
SAID = {
    "counted": "A bounce, counted with the address that it came from.",
    "known": "A bounce of a mail that is not among those that left, or that was counted before. Ignored.",
    "too_large": "Too large for a report of a bounce. Ignored.",
    "not_a_report": "Not a report of a mail that could not be delivered (RFC 3464): a reply, perhaps. Ignored.",
    "not_for_good": "A report, but of no failure for good. Ignored.",
    "no_mail_of_ours": "A report that names no mail of ours. Ignored.",
}


def register(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("bounce")
def bounce() -> None:
    """Read one report of a mail that came back (RFC 3464) from standard input, and say what came of it.

    The exit status is 0 for whatever is read: a mail server that pipes here must not bounce a bounce.
    """
    raw = sys.stdin.buffer.read(LARGEST_REPORT + 1)
    with unit_of_work():
        said = count_bounce(raw)
    click.echo(SAID[said])
