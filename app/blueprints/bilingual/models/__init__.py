"""Tables of translations and of the glossary, one module a noun."""

from app.blueprints.bilingual.models.translations import Translation, TranslationRequest

__all__ = ["Translation", "TranslationRequest"]
