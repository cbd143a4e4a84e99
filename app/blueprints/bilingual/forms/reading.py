"""How a person reads: choices named by what they do."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.accounts.terms import ReadingDraft
from app.blueprints.bilingual.rules.presenting import person
from app.blueprints.bilingual.terms.presenting import Reader, Translate
from app.core.fields import CheckboxesField
from app.core.i18n import LOCALES, NAMES
from app.core.versioned import VersionedForm

TRANSLATE = {
    Translate.AUTO: _l("Show me the translation at once"),
    Translate.ASK: _l("Show me the original, with a link to the translation"),
    Translate.NEVER: _l("Show me the original only"),
}


class ReadingForm(VersionedForm):
    """`reader()` is who she would be with what is chosen in the form."""

    reads = CheckboxesField(
        _l("Which languages do you read?"),
        [InputRequired(_l("Choose at least one language."))],
        choices=[SelectChoice(code, NAMES[code]) for code in LOCALES],
    )
    translate = RadioField(
        _l("What is written in another language, and has been translated"),
        choices=[SelectChoice(code.value, words) for code, words in TRANSLATE.items()],
    )
    sees_machine = BooleanField(_l("Show me what a machine has translated, until a person has checked it"))

    def draft(self) -> ReadingDraft:
        return ReadingDraft(
            reads=tuple(self.reads.data or ()),
            translate=Translate(self.translate.data).value,
            sees_machine=bool(self.sees_machine.data),
            version=self.version.data,
        )

    def reader(self, locale: str) -> Reader:
        reads = [code for code in LOCALES if code in (self.reads.data or ())]
        translate = self.translate.data if self.translate.data in list(Translate) else Translate.AUTO
        return person(locale, reads, translate, machine=bool(self.sees_machine.data))
