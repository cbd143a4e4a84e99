"""What every page of the room words the same way."""

from app.blueprints.disclosure import bp
from app.blueprints.disclosure.forms import (
    DATUM_LABELS,
    LEVEL_LABELS,
    LEVEL_WORDS,
    OPENED_LABELS,
    SHORT_LABELS,
    mix_words,
    value_words,
)
from app.blueprints.disclosure.terms import Datum, Level


@bp.context_processor
def wordings() -> dict[str, object]:
    return {
        "Datum": Datum,
        "Level": Level,
        "datum_labels": DATUM_LABELS,
        "short_labels": SHORT_LABELS,
        "level_labels": LEVEL_LABELS,
        "level_meanings": [(LEVEL_LABELS[level], LEVEL_WORDS[level]) for level in Level],
        "opened_labels": OPENED_LABELS,
        "value_words": value_words,
        "mix_words": mix_words,
    }
