"""Pure rules of the room, one module a noun."""

from app.blueprints.dialogues.rules.dialogues import Shown, Step, named, other_language, present, stage, steps

__all__ = ["Shown", "Step", "named", "other_language", "present", "stage", "steps"]
