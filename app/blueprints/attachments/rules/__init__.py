"""What may come in, by the content of a file; pure, and read in pieces."""

from app.blueprints.attachments.rules.look import look_through
from app.blueprints.attachments.rules.names import nameless, readable
from app.blueprints.attachments.rules.stripping import strip

__all__ = ["look_through", "nameless", "readable", "strip"]
