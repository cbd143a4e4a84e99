"""Where a WSGI server, and the `flask` command, find the application."""

import sys

from app import create_app
from app.cli import register_commands

# The command line (and the worker it starts) works as the worker's role; the site as the web's.
application = app = create_app(role="worker" if sys.argv[0].endswith("flask") and "run" not in sys.argv else "web")
register_commands(app)
