"""What is asked of a concept, what its codes mean to people, and the file that comes in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from app.blueprints.bilingual.rules.glossary_content import read_forbidden, told
from app.blueprints.bilingual.terms.glossary import (
    LANGUAGES,
    MOST_ADDRESS,
    MOST_CSV_BYTES,
    MOST_DEFINITION,
    MOST_FORM,
    MOST_SOURCE,
    ConceptDraft,
    ConceptEvent,
    Content,
    Domain,
    Wording,
)
from app.core import errors
from app.core.fields import FileField
from app.core.forms import Limit, OnceForm
from app.core.localized import Localized
from app.core.versioned import VersionedForm

MOST_LINES_OF_FORMS = 4_000  # characters of all synonyms, or of all forbidden forms

DOMAIN_WORDS = {
    Domain.PROCUREMENT: _l("Procurement"),
    Domain.DIALOGUE: _l("Dialogue"),
    Domain.SUPPLIER_DEVELOPMENT: _l("Supplier development"),
    Domain.HMS: _l("Health, safety and environment"),
    Domain.ENVIRONMENT: _l("Climate and environment"),
    Domain.ICT: _l("Digital services"),
    Domain.MODERATION: _l("Moderation and translation"),
}
EVENT_WORDS = {
    ConceptEvent.ADDED: _l("Added"),
    ConceptEvent.CHANGED: _l("Changed"),
    ConceptEvent.WITHDRAWN: _l("Withdrawn"),
    ConceptEvent.BROUGHT_BACK: _l("Brought back"),
}
PART_WORDS = {
    "domain": _l("Subject area"),
    "term": _l("Approved term"),
    "synonyms": _l("Synonyms"),
    "forbidden": _l("Do not use"),
    "definition": _l("Definition or note"),
    "source": _l("Source"),
    "source_url": _l("Address of the source"),
}

errors.words(
    {
        "glossary_term_missing": _l("A term is missing: there is one approved term in each language."),
        "glossary_term_too_long": _l("A term may have at most %(limit)s characters."),
        "glossary_term_characters": _l("A term cannot have a vertical line, a colon, a tab or a line break in it."),
        "glossary_term_without_letters": _l("A term must have at least one letter or figure."),
        "glossary_too_many_forms": _l("There may be at most %(limit)s of them."),
        "glossary_form_twice": _l("The same form stands here twice."),
        "glossary_form_allowed_and_forbidden": _l("A form cannot be both allowed and not to be used."),
        "glossary_reason": _l("A reason may have at most %(limit)s characters, and no vertical line."),
        "glossary_text_too_long": _l("This may have at most %(limit)s characters."),
        "glossary_address": _l("Write the whole address, with https:// first."),
        "glossary_concept_exists": _l("The glossary has this English term in this subject area already."),
        "glossary_full": _l("The glossary takes at most %(limit)s concepts."),
        "glossary_is_withdrawn": _l("This concept is withdrawn. Bring it back first."),
        "glossary_is_not_withdrawn": _l("This concept is not withdrawn."),
        "glossary_changed_meanwhile": _l(
            "The glossary was changed after you looked. Below is what the file would do now: look at it once more."
        ),
        "glossary_csv_encoding": _l(
            "The letters in the file cannot be read. Save it as “CSV UTF-8” in the spreadsheet, and choose it again."
        ),
        "glossary_csv_empty": _l("There is nothing in the file."),
        "glossary_csv_columns": _l("The first line must name the columns. These are missing: %(columns)s."),
        "glossary_csv_heads_twice": _l("Two columns have the same name."),
        "glossary_csv_lines": _l(
            "The file has %(lines)s lines, and %(limit)s is the most. Divide it and take it in piece by piece."
        ),
        "glossary_csv_large": _l("The file may be at most %(most)s MB."),
        "glossary_csv_broken": _l(
            "The file cannot be read from line %(line)s on: a quotation mark may be missing, or a cell is far too long."
        ),
        "glossary_csv_cells": _l("The line has more cells than the file has columns. Is a quotation mark missing?"),
        "glossary_csv_domain": _l("The domain must be one of these: %(domains)s."),
        "glossary_csv_unknown": _l("There is no concept with number %(number)s."),
        "glossary_csv_withdrawn": _l("This concept is withdrawn. Bring it back first."),
        "glossary_csv_stale": _l(
            "Somebody has changed the concept since the file was made: it is at version %(now)s, the file at %(read)s."
        ),
        "glossary_csv_twice": _l("This concept stands on line %(line)s too."),
    }
)


class ConceptForm(VersionedForm):
    """A concept: the same four fields in each language."""

    domain = SelectField(_l("Subject area"), [DataRequired(_l("Choose one."))])
    en = StringField(_l("Approved term in English"), [Limit(MOST_FORM), DataRequired(_l("Write the term."))])
    nb = StringField(_l("Approved term in Bokmål"), [Limit(MOST_FORM), DataRequired(_l("Write the term."))])
    nn = StringField(_l("Approved term in Nynorsk"), [Limit(MOST_FORM), DataRequired(_l("Write the term."))])
    synonyms_en = TextAreaField(_l("Synonyms in English"), [Optional(), Limit(MOST_LINES_OF_FORMS)])
    synonyms_nb = TextAreaField(_l("Synonyms in Bokmål"), [Optional(), Limit(MOST_LINES_OF_FORMS)])
    synonyms_nn = TextAreaField(_l("Synonyms in Nynorsk"), [Optional(), Limit(MOST_LINES_OF_FORMS)])
    forbidden_en = TextAreaField(_l("Not to be used in English"), [Optional(), Limit(MOST_LINES_OF_FORMS)])
    forbidden_nb = TextAreaField(_l("Not to be used in Bokmål"), [Optional(), Limit(MOST_LINES_OF_FORMS)])
    forbidden_nn = TextAreaField(_l("Not to be used in Nynorsk"), [Optional(), Limit(MOST_LINES_OF_FORMS)])
    definition_en = TextAreaField(_l("Definition or note in English"), [Optional(), Limit(MOST_DEFINITION)])
    definition_nb = TextAreaField(_l("Definition or note in Bokmål"), [Optional(), Limit(MOST_DEFINITION)])
    definition_nn = TextAreaField(_l("Definition or note in Nynorsk"), [Optional(), Limit(MOST_DEFINITION)])
    source = StringField(_l("Source"), [Optional(), Limit(MOST_SOURCE)])
    source_url = StringField(_l("Address of the source"), [Optional(), Limit(MOST_ADDRESS)])

    def __init__(self, content: Content | None = None, version: int = 0, **kwargs: Any) -> None:
        shown: dict[str, Any] = {"version": version}
        if content is not None:
            shown |= {"domain": content.domain.value, "source": content.source, "source_url": content.source_url}
            for lang in LANGUAGES:
                words = content.words[lang]
                shown[lang] = words.approved
                shown[f"synonyms_{lang}"] = "\n".join(words.synonyms)
                shown[f"forbidden_{lang}"] = "\n".join(told(bad) for bad in words.forbidden)
                shown[f"definition_{lang}"] = content.definition.get(lang, "")
        super().__init__(data=shown, **kwargs)
        self.domain.choices = [("", _l("Choose one")), *((code.value, words) for code, words in DOMAIN_WORDS.items())]

    def of(self, lang: str) -> list[Any]:
        """The fields of one language, in the order of the page."""
        return [self[name] for name in (lang, f"synonyms_{lang}", f"forbidden_{lang}", f"definition_{lang}")]

    def draft(self) -> ConceptDraft:
        content = Content(
            domain=Domain(self.domain.data),
            words={lang: self._wording(lang) for lang in LANGUAGES},
            definition=Localized({lang: text for lang in LANGUAGES if (text := self[f"definition_{lang}"].data)}),
            source=" ".join((self.source.data or "").split()),
            source_url=self.source_url.data or "",
        )
        return ConceptDraft(content, self.version.data)

    def _wording(self, lang: str) -> Wording:
        return Wording(
            " ".join(self[lang].data.split()),
            tuple(_lines(self[f"synonyms_{lang}"].data)),
            tuple(read_forbidden(line) for line in _lines(self[f"forbidden_{lang}"].data)),
        )


def _lines(typed: str | None) -> list[str]:
    return [" ".join(line.split()) for line in (typed or "").splitlines() if line.strip()]


class TurnForm(VersionedForm):
    """Withdraw a concept, or bring it back."""


class GlossaryFileForm(OnceForm):
    file = FileField(_l("The file"), accepted="CSV", endings=(".csv", ".txt"), most=MOST_CSV_BYTES)


class CarryOutForm(VersionedForm):
    """`version` is that of the glossary which the sender has seen the file beside."""
