"""How long it takes to read a dialogue, told before anybody begins."""

from app.blueprints.dialogues.terms.finding import SIGNS_A_WORD, WORDS_A_MINUTE


def reading_minutes(signs: int) -> int:
    """Whole minutes for a text of so many signs (letters and spaces), read with care; at least one."""
    return max(1, -(-signs // (WORDS_A_MINUTE * SIGNS_A_WORD)))
