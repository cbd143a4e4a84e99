"""What a buyer writes: the profile's own words, and a row of fields for each dimension that it may ask in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, StopValidation

from app.blueprints.capability.models import Dimension
from app.blueprints.capability.terms import LANGUAGES, LEVELS
from app.blueprints.requirements import services
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import (
    MOST_PURPOSE,
    MOST_REASON,
    MOST_TITLE,
    NEVER_MUST,
    ProfileDraft,
    RequirementDraft,
)
from app.core.errors import Refused, words
from app.core.forms import Limit, OnceForm
from app.core.i18n import NAMES, locale
from app.core.versioned import VersionedForm

words(
    {
        "profile_is_published": _l(
            "This profile is published, and stays as it is, since firms may have measured themselves against it. "
            "Copy it to write a new one."
        ),
        "profile_not_published": _l("Only a published profile can be withdrawn."),
        "profile_asks_nothing": _l(
            "This profile has no requirements. Give at least one dimension a level above 0 before you publish it."
        ),
        "framework_is_newer": _l(
            "The dimensions have come in a new version since this draft was saved. Open the requirements, look them "
            "over and save once more."
        ),
        "profile_text_missing": _l("This field cannot be empty."),
        "language_not_ours": _l("Choose one from the list."),
        "level_not_offered": _l("%(name)s: choose a level from 0 to 5."),
        "dimension_not_offered": _l("%(name)s is not among the dimensions that can be asked for today."),
        "dimension_twice": _l("%(name)s is there twice."),
        "weight_not_a_number": _l("%(name)s: write the weight as a number, such as 1 or 0.5."),
        "weight_is_a_fraction": _l(
            "%(name)s: write the weight with decimals, such as 0.5. A fraction such as 1/3 is not taken: give the "
            "others three times as much instead."
        ),
        "weight_reads_two_ways": _l(
            "%(name)s: this weight can be read in two ways. Write a thousand as 1000, and one as 1."
        ),
        "weight_not_above_zero": _l("%(name)s: a weight is above 0. To ask for nothing, choose level 0."),
        "weight_too_great": _l("%(name)s: a weight is at most 1000."),
        "weight_too_many_decimals": _l("%(name)s: a weight has at most three decimals."),
        "never_a_must": _l(
            "%(name)s cannot be a must-have: the EEA rules forbid preferring firms because they are local. "
            "You can still ask for a level and give it weight."
        ),
        "must_without_level": _l("%(name)s: choose a level above 0, or take away the must-have."),
        "reason_missing": _l("%(name)s: write why this need calls for the level."),
    }
)

NEEDED = _l("This field cannot be empty.")
FRACTION = re.compile(r"[0-9]+/[0-9]+")
SPACES = re.compile(r"[ \u00a0\u202f]")
NUMBER = re.compile(r"[0-9]{1,12}([.,][0-9]{1,12})?")
# What groups thousands in each language, and so makes 1,000 or 1.000 a thousand to one reader and one to another.
GROUPED = {
    "en": re.compile(r"[1-9][0-9]{0,2},[0-9]{3}"),
    "nb": re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}"),
    "nn": re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}"),
}


def read_weight(typed: str, language: str) -> Decimal | str:
    """The exact number, or the code of why there is none. Looks at the shape before anything is worked out."""
    text = SPACES.sub("", typed)
    if FRACTION.fullmatch(text):
        return "weight_is_a_fraction"
    if not NUMBER.fullmatch(text):
        return "weight_not_above_zero" if NUMBER.fullmatch(text.lstrip("-\u2212\u2013")) else "weight_not_a_number"
    if GROUPED[language].fullmatch(text):
        return "weight_reads_two_ways"
    weight = Decimal(text.replace(",", "."))
    return services.weight_fault(weight) or weight


def shown_weight(weight: Decimal | None) -> str:
    """As it is typed, without grouping or idle zeros: 1000, 0,5 (nb, nn), 0.5 (en)."""
    if weight is None:
        return ""
    text = f"{weight.normalize():f}"
    return text if locale() == "en" else text.replace(".", ",")


class WeightField(StringField):
    """A weight as a Decimal; nothing typed is 1."""

    data: Decimal

    def __init__(self, label: Any, *, name_of: str, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "decimal"}, **kwargs)
        self.name_of = name_of

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        read = read_weight(typed, locale()) if typed else Decimal(1)
        self.data = Decimal(1) if isinstance(read, str) else read
        if isinstance(read, str):
            raise ValueError(Refused(read, name=self.name_of).message)  # noqa: TRY004 - how a field says so

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else shown_weight(self.data)


class LevelField(SelectField):
    """A level, 0-5; what is none of them is 0, with a fault."""

    data: int

    def __init__(self, label: Any, *, name_of: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=_level, validate_choice=False, **kwargs)
        self.name_of = name_of

    def pre_validate(self, form: Any) -> None:
        if self.data not in LEVELS:
            raise StopValidation(Refused("level_not_offered", name=self.name_of).message)


def _level(value: Any) -> int:
    text = str(value)
    return int(text) if text in {str(level) for level in LEVELS} else -1


def languages() -> list[SelectChoice]:
    return [SelectChoice(value=code, label=NAMES[code]) for code in LANGUAGES]


class ProfileWords:
    """What a profile says of itself."""

    title = StringField(_l("Title"), [DataRequired(NEEDED), Limit(MOST_TITLE)])
    purpose = TextAreaField(_l("Which need is this for?"), [DataRequired(NEEDED), Limit(MOST_PURPOSE)])
    language = RadioField(_l("Which language do you write in?"), choices=languages)

    @property
    def written_in(self) -> str | None:
        """The language of what stands in the fields, when it is one of ours."""
        return self.language.data if self.language.data in LANGUAGES else None


class NewProfileForm(ProfileWords, OnceForm):
    def draft(self) -> ProfileDraft:
        return ProfileDraft(
            title=self.title.data or "", purpose=self.purpose.data or "", language=self.language.data or ""
        )


class CopyForm(NewProfileForm):
    """The same questions, answered as in what is copied until somebody says otherwise."""


class VersionForm(VersionedForm):
    """One button, and the version that its sender has seen."""


@dataclass(frozen=True)
class Row:
    """The fields of one dimension."""

    dimension: Dimension
    level: Field
    weight: Field
    must: Field
    reason: Field

    @property
    def may_be_must(self) -> bool:
        return self.dimension.code not in NEVER_MUST


class ProfileForm(ProfileWords, VersionedForm):
    """The whole draft. `profile_form` makes one with fields for the dimensions that can be asked for."""

    dimensions: Sequence[Dimension] = ()

    def rows(self) -> list[Row]:
        return [
            Row(dimension, *(self[f"{part}_{dimension.code}"] for part in ("level", "weight", "must", "reason")))
            for dimension in self.dimensions
        ]

    def draft(self) -> ProfileDraft:
        return ProfileDraft(
            title=self.title.data or "",
            purpose=self.purpose.data or "",
            language=self.language.data or "",
            requirements=tuple(
                RequirementDraft(
                    code=row.dimension.code,
                    level=max(0, row.level.data),
                    weight=row.weight.data,
                    must=row.must.data,
                    reason=row.reason.data or "",
                )
                for row in self.rows()
            ),
            version=self.version.data,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Every fault at once, of shape and of rule, each at its row."""
        valid = bool(super().validate(extra_validators))
        names = {dimension.code: dimension.name.in_(locale()) for dimension in self.dimensions}
        for fault in services.draft_faults(self.draft(), names):
            if not (fault.field and self._fields[fault.field].errors):
                super().take(fault)
                valid = False
        return valid


def profile_form(profile: Profile, dimensions: Sequence[Dimension]) -> ProfileForm:
    """The draft as it is stored, or as it was sent."""
    stored = {row.dimension_code: row for row in profile.requirements}
    fields: dict[str, Any] = {"dimensions": dimensions}
    values: dict[str, Any] = {name: getattr(profile, name) for name in ("title", "purpose", "language", "version")}
    for dimension in dimensions:
        code, name = dimension.code, dimension.name.in_(locale())
        choices = [SelectChoice(value=level, label=_level_words(dimension, level)) for level in LEVELS]
        fields[f"level_{code}"] = LevelField(_l("Least level"), name_of=name, choices=choices)
        fields[f"weight_{code}"] = WeightField(_l("Weight"), name_of=name)
        fields[f"must_{code}"] = BooleanField(_l("Must-have"))
        fields[f"reason_{code}"] = TextAreaField(_l("Why does this need call for it?"), [Limit(MOST_REASON)])
        row = stored.get(code)
        values |= {
            f"level_{code}": row.level if row else 0,
            f"weight_{code}": row.weight if row else Decimal(1),
            f"must_{code}": row.must if row else False,
            f"reason_{code}": row.reason if row else "",
        }
    return type("DraftForm", (ProfileForm,), fields)(data=values)  # type: ignore[no-any-return]


def _level_words(dimension: Dimension, level: int) -> str:
    name = dimension.framework.level_name(level, locale())
    return _("0: no requirement") if level == 0 else f"{level} {name}"
