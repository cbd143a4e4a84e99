"""Pure rules of the room, one module a noun."""

from app.blueprints.dialogues.rules.dialogues import (
    LANGUAGES,
    Shown,
    Step,
    languages_do,
    named,
    other_language,
    present,
    stage,
    steps,
)

__all__ = ["LANGUAGES", "Shown", "Step", "languages_do", "named", "other_language", "present", "stage", "steps"]
