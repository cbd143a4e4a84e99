"""What the buyer would publish, and what the firm says to it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.inputs.services.paraphrases import LONGEST
from app.core import written
from app.core.i18n import LOCALES
from app.core.localized import Localized
from app.core.render import language_name
from app.core.versioned import VersionedForm


class ParaphraseForm(VersionedForm):
    words_nb = written.paragraph(_l("To be published"), LONGEST)
    words_nn = written.paragraph(_l("To be published"), LONGEST)
    words_en = written.paragraph(_l("To be published"), LONGEST)

    def words(self) -> Localized:
        return Localized({lang: self[f"words_{lang}"].data for lang in LOCALES if f"words_{lang}" in self})


class ReplyForm(ParaphraseForm):
    """The firm's own words stand ready to be changed; which button is pressed says what it means."""

    said = written.optional_line(_l("A word to the buyer"), 500)


def paraphrase_form(kind: type[ParaphraseForm], words: Localized | None, version: int, languages: list[str]) -> Any:
    values = {f"words_{lang}": said for lang, said in (words or {}).items()}
    form = kind(version=version, **values)
    for lang in LOCALES:
        if lang not in languages:
            del form[f"words_{lang}"]
        else:
            label = form[f"words_{lang}"].label
            label.text = _("%(label)s in %(language)s", label=label.text, language=language_name(lang))
    return form
