"""Pages of the room, one module a noun."""

from app.blueprints.bilingual.views import glossary, glossary_editing, reviewing, translating, translation_queue  # noqa: F401
