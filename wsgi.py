"""Where a WSGI server, and the `flask` command, find the application."""

import click

from app import create_app
from app.cli import register_commands

# A command (and the worker is one) works as the worker's role; a server, `flask run` too, as the site's.
command = click.get_current_context(silent=True)
application = app = create_app(role="worker" if command and command.info_name != "run" else "web")
register_commands(app)
