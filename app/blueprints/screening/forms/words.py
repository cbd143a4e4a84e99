"""A word for the ministry's lists."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Optional

from app.blueprints.screening.terms.words import LONGEST_WORD, WordDraft
from app.core import errors
from app.core.forms import Limit, OnceForm
from app.core.i18n import LOCALES, NAMES, locale

NOTE_LIMIT = 300
NEEDED = _l("This field cannot be empty.")

errors.words(
    {
        "word_empty": _l("Write a word of letters or digits."),
        "word_short": _l(
            "The word is too short: it would be found inside too many texts. Write at least four letters."
        ),
        "word_long": _l("The word is too long. Write the few words that tell of the secret, and no more."),
        "word_common": _l("This word stands in ordinary texts, and would be found in nearly all of them."),
        "word_is_there": _l("The list has this word already."),
        "word_is_removed": _l("This word has been removed already."),
        "words_are_many": _l("The lists take %(most)s words together. Remove one that is not needed."),
    }
)


class WordForm(OnceForm):
    language = SelectField(_l("Language"), [DataRequired(NEEDED)])
    word = StringField(_l("Word, or a few words in a row"), [DataRequired(NEEDED), Limit(LONGEST_WORD)])
    note = StringField(_l("Why it is in the list"), [Optional(), Limit(NOTE_LIMIT)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = [(code, NAMES[code]) for code in LOCALES]
        if not self.language.data:
            self.language.data = locale()

    def draft(self) -> WordDraft:
        return WordDraft(language=self.language.data, word=self.word.data, note=self.note.data or "")
