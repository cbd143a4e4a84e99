"""`flask capability`: what can be checked from outside, without a database: readiness here, framework files beside it."""

from flask import Flask
from flask.cli import AppGroup

capability = AppGroup("capability", help="Levels, requirement profiles and framework files; needs no database.")


def register(app: Flask) -> None:
    app.cli.add_command(capability)
