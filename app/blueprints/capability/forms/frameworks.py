"""What is wrong with a framework file, in words; a file to upload; one dimension by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field, HiddenField, StringField, TextAreaField

from app.blueprints.capability import rules
from app.blueprints.capability.terms import (
    HIGHEST,
    LANGUAGES,
    LEVELS,
    MOST_CHARACTERS,
    TEXTS,
    DimensionDraft,
    Fault,
    Reading,
)
from app.core import errors
from app.core.forms import Limit, OnceForm
from app.core.versioned import VersionedForm

errors.words(
    {
        "framework_faulty": _l("The file has faults. Nothing of it is stored."),
        "framework_code_other": _l("The code of the framework must be “%(expected)s”."),
        "framework_version_exists": _l(
            "Version %(version)s is here already, and a version never changes. The next one is %(following)s."
        ),
        "framework_version_not_next": _l("The next version is %(following)s. Write that in the file."),
        "framework_valid_too_soon": _l("The version before is valid from %(day)s. This one cannot be valid sooner."),
        "framework_same": _l("Nothing differs from version %(version)s."),
        "framework_code_common": _l("The common dimensions have used these codes: %(codes)s. Choose others."),
        "framework_code_taken": _l("Other buyers have used these codes: %(codes)s. Choose others."),
        "framework_code_twice": _l("There is a dimension %(dimension)s already. Choose another code."),
        "nothing_to_move": _l("There is no newer version to move to."),
        "assessment_superseded": _l(
            "You have moved on to a newer version. This self-assessment stays as it was when you moved."
        ),
    }
)

FAULTS = {
    "cell_in_error": _l("The cell shows an error: %(found)s."),
    "cell_is_not_text": _l("The cell holds a number or a date, not text: %(found)s."),
    "character_not_allowed": _l("The text holds a character that cannot be kept: %(found)s."),
    "code_not_understood": _l("A code is one to ten capital letters A–Z and digits, a letter first: %(found)s."),
    "code_twice": _l("The code %(found)s is used already."),
    "code_unknown": _l("No dimension has the code %(found)s."),
    "column_missing": _l("The column is missing."),
    "column_twice": _l("The column %(found)s is there twice."),
    "column_unknown": _l("The column is not known: %(found)s."),
    "file_empty": _l("The file is empty."),
    "file_too_big": _l("The file is too big. It may have at most %(limit)s bytes."),
    "formula": _l("The cell holds a formula. Write the text itself."),
    "framework_code_not_understood": _l("The code of a framework is small letters a–z, digits and hyphens: %(found)s."),
    "key_twice": _l("The key stands twice."),
    "key_unknown": _l("The key is not known."),
    "language_missing": _l("The text is missing."),
    "level_missing": _l("Level %(found)s is missing."),
    "level_outside": _l("A level is a whole number from 0 to 5, not %(found)s."),
    "level_twice": _l("Level %(found)s is there already."),
    "missing": _l("This is missing."),
    "more_faults": _l("There are %(found)s more faults. Mend these first."),
    "no_dimension": _l("There is no dimension."),
    "not_a_date": _l("This is not a date such as 2027-03-31: %(found)s."),
    "not_a_dimension": _l("This is not a dimension."),
    "not_a_framework": _l("This is not a framework."),
    "not_a_json_number": _l("%(found)s is not a number."),
    "not_a_version": _l("A version is a whole number from 1 to %(limit)s."),
    "not_a_whole_number": _l("This is not a whole number: %(found)s."),
    "not_a_workbook": _l("The file is not a whole Excel workbook (.xlsx)."),
    "not_json": _l("The file is not JSON from here on."),
    "not_text": _l("This is not text: %(found)s."),
    "not_texts": _l("Here belongs a text in each of the three languages."),
    "not_utf8": _l("The file is not written in UTF-8."),
    "old_workbook": _l("This is an old workbook (.xls) or locked with a password. Save it as .xlsx without one."),
    "one_row_only": _l("This sheet has one row only."),
    "position_twice": _l("The position %(found)s is there already."),
    "row_missing": _l("The row is missing."),
    "sheet_missing": _l("The sheet is missing."),
    "sheet_unknown": _l("The sheet is not known. Take it out."),
    "text_too_long": _l("The text has %(found)s characters. It may have at most %(limit)s."),
    "too_many_dimensions": _l("There are %(found)s dimensions. There may be at most %(limit)s."),
    "too_many_rows": _l("The sheet has too many rows. It may have at most %(limit)s."),
    "unpacked_too_big": _l("The workbook is too big when it is unpacked."),
    "wrong_kind": _l("The file is neither JSON nor an Excel workbook (.xlsx)."),
}
MISSING_IN = {
    "nb": _l("The Bokmål text is missing."),
    "nn": _l("The Nynorsk text is missing."),
    "en": _l("The English text is missing."),
}


def fault_text(fault: Fault) -> str:
    """What is wrong, in the reader's language."""
    wording = MISSING_IN[fault.found] if fault.code == "language_missing" else FAULTS[fault.code]
    return str(wording) % {"found": fault.found, "limit": fault.limit}


class FrameworkFileForm(OnceForm):
    """A framework as a file, JSON or workbook: what it is, is told by what it holds."""

    file = FileField(_l("File"))
    reading: Reading | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_submitted():
            self.file.data = request.files.get("file")

    def validate_file(self, field: Field) -> None:
        content = field.data.read() if field.data else b""
        if not content and not (field.data and field.data.filename):
            field.errors.append(_("Choose a file."))
            return
        self.reading = rules.read_framework(content)
        if self.reading.faults:
            count = len(self.reading.faults)
            field.errors.append(
                fault_text(self.reading.faults[0])
                if count == 1 and not self.reading.faults[0].where
                else _("The file has faults. Nothing of it is stored. They are listed below.")
            )

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.reading.faults if self.reading else ()

    def validate(self, extra_validators: Any = None) -> bool:
        """What stands in the field's errors counts, also when it was put there without stopping."""
        return bool(super().validate(extra_validators)) and not self.file.errors


class FrameworkStoreForm(OnceForm):
    """The framework that was shown, on its way back to be stored."""

    content = HiddenField()


def _boxes(name: str) -> Iterator[tuple[str, str, int]]:
    """The fields of one dimension: (field, language, most characters)."""
    for language in LANGUAGES:
        yield f"{name}_{language}", language, MOST_CHARACTERS.get(name, MOST_CHARACTERS["level"])


class DimensionForm(VersionedForm):
    """One dimension by hand: its texts are `name_nb` ... `about_en`, its levels `level_0_nb` ... `level_5_en`."""

    code = StringField(_l("Code"))

    def text_fields(self, name: str) -> list[Field]:
        return [self[box] for box, _language, _most in _boxes(name)]

    def draft(self) -> DimensionDraft:
        return DimensionDraft(
            code=self.code.data or "",
            name=self._texts("name"),
            short_name=self._texts("short_name"),
            about=self._texts("about"),
            levels=tuple(self._texts(f"level_{number}") for number in LEVELS),
            read_version=self.version.data,
        )

    def _texts(self, name: str) -> Mapping[str, str]:
        return {language: self[box].data or "" for box, language, _most in _boxes(name)}

    def validate(self, extra_validators: Any = None) -> bool:
        """The same rules as for a file, each fault at its field."""
        fine = bool(super().validate(extra_validators))
        draft = self.draft()
        told: dict[str, Any] = {text: getattr(draft, text) for text in ("code", *TEXTS)}
        for fault in rules.dimension_faults({**told, "levels": list(draft.levels)}):
            name = fault.where.replace("levels[", "level_").replace("]", "").replace(".", "_")
            if not self[name].errors:  # a text too long has said so already
                self[name].errors = [_told_of(name, fault_text(fault))]
                fine = False
        return fine


def _told_of(name: str, wrong: str) -> str:
    """In the list of errors it must be seen which text is meant: nine are in Nynorsk."""
    text, _dash, language = name.rpartition("_")
    if language not in LANGUAGES:
        return wrong
    number = text.removeprefix("level_")
    of = _("Level %(level)s", level=number) if number.isdecimal() else str(TEXT_NAMES[text])
    return str(_("%(text)s: %(wrong)s", text=of, wrong=wrong))


TEXT_NAMES = {"name": _l("Name"), "short_name": _l("Short name"), "about": _l("What it is about")}
LANGUAGE_NAMES = {"nb": _l("Bokmål"), "nn": _l("Nynorsk"), "en": _l("English")}
for _name in (*TEXTS, *(f"level_{number}" for number in range(HIGHEST + 1))):
    for _box, _language, _most in _boxes(_name):
        _kind = TextAreaField if _most > MOST_CHARACTERS["name"] else StringField
        setattr(DimensionForm, _box, _kind(LANGUAGE_NAMES[_language], [Limit(_most)]))
