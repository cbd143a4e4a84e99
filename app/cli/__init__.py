"""Commands: thin, over the services. Each module here has `register(app)`."""

import importlib
import pkgutil

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add every module's commands to `flask`."""
    for module in pkgutil.iter_modules(__path__):
        found = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(found, "register"):
            found.register(app)
