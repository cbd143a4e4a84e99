"""Pages of the room, one module a noun."""

from app.blueprints.bilingual.views import (  # noqa: F401
    glossary,
    glossary_editing,
    labels,
    reading,
    reviewing,
    translating,
    translation_queue,
)
