"""The room's vocabulary."""

from app.blueprints.impartiality.terms.declarations import DeclarationDraft, Stance, Standing, Tie, TieKind, Why

__all__ = ["DeclarationDraft", "Stance", "Standing", "Tie", "TieKind", "Why"]
